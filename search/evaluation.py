"""How well the search finds: cases with what must be found, run through the site's own code.

The file is JSON::

    {"titles": {"cs": ["…"]}} or {"documents": {"cs": [{"id", "kind", "title", "body"}]}},
    "cases": [{"lang", "query", "must_match": […], "must_not_match": […], "first"?, "kind"}]

Entries are named by id, or by title. A case passes when all of ``must_match`` and none of
``must_not_match`` are among the results that have all words (mistyped ones corrected), and
``first``, if given, is the first of them.
"""

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from django.db.models import QuerySet

from search import registry, vocabulary
from search.documents import Document, Searchable, Text
from search.engines import Engine
from search.models import Dirty
from search.query import Results, SearchQuery
from search.service import answered
from words import analyzer, tokens
from words.analysis import composed

KIND = "case"
# Entries added at once.
BATCH = 500
# What the texts of distractors are made of: so many of the words that people use most.
COMMON_WORDS = 6000
Languages = tuple[str, ...]


class Entry(NamedTuple):
    """A text to be found."""

    name: str
    language: str
    title: str
    body: str


class Case(NamedTuple):
    """A question and what it has to find."""

    language: str
    query: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    first: str
    kind: str


class Failure(NamedTuple):
    """A case that did not pass, and why."""

    case: Case
    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    first: str
    keys: Mapping[str, list[str]]

    def as_json(self) -> dict[str, Any]:
        return {
            "lang": self.case.language,
            "kind": self.case.kind,
            "query": self.case.query,
            "missing": self.missing,
            "wrong": self.wrong,
            "first": self.first,
            "keys": self.keys,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all cases."""

    cases: tuple[Case, ...]
    failures: tuple[Failure, ...]

    def passed(self, by: str) -> dict[str, dict[str, int]]:
        """Return how many cases passed, of how many, by ``language`` or ``kind``."""
        total = Counter(getattr(case, by) for case in self.cases)
        failed = Counter(getattr(failure.case, by) for failure in self.failures)
        return {
            name: {"passed": count - failed[name], "total": count} for name, count in total.items()
        }

    def as_json(self) -> dict[str, Any]:
        return {
            "languages": self.passed("language"),
            "kinds": self.passed("kind"),
            "failures": [failure.as_json() for failure in self.failures],
        }


class CaseSearch(Searchable):
    """The kind of the entries that are looked for; they stand in no database."""

    kind = KIND
    model = Dirty
    facets = ()
    label: ClassVar[str] = ""

    def public(self) -> QuerySet[Dirty]:
        return Dirty.objects.none()

    def documents(self, keys: Iterable[int]) -> Iterator[Document]:
        return iter(())

    def matching(self, query: SearchQuery) -> QuerySet[Dirty]:
        return self.public()


def read(path: Path) -> tuple[list[Entry], list[Case]]:
    """Return what stands in the file. Raises ``ValueError`` or ``KeyError`` for another one."""
    told = json.loads(path.read_text(encoding="utf-8"))
    entries = [Entry(t, code, t, "") for code, row in told.get("titles", {}).items() for t in row]
    entries += [
        Entry(str(each["id"]), code, each["title"], each.get("body", ""))
        for code, row in told.get("documents", {}).items()
        for each in row
    ]
    return entries, [case(each) for each in told["cases"]]


def case(told: Mapping[str, Any]) -> Case:
    must, must_not = (
        tuple(map(str, told.get(name) or ())) for name in ("must_match", "must_not_match")
    )
    first = str(told.get("first") or "")
    return Case(told["lang"], told["query"], must, must_not, first, told.get("kind", ""))


def distractors(count: int, languages: Languages) -> Iterator[Entry]:
    """Yield ``count`` texts of common words in an order that means nothing, always the same."""
    from wordfreq import top_n_list

    chance = random.Random(count)  # noqa: S311  # not for secrets
    known = {
        code: [word for word in top_n_list(code, COMMON_WORDS) if word.isalpha()]
        for code in languages
    }
    for number in range(count):
        code = languages[number % len(languages)]
        title, body = (" ".join(chance.choices(known[code], k=k)) for k in (5, 30))
        yield Entry(f"distractor {number}", code, title, body)


def evaluate(entries: list[Entry], cases: Iterable[Case], engine: Engine) -> Report:
    """Return what comes of ``cases`` over ``entries`` in ``engine``, which is filled anew."""
    with the_kind(), filled(engine, entries):
        cases = tuple(cases)
        failures = (failure(each, entries, engine) for each in cases)
        return Report(cases, tuple(each for each in failures if each))


@contextmanager
def the_kind() -> Iterator[None]:
    """Make the kind known for the while."""
    registry.register(CaseSearch())
    try:
        yield
    finally:
        registry.unregister(KIND)


@contextmanager
def filled(engine: Engine, entries: list[Entry]) -> Iterator[None]:
    """Put ``entries`` into ``engine``, and forget them afterwards."""
    with engine.writing(wait=True), engine.building() as build:
        for start in range(0, len(entries), BATCH):
            build.add(KIND, map(document, range(start, len(entries))[:BATCH], entries[start:]))
    vocabulary.forget()
    try:
        yield
    finally:
        engine.remove()
        vocabulary.forget()


def document(key: int, entry: Entry) -> Document:
    return Document(key=key, texts={entry.language: Text(entry.title, "", entry.body)}, facets={})


def failure(case: Case, entries: list[Entry], engine: Engine) -> Failure | None:
    """Return why ``case`` failed, or ``None``."""
    results = asked(case, engine, len(entries))
    found = [] if results.reading.nearly else [entries[key].name for key in results.keys]
    missing = tuple(name for name in case.must if name not in found)
    wrong = tuple(name for name in case.must_not if name in found)
    first = case.first if case.first and case.first not in found[:1] else ""
    if not (missing or wrong or first):
        return None
    names = {*missing, *wrong, first}
    keys = {each.name: keys_of(each) for each in entries if each.name in names}
    return Failure(case, missing, wrong, first, {case.query: question_keys(case)} | keys)


def asked(case: Case, engine: Engine, most: int) -> Results:
    query = SearchQuery(KIND, case.language, case.query, sort="relevance", size=most)
    return answered([query], engine)[0]


def question_keys(case: Case) -> list[str]:
    """Return for each word asked what it is found by."""
    return [
        f"{term.word}: {' '.join(sorted(term.keys))}"
        for term in analyzer(case.language).question(case.query)
    ]


def keys_of(entry: Entry) -> list[str]:
    """Return the words of a title with their keys."""
    own = analyzer(entry.language)
    return [
        f"{token.word}: {' '.join(own.keys_of(token))}" for token in tokens(composed(entry.title))
    ]
