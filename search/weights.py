"""What counts how much for the order by relevance: the same numbers for every engine.

All of them are sums of powers of two, so that engines which add in another order come to
the same weight, and entries of different languages compare. How rare a word is does not
count: all words have to be there anyway, and each engine would count it differently.
"""

import datetime
from typing import NamedTuple

# Where a word stands.
TITLE, SUMMARY, ANYWHERE = 6.0, 2.5, 1.0
PARTS = {"title": TITLE, "summary": SUMMARY, "words": ANYWHERE}
# A word in the very letters that were typed, beside 1 for another form of it.
LETTERS = 1.25
# A word that begins with what was typed last.
BEGINNING = 0.75
# Words that were typed next to each other and stand so: at most so many words between them.
NEIGHBOURS = 1.5
BETWEEN = 3
# All words of a phrase, but not in a row.
APART = 0.75
# An entry in the reader's own language, beside others that are shown for want of it.
OWN = 0.5
# A related word counts in steps of this.
STEP = 0.125


class Recent(NamedTuple):
    """What an entry gets for having been published, or checked, in the last ``days``."""

    column: str
    days: int
    bonus: float


# All of it together, and the language, is less than what a word in the summary has before one in
# the text.
RECENT = (
    Recent("newest", 30, 0.25),
    Recent("newest", 180, 0.25),
    Recent("checked", 90, 0.25),
)


def stepped(weight: float) -> float:
    """Return ``weight`` as a number that can be added without loss."""
    return max(round(weight / STEP), 1) * STEP


def since(today: datetime.date, recent: Recent) -> datetime.date:
    """Return the first day that counts as recent."""
    return today - datetime.timedelta(days=recent.days)
