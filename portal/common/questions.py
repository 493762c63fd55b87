"""A simple question for people whose browser runs no scripts.

Every child answers it; a program that was not made for this portal does not. Each has a
number for an answer, written in digits or in words.
"""

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from words import fold

QUESTIONS: tuple[tuple[str | Promise, int], ...] = (
    (_("How many days are there in a week?"), 7),
    (_("How many legs does a dog have?"), 4),
    (_("How many months are there in a year?"), 12),
    (_("How many fingers are there on one hand, with the thumb?"), 5),
    (_("How many wheels does a bicycle have?"), 2),
    (_("How many corners does a triangle have?"), 3),
    (_("How many legs does a spider have?"), 8),
    (_("How much is five plus five?"), 10),
)
# All forms of the word that people may write, parted by bars.
WORDS: dict[int, str | Promise] = {
    2: pgettext_lazy("number as an answer; all its forms, parted by |", "two"),
    3: pgettext_lazy("number as an answer; all its forms, parted by |", "three"),
    4: pgettext_lazy("number as an answer; all its forms, parted by |", "four"),
    5: pgettext_lazy("number as an answer; all its forms, parted by |", "five"),
    7: pgettext_lazy("number as an answer; all its forms, parted by |", "seven"),
    8: pgettext_lazy("number as an answer; all its forms, parted by |", "eight"),
    10: pgettext_lazy("number as an answer; all its forms, parted by |", "ten"),
    12: pgettext_lazy("number as an answer; all its forms, parted by |", "twelve"),
}
PARTS = re.compile(r"\w+")


def question(number: int) -> str:
    """Return the question with that number in the active language; any number has one."""
    return str(QUESTIONS[number % len(QUESTIONS)][0])


def is_right(number: int, answer: str) -> bool:
    """Return whether ``answer`` answers that question: "7", "07", "Seven!", "seven days"."""
    wanted = QUESTIONS[number % len(QUESTIONS)][1]
    said = {plain(word) for word in PARTS.findall(answer[:100])}
    numbers = {int(word) for word in said if word.isdecimal()}
    # "1 2 3 4 5 6 7" is not an answer.
    if numbers:
        return numbers == {wanted}
    rights = {plain(word) for word in str(WORDS[wanted]).split("|")}
    wrongs = {plain(w) for n in WORDS if n != wanted for w in str(WORDS[n]).split("|")}
    return bool(said & rights) and not said & wrongs


def plain(word: str) -> str:
    """Return ``word`` without diacritics, in lower case; digits of any script as 0 to 9."""
    return fold(unicodedata.normalize("NFKC", word).strip())
