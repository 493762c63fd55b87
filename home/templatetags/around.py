"""What stands around pages for a time: announcements, partners and funders."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language

from home import partners as supporters
from home.announcements import bars
from home.blocks.partners import kinds_shown

register = template.Library()


@register.inclusion_tag("home/announcements.html", takes_context=True)
def announcements(context: Context) -> dict[str, Any]:
    """Show what is announced now."""
    return {"bars": bars(context.get("request"), get_language() or "")}


@register.inclusion_tag("home/partners.html", takes_context=True)
def partners(context: Context) -> dict[str, Any]:
    """Show the partners of all pages and of this one, but not those that its text shows."""
    page, language = context.get("page"), get_language() or ""
    found = supporters.of_page(page, "entry" in context, kinds_shown(page))
    return {"partners": [(each, each.line(language)) for each in found]}
