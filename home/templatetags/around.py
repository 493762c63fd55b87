"""What stands around pages for a time: announcements, partners and funders.

Both are drawn once for the same content: they stand on every page.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from home import partners as supporters
from home.announcements import bars
from home.blocks.partners import kinds_shown
from portal.common.versions import kept

register = template.Library()
NOTHING = SafeString()


@register.simple_tag(takes_context=True)
def announcements(context: Context) -> SafeString:
    """Return what is announced now."""
    language = get_language() or ""
    found = bars(context.get("request"), language)
    return drawn("announcements", (language, *found), {"bars": found}) if found else NOTHING


@register.simple_tag(takes_context=True)
def partners(context: Context) -> SafeString:
    """Return the partners of all pages and of this one, but not those that its text shows."""
    page, language = context.get("page"), get_language() or ""
    found = supporters.of_page(page, "entry" in context, kinds_shown(page))
    if not found:
        return NOTHING
    shown = [(each, each.line(language)) for each in found]
    return drawn("partners", (language, *(each.key for each in found)), {"partners": shown})


def drawn(name: str, key: Hashable, values: Mapping[str, Any]) -> SafeString:
    """Return the template ``home/<name>.html`` filled with ``values``, which ``key`` stands for."""
    known = pieces()
    if (name, key) not in known:
        known[name, key] = render_to_string(f"home/{name}.html", dict(values))
    return known[name, key]


@kept
def pieces() -> dict[Hashable, SafeString]:
    """Return what this process has drawn of the present content."""
    return {}
