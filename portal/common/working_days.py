"""Days on which the centre works: Monday to Friday, public holidays of its country aside."""

import datetime
from functools import cache

from django.conf import settings

DAY = datetime.timedelta(days=1)
FRIDAY = 5  # ISO 8601: Monday is 1


def working_days(since: datetime.date, until: datetime.date) -> int:
    """Return the working days after ``since``, up to and with ``until``."""
    weeks, rest = divmod(max((until - since).days, 0), 7)
    later = (since + DAY * number for number in range(1, rest + 1))
    years = range(since.year, until.year + 1)
    free = sum(since < day <= until for year in years for day in days_off(year))
    return 5 * weeks + sum(map(is_weekday, later)) - free


def is_weekday(day: datetime.date) -> bool:
    return day.isoweekday() <= FRIDAY


def days_off(year: int) -> frozenset[datetime.date]:
    """Return the public holidays of ``year`` that fall on a day from Monday to Friday."""
    return known(settings.CENTRE_COUNTRY, year)


@cache
def known(place: str, year: int) -> frozenset[datetime.date]:
    import holidays  # 20 MB, for the desk alone

    country, _dash, part = place.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=year)
    except NotImplementedError:  # nobody has written down the holidays of that country
        return frozenset()
    return frozenset(filter(is_weekday, found))
