"""Tags of mails; ``portal.common.letters`` says how a mail is written."""

from django import template

from portal.common.inert import Typed
from portal.common.letters import Button, Quote, Way, Words

register = template.Library()


@register.simple_tag(takes_context=True)
def button(context: Words, label: str, url: str) -> str:
    """Lead to a page of ours."""
    return context.place(Button(str(label), str(url)))


@register.simple_tag(takes_context=True)
def way(context: Words, label: str, url: str, about: str = "") -> str:
    """Lead to one of several pages of ours, with a line on what is there."""
    return context.place(Way(str(label), str(url), str(about)))


@register.simple_tag(takes_context=True)
def quote(context: Words, letter: Typed) -> str:
    """Show what somebody wrote, with its lines; nothing if they wrote nothing."""
    quoted = Quote.of(letter.lines)
    return context.place(quoted) if quoted.paragraphs else ""
