"""Lay the ground: locales, a home page for each language, the site's address."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Locale, Page, Site

from home import setting_up
from home.models import HomePage


class Command(BaseCommand):
    help = "Make the languages, their home pages and the site record. Changes nothing made before."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        languages = locales()  # the root page needs one
        homes = [home_page(locale) for locale in languages]
        site_record(homes[0])
        remove_welcome_page()
        setting_up.furnish()
        setting_up.add_search(homes)
        codes = ", ".join(home.locale.language_code for home in homes)
        self.stdout.write(f"{settings.PUBLIC_URL}: {codes}")


def locales() -> list[Locale]:
    """Return the locale of each language of the portal, in the order of the setting."""
    codes = [code for code, _name in settings.LANGUAGES]
    return [Locale.objects.get_or_create(language_code=code)[0] for code in codes]


def home_page(locale: Locale) -> HomePage:
    """Return the default site's home page of ``locale``, made if there is none."""
    homes = setting_up.default_homes()
    key = homes[0].translation_key if homes else uuid.uuid4()
    found = next((home for home in homes if home.locale_id == locale.pk), None)
    return found or setting_up.add_home(locale, f"home-{locale.language_code}", key)


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
