"""The words that were meant, marked where they stand."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from search.highlight import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Return ``pieces`` as HTML, those that were meant as ``<mark>``."""
    return mark_safe("".join([piece(each) for each in pieces]))


def piece(each: Piece) -> str:
    text = escape(each.text)
    return f"<mark>{text}</mark>" if each.meant else text
