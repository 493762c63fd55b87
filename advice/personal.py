"""What in a text may tell who somebody is: hints for whoever publishes it, no verdict.

Names have no form that a machine could be sure of. What is written with a capital letter in
the middle of a sentence is one often enough to be looked at.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.common.findings import EMAIL, PHONE, Finding
from portal.common.html import plain
from words import fold, folded_words

# Birth numbers (CZ 856101/1234), PESEL, EMŠO, IČO, NIP, KRS, REGON, tax numbers, accounts:
# seven digits or more, in groups or in one.
NUMBER = re.compile(r"(?<![\w+])\d(?:[ /.-]?\d){6,25}(?!\w)")
DATE = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{4}|\d{4}-\d{2}-\d{2}")
# Acts are called by number and year.
ACT = re.compile(r"(?<!\d)\d{1,4}/(?:19|20)\d\d(?!\d)")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# What ends a sentence, so that a capital letter behind it says nothing.
END = re.compile(r"(?:^|\n\s*[-*]|[.!?:…\n•–—\"“„»(])\s*$")
# Before a name: titles and ways to address somebody, folded.
TITLES = frozenset(
    (
        *("pan", "pani", "panu", "pana", "slecna", "mgr", "ing", "mudr", "judr", "bc", "doc"),
        *("prof", "dr", "panem", "panstwo", "mec", "lek", "inz", "gospa", "gospod", "gospodicna"),
        *("mr", "mrs", "ms", "miss", "sir"),
    )
)
# Capitals that are no name: where laws are printed, folded.
KNOWN = frozenset(("sb", "coll", "dz", "ustaw", "uradni", "list", "act", "rs"))
MOST = 6


def of_texts(texts: Iterable[tuple[str | Promise, str]], email: str = "") -> list[Finding]:
    """Return what may tell who somebody is in ``texts``: (what it is called, words or HTML).

    ``email`` is the asker's: parts of it in a text are a name for sure.
    """
    return [
        Finding(level, code, sentence, {"label": label, "found": ", ".join(found[:MOST])})
        for label, text in texts
        for level, code, sentence, found in of_text(plain_lines(text), email)
    ]


def of_question(question: Any) -> list[Finding]:
    """Return what may tell who somebody is in a question that is to be published."""
    return of_texts(
        [
            (_("Question in one line"), question.title),
            (_("Question"), question.question),
            (_("Answer"), question.answer),
        ]
    )


def plain_lines(text: str) -> str:
    """Return the words of ``text`` with its lines and paragraphs still apart."""
    lines = re.sub(r"</(?:p|li|h\d)>|<br\s*/?>", "\n", text).split("\n")
    return "\n".join(map(plain, lines))


def of_text(text: str, email: str) -> Iterator[tuple]:  # type: ignore[type-arg]  # of Finding's parts
    """Yield level, code, sentence and the passages of each kind that is there."""
    without = PHONE.sub(" ", EMAIL.sub(" ", ACT.sub(" ", DATE.sub(" ", text))))
    own = own_names(text, email)
    kinds = (
        ("problem", "asker", _("%(label)s: words of the asker’s own address: %(found)s."), own),
        ("problem", "email", _("%(label)s: e-mail address: %(found)s."), EMAIL.findall(text)),
        ("problem", "phone", _("%(label)s: telephone number: %(found)s."), phones(text)),
        (
            "problem",
            "number",
            _("%(label)s: registration or birth number: %(found)s."),
            [number.strip() for number in NUMBER.findall(without)],
        ),
        ("notice", "name", _("%(label)s: perhaps a name: %(found)s."), names(text, own)),
    )
    yield from (kind for kind in kinds if kind[3])


def phones(text: str) -> list[str]:
    """Return the telephone numbers; a date is none."""
    return PHONE.findall(DATE.sub(" ", EMAIL.sub(" ", text)))


def own_names(text: str, email: str) -> list[str]:
    """Return the words of ``text`` that stand before the @ of ``email``."""
    own = {part for part in folded_words(email.partition("@")[0]) if len(part) > 2}
    found = [word for word in WORD.findall(EMAIL.sub(" ", text)) if fold(word) in own]
    return list(dict.fromkeys(found))


def names(text: str, but: Iterable[str] = ()) -> list[str]:
    """Return what may be a name: capitals inside a sentence, two in a row, after a title."""
    found: list[str] = []
    run: list[re.Match[str]] = []
    for word in [*WORD.finditer(EMAIL.sub(" ", text)), None]:
        if word and is_capital(word[0]) and (not run or text_between(run[-1], word) == " "):
            run.append(word)
            continue
        if run and is_name(run):
            found.append(" ".join(each[0] for each in run))
        run = [word] if word and is_capital(word[0]) else []
    known = set(but)
    return [name for name in dict.fromkeys(found) if name not in known]


def is_capital(word: str) -> bool:
    """Return whether ``word`` is written like a name: not an abbreviation, not a lone letter."""
    return (
        len(word) > 1 and word[0].isupper() and not word[1:].isupper() and fold(word) not in KNOWN
    )


def text_between(first: re.Match[str], second: re.Match[str]) -> str:
    return first.string[first.end() : second.start()]


def is_name(run: list[re.Match[str]]) -> bool:
    """Return whether words with capital letters in a row are more than a sentence's beginning."""
    before = run[0].string[: run[0].start()]
    earlier = WORD.findall(before[-20:])
    titled = bool(earlier) and fold(earlier[-1]) in TITLES
    return titled or len(run) > 1 or not END.search(before)
