"""Tags and filters that every template has at hand (a builtin, see settings)."""

import json
from functools import cache
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.common import sites
from portal.common.dates import clock, day, soon
from portal.common.furniture import furniture, language_name, site
from portal.common.heads import absolute as absolute_url
from portal.common.phones import dialled
from portal.common.versions import kept

register = template.Library()
register.filter(day)
register.filter(clock)
register.filter(soon)

# What could end the script element or start a comment in it.
UNSAFE_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


class LanguageLink(NamedTuple):
    """The same content, or failing that the home page, in another language."""

    code: str
    name: str
    url: str
    current: bool


@cache
def sprite() -> str:
    """Return the address of the file with all icons."""
    return static("icons/icons.svg")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Return the drawing ``name`` of the sprite; decoration, the words stand beside it.

    ``css`` adds a class: ``{% icon "i-down" "chevron" %}`` turns when its details open.
    """
    return drawing(name, f"icon {css}".rstrip())


@cache
def drawing(name: str, css: str) -> SafeString:
    """Return the markup of one icon; a list page has some 150 of a dozen kinds."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, sprite(), name
    )


@register.simple_tag
def site_footer() -> SafeString:
    """Return the footer, drawn once for each site and language: a twentieth of a page's time."""
    which, drawn = (sites.active_key(), get_language() or ""), footers()
    if which not in drawn:
        drawn[which] = render_to_string("components/footer.html", {"furniture": furniture()})
    return drawn[which]


@kept
def footers() -> dict[tuple[int, str], SafeString]:
    """Return the footers that this process has drawn, by site and language."""
    return {}


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """Return a link for each language of the site."""
    head = context.get("head")
    alternates = getattr(head, "readable", None) or getattr(head, "alternates", {})
    active = get_language()
    return [
        LanguageLink(
            code, language_name(code), alternates.get(code) or furniture(code).url, code == active
        )
        for code in site().languages
    ]


@register.simple_tag(takes_context=True)
def current(context: Context, url: str) -> SafeString:
    """Return ``aria-current`` if the reader is at ``url`` or below it."""
    path = context["request"].path
    if path == url:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"' if path.startswith(url) else "")


@register.filter
def absolute(path: str) -> str:
    """Return ``path`` with the public address of the site."""
    return absolute_url(path)


@register.filter
def json_ld(thing: Any) -> SafeString:
    """Return ``thing`` as a data block; browsers never run it."""
    text = json.dumps(thing, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.filter
def endonym(code: str) -> str:
    """Return the name of a language in itself."""
    return str(settings.LANGUAGE_NAMES.get(code, code))


@register.filter
def tel(number: str) -> str:
    """Return a telephone number as the address of a link."""
    return f"tel:{dialled(number)}"


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first two words of ``name``."""
    return "".join(word[0] for word in name.split()[:2]).upper()


@register.filter
def bare_address(url: str) -> str:
    """Return a web address as people say it: without the protocol and the last slash."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
