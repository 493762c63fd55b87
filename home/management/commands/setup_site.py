"""Lay the ground: locales, a home page for each language, the site's address."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from home.models import HomePage


class Command(BaseCommand):
    help = "Make the languages, their home pages and the site record. Changes nothing made before."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        languages = locales()  # the root page needs one
        root = root_page()
        homes = [home_page(root, locale) for locale in languages]
        site_record(homes[0])
        remove_welcome_page()
        codes = ", ".join(home.locale.language_code for home in homes)
        self.stdout.write(f"{settings.PUBLIC_URL}: {codes}")


def locales() -> list[Locale]:
    """Return the locale of each language of the portal, in the order of the setting."""
    codes = [code for code, _name in settings.LANGUAGES]
    return [Locale.objects.get_or_create(language_code=code)[0] for code in codes]


def root_page() -> Page:
    """Return the page above all home pages."""
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")


def home_page(root: Page, locale: Locale) -> HomePage:
    """Return the home page of ``locale``, made if there is none; all are translations."""
    homes: list[HomePage] = list(HomePage.objects.child_of(root))
    for home in homes:
        if home.locale_id == locale.pk:
            return home
    page = plain_home(locale)
    if homes:
        page.translation_key = homes[0].translation_key
    root.add_child(instance=page)
    page.save_revision().publish()
    return page


def plain_home(locale: Locale) -> HomePage:
    """Return a home page with words that editors will replace."""
    with translation.override(locale.language_code):
        return HomePage(
            locale=locale,
            slug=f"home-{locale.language_code}",
            title=_("Home page"),
            brand=settings.WAGTAIL_SITE_NAME,
            tagline=_("Volunteering portal"),
            heading=_("Which way would you like to help?"),
        )


def site_record(home: HomePage) -> None:
    """Let the site begin at ``home``, under the public address."""
    address = urlsplit(settings.PUBLIC_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    facts = {
        "hostname": address.hostname or "localhost",
        "port": port,
        "root_page": home,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    Site.objects.update_or_create(is_default_site=True, defaults=facts)


def remove_welcome_page() -> None:
    """Delete the page that Wagtail makes: a plain ``Page``, which we never make."""
    for page in Page.objects.filter(depth=2):
        if page.specific_class is Page:
            page.delete()
