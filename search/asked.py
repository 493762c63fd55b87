"""The words of a question, as put to the texts of each language.

A reader is shown each entry in one version: in the reader's language or, failing that, in
the entry's own. So words are analysed once for each language, and a version has to answer
them in its own (docs/search.md).
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import normalize

from django.conf import settings

from search import synonyms
from words import Analyzer, Term, analyzer, fold
from words.analysis import LONGEST_QUERY, MOST_QUERY_WORDS, SHORTEST
from words.folding import TOKEN

# Texts in a language that is not (or no longer) one of the portal's.
OTHER = "und"


def languages() -> tuple[str, ...]:
    """Return the languages that are analysed each in its own way, and the one for the rest."""
    return (*(code for code, _name in settings.LANGUAGES), OTHER)


def field_language(language: str) -> str:
    """Return the language as which texts in ``language`` are analysed."""
    return language if language in languages() else OTHER


@dataclass(frozen=True, slots=True)
class Version:
    """What is asked of texts in ``language``: at least ``least`` of ``terms``."""

    language: str
    terms: tuple[Term, ...]
    least: int
    # Folded letters with which a word may begin that stands for the last term.
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question. ``versions`` has one for each language, the reader's first.

    Two of them with equal ``key`` find the same.
    """

    words: str
    reader: str
    versions: tuple[Version, ...]
    key: Hashable

    def __bool__(self) -> bool:
        return bool(self.versions)

    @property
    def terms(self) -> tuple[Term, ...]:
        """What is asked in the reader's language."""
        return self.versions[0].terms if self.versions else ()

    def begun(self) -> "Asked":
        """Return the same question by somebody who may not have finished the last word."""
        last = self.terms[-1] if self.terms else None
        letters = fold(last.word) if last and not last.quoted and last.place else ""
        if len(letters) < SHORTEST or letters != last_word(self.words):
            return self
        versions = tuple(replace(version, beginning=letters) for version in self.versions)
        return replace(self, versions=versions, key=(self.key, "begun"))

    @property
    def unfinished(self) -> bool:
        """Whether the last word is none, so that it may be the beginning of one."""
        return bool(self.terms) and not self.terms[-1].known and self.begun() is not self

    @property
    def may_be_unfinished(self) -> bool:
        """Whether its last word may be the beginning of another; not one that everybody uses."""
        finished = len(self.terms) == 1 and self.terms[0].usual
        return not finished and self.begun() is not self

    def widened(self) -> "Asked":
        """Return the same question, for which less close words count as well."""
        if not any(term.is_wider for version in self.versions for term in version.terms):
            return self
        versions = tuple(
            replace(v, terms=tuple(term.widened() for term in v.terms)) for v in self.versions
        )
        return replace(self, versions=versions, key=(self.key, "widened"))

    def nearly(self) -> "Asked":
        """Return the same question, one thing of which may be missing."""
        versions = tuple(replace(v, least=max(v.least - 1, 1)) for v in self.versions)
        return replace(self, versions=versions, key=(self.key, "nearly"))


def ask(words: str, reader: str) -> Asked:
    """Return what ``words`` ask for on a page in the language ``reader``."""
    return _ask(words[:LONGEST_QUERY], field_language(reader), languages(), synonyms.groups())


@lru_cache(maxsize=256)
def _ask(words: str, reader: str, all_languages: tuple[str, ...], more: synonyms.Groups) -> Asked:
    key = words, reader, hash(more)
    if not TOKEN.search(words):
        return Asked(words, reader, (), key)
    readers = with_synonyms(reader, more)
    others = (with_synonyms(each, more) for each in all_languages if each != reader)
    versions = tuple(_version(each, words, readers) for each in (readers, *others))
    return Asked(words, reader, versions, key)


def _version(language: Analyzer, words: str, reader: Analyzer) -> Version:
    terms = tuple(language.question(words, reader))
    return Version(language.language, terms, len(terms))


@lru_cache(maxsize=32)
def with_synonyms(language: str, more: synonyms.Groups) -> Analyzer:
    """Return the analyzer of ``language`` with what editors added."""
    own = analyzer(language)
    groups = tuple(group for code, group in more if code == language)
    return own.with_synonyms(groups) if groups else own


def typed(text: str) -> list[str]:
    """Return the words asked for as they were typed, for those who compare letters."""
    return TOKEN.findall(normalize("NFC", text[:LONGEST_QUERY]))[:MOST_QUERY_WORDS]


def last_word(text: str) -> str:
    """Return the folded word with which ``text`` ends; "" if something stands behind it."""
    found = TOKEN.findall(fold(text))
    return found[-1] if found and fold(text).endswith(found[-1]) else ""
