"""A card of a list, drawn in Python.

A list has twenty of them, and as a template each took some fifty nodes: 4.8 ms for a
page of cards, where this takes 0.8 ms (docs/speed.md).
"""

from html import escape
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opportunities.cards import Badge, Card
from portal.common.dates import day
from portal.common.templatetags.portal import endonym, icon
from portal.common.wording import worded
from search.templatetags.marks import marked

register = template.Library()


class Labels(NamedTuple):
    """The words that stand on every card."""

    place: str
    time: str
    freshness: str
    checked: str
    in_language: str
    fits: str


@worded
def labels() -> Labels:
    return Labels(
        place=_("Place"),
        time=_("Time"),
        freshness=_("Freshness"),
        checked=_("Checked %(date)s"),
        in_language=pgettext("written in a language", 'In <span lang="%(code)s">%(name)s</span>'),
        fits=_("Why it fits"),
    )


@register.simple_tag(name="card")
def card_item(card: Card) -> SafeString:
    """Return one item of the list of cards."""
    css = f"card f-{card.field.slug}" if card.field else "card"
    words = passage(card) + fits(card)
    parts = [title(card), organisation(card), words, sign(card), facts(card), badges(card)]
    return mark_safe(f'<li class="{css}">\n{"".join(parts)}</li>\n')


def title(card: Card) -> str:
    lang = f' lang="{card.lang}" hreflang="{card.lang}"' if card.lang else ""
    words = marked(card.why.title) if card.why else escape(card.title)
    link = f'<a href="{escape(card.url)}"{lang}>{words}</a>'
    return f'<h3 class="card__title">{link}</h3>\n'


def organisation(card: Card) -> str:
    return f'<p class="card__org">{escape(card.organisation)}</p>\n' if card.organisation else ""


def passage(card: Card) -> str:
    """Return where the words stand that were asked for."""
    if not card.why:
        return ""
    lang = f' lang="{card.lang}"' if card.lang else ""
    return f'<p class="card__why"{lang}>{marked(card.why.passage)}</p>\n'


def fits(card: Card) -> str:
    """Return why it fits what somebody wishes."""
    if not card.fits:
        return ""
    label = f'<span class="vh">{escape(labels().fits)}: </span>'
    words = f"<span>{label}{escape(card.fits)}</span>"
    return f'<p class="card__why card__fits">{icon("i-check")} {words}</p>\n'


def sign(card: Card) -> str:
    """Return the drawing and the name of the field."""
    if not card.field:
        return ""
    drawing = f'<span class="waymark">{icon(card.field.icon)}</span>\n'
    return f'{drawing}<p class="field-name">{escape(card.field.label)}</p>\n'


def facts(card: Card) -> str:
    """Return where, when, and how fresh that is."""
    return f'<dl class="card__facts">\n{place(card)}{time(card)}{freshness(card)}</dl>\n'


def place(card: Card) -> str:
    if not card.place:
        return ""
    km = "" if card.km is None else f' <span class="km">{card.km}&nbsp;km</span>'
    drawing = "i-home" if card.remote else "i-pin"
    return fact(labels().place, drawing, f"{escape(card.place)}{km}")


def time(card: Card) -> str:
    return fact(labels().time, "i-clock", escape(card.time)) if card.time else ""


def freshness(card: Card) -> str:
    if not card.checked:
        return ""
    words = escape(labels().checked % {"date": day(card.checked)})
    if card.checked_old:
        return fact(labels().freshness, "i-alert", words, ' class="checked checked--old"')
    return fact(labels().freshness, "i-checked", words, ' class="checked"')


def fact(label: str, drawing: str, html: str, css: str = "") -> str:
    """Return one row of facts; ``html`` is safe already."""
    label = f'<dt class="vh">{escape(label)}</dt>'
    return f"<div{css}>{label}<dd>{icon(drawing)} <span>{html}</span></dd></div>\n"


def badges(card: Card) -> str:
    items = "".join([f"<li>{badge(each)}</li>" for each in card.badges])
    return f'<ul class="badges">{items}</ul>\n' if items else ""


def badge(badge: Badge) -> str:
    if not badge.lang:
        return f"{icon(badge.icon)} {escape(badge.label)}"
    language = {"code": badge.lang, "name": escape(endonym(badge.lang))}
    return f'<span class="tag">{icon(badge.icon)} {labels().in_language % language}</span>'
