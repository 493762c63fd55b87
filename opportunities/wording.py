"""Facts of an opportunity as a reader says them: time, dates, place."""

import datetime
from collections.abc import Collection
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opportunities import choices
from opportunities.choices import HoursPer
from portal.common.dates import day, span
from portal.common.wording import worded


def hours_text(hours: Decimal, per: str) -> str:
    """Return ``2 hours a week``. A fraction takes the plural form of three (1,5 hodiny)."""
    count = int(hours) if hours == int(hours) else 3
    texts = {
        HoursPer.ONCE: ngettext("%(hours)s hour", "%(hours)s hours", count),
        HoursPer.DAY: ngettext("%(hours)s hour a day", "%(hours)s hours a day", count),
        HoursPer.WEEK: ngettext("%(hours)s hour a week", "%(hours)s hours a week", count),
        HoursPer.FORTNIGHT: ngettext(
            "%(hours)s hour a fortnight", "%(hours)s hours a fortnight", count
        ),
        HoursPer.MONTH: ngettext("%(hours)s hour a month", "%(hours)s hours a month", count),
        HoursPer.YEAR: ngettext("%(hours)s hour a year", "%(hours)s hours a year", count),
    }
    return texts[HoursPer(per)] % {"hours": number_format(hours.normalize() + 0)}


def dates_text(start: datetime.date | None, end: datetime.date | None) -> str:
    """Return ``5 December``, ``5–6 December``, ``from 5 December``, or ""."""
    if start and end:
        return span(start, end)
    if start:
        return _("from %(start)s") % {"start": day(start)}
    return _("until %(end)s") % {"end": day(end)} if end else ""


def times_text(times: Collection[str]) -> str:
    """Return ``weekday mornings, weekends``, or that it is a matter of agreement."""
    labels = [str(time.label) for time in choices.Time if time.value in times]
    if len(labels) == len(choices.Time):
        return _("at any time of the week")
    return ", ".join(labels) or _("by agreement")


@worded
def time_text(
    *,
    commitment: str,
    hours: Decimal | None,
    hours_per: str,
    times: tuple[str, ...],
    start: datetime.date | None,
    end: datetime.date | None,
) -> str:
    """Return all about time on one line of a card."""
    parts = [dates_text(start, end)] if commitment != choices.Commitment.REGULAR else []
    if hours and hours_per:
        parts.append(hours_text(hours, hours_per))
    if commitment == choices.Commitment.REGULAR or not any(parts):
        parts.append(times_text(times))
    return ", ".join(filter(None, parts))


def places_text(names: Collection[str]) -> str:
    """Return the towns; of more than two the first, and how many more."""
    names = list(names)
    if len(names) <= 2:
        return ", ".join(names)
    more = len(names) - 1
    return ngettext("%(town)s and %(more)s more town", "%(town)s and %(more)s more towns", more) % {
        "town": names[0],
        "more": more,
    }
