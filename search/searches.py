"""What people search for: words, language and number of results, added up by day.

Nothing about who searched is kept, and no words that look like a person's: an address, a
telephone number. After ``DAYS`` they are deleted.
"""

import datetime
import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone

from portal.common import counting
from search.models import Searched
from search.query import Results

DAYS = 90
LONGEST = 80
# Contacts of people: they are nobody's interest.
PERSONAL = re.compile(r"@|\d(?:[ /.-]?\d){6}")


class Asked(NamedTuple):
    """One search as it is counted."""

    language: str
    words: str
    results: int


def count(response: HttpResponse, language: str, words: str, results: Collection[Results]) -> None:
    """Let ``response`` count as a search for ``words``; one that went wrong says nothing."""
    fine = bool(results) and all(each.complete for each in results)
    if words and fine and len(words) <= LONGEST and not PERSONAL.search(words):
        found = sum(each.total for each in results if not each.reading.nearly)
        counting.counts(response, Asked(language, words.casefold(), found))


def add_up(searches: Mapping[Asked, int]) -> None:
    """Add ``searches`` to those of today, all or nothing, always in the same order."""
    table, day = Searched._meta.db_table, timezone.localdate()
    rows = [(day, *asked[:2], number, asked.results) for asked, number in sorted(searches.items())]
    sql = (
        f"INSERT INTO {table} (day, language, words, searches, results) "  # noqa: S608  # our own name
        f"VALUES (%s, %s, %s, %s, %s) ON CONFLICT (day, language, words) DO UPDATE SET "
        f"searches = {table}.searches + excluded.searches, results = excluded.results"
    )
    if rows:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def forget(before: datetime.datetime) -> None:
    """Delete what was searched for before that day."""
    Searched.objects.filter(day__lt=before.date()).delete()


counting.keep(Asked, add_up)
