"""The last part of a page's address, from its own title."""

from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from words import fold

LONGEST = 80


def slug_of(title: str) -> str:
    """Return ``title`` as a part of an address: ``Žižka v Łodzi`` → ``zizka-v-lodzi``."""
    return str(slugify(fold(title)))[:LONGEST].strip("-")


def is_borrowed(page: Any) -> bool:
    """Return whether ``page``, a translation nobody has seen yet, has the slug of its source."""
    if page.first_published_at or page.live or not page.slug:
        return False
    others = Page.objects.filter(translation_key=page.translation_key, slug=page.slug)
    same = others.exclude(pk=page.pk).exclude(locale=page.locale_id)
    return bool(same.exclude(title=page.title).exists())
