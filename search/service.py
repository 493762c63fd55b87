"""The door to the search for everybody else."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from threading import Event

from search import queue, reach
from search.asked import Asked, ask
from search.correction import correction
from search.engines import Away, Engine, Unavailable, engine
from search.engines.database import from_database
from search.query import Reading, Results, SearchQuery
from search.registry import searchable

logger = logging.getLogger(__name__)
AS_TYPED = Reading()
# Set while the engine is away and this process has said so, and asked for a new index.
_away, _asked = Event(), Event()


def search(query: SearchQuery) -> Results:
    """Return one page of results: from the engine or, while it is away, from the database."""
    return search_all([query])[0]


def search_all(queries: Sequence[SearchQuery]) -> list[Results]:
    """Return one page of results for each of ``queries``, which ask for the same words.

    They are understood in the same way: a word is mistyped if no kind of entries has it.
    """
    queries = [kept_here(query) for query in queries]
    try:
        results = answered(queries, engine())
    except Unavailable as error:
        left(error)
        return [from_database(query) for query in queries]
    came_back()
    return results


def answered(queries: Sequence[SearchQuery], target: Engine) -> list[Results]:
    """Return what ``target`` finds; if nothing has all words, what was meant, then what is near.

    Raises :class:`Unavailable`.
    """

    def found(reading: Reading) -> list[Results]:
        asked = meant(queries[0], reading)
        return [replace(target.search(query, asked), reading=reading) for query in queries]

    nothing: list[Results] = []
    for reading in ways(queries[0], target):
        results = found(reading)
        if any_of(results):
            return results
        nothing = nothing or results
    return nothing


def ways(query: SearchQuery, target: Engine) -> Iterator[Reading]:
    """Yield how the words of ``query`` may be meant: the first of which anything is found counts.

    Raises :class:`Unavailable`.
    """
    asked = meant(query, AS_TYPED)
    yield Reading(begun=asked.unfinished and not query.literal)
    if asked and not query.literal:
        yield from looser_ways(asked, target)


def looser_ways(asked: Asked, target: Engine) -> Iterator[Reading]:
    """Yield in what other ways the words may have been meant, the likeliest first."""
    begun = asked.may_be_unfinished
    if begun:
        yield Reading(begun=True)
    if asked.widened() is not asked:
        yield Reading(begun=begun, widened=True)
    corrected = correction(asked, target)
    if corrected:
        yield Reading(corrected)
        yield Reading(corrected, widened=True)
    if len(asked.terms) > 1:
        yield Reading(corrected, nearly=True, widened=True)


def meant(query: SearchQuery, reading: Reading) -> Asked:
    """Return the words of ``query`` in the sense of ``reading``."""
    asked = ask(reading.corrected or query.words, query.language)
    asked = asked.begun() if reading.begun else asked
    asked = asked.widened() if reading.widened else asked
    return asked.nearly() if reading.nearly else asked


def suggest(queries: Sequence[SearchQuery]) -> list[tuple[int, ...]]:
    """Return for each of ``queries`` a few keys with the words in their titles.

    They ask for the same words, the last of which is still being typed. Nothing while the
    engine is away.
    """
    nothing: list[tuple[int, ...]] = [() for _query in queries]
    asked = ask(queries[0].words, queries[0].language).begun() if queries else None
    if not asked:
        return nothing
    try:
        return engine().titled([kept_here(query) for query in queries], asked)
    except Unavailable as error:
        left(error)
        return nothing


def any_of(results: Iterable[Results]) -> bool:
    return any(each.total for each in results)


def kept_here(query: SearchQuery) -> SearchQuery:
    """Return ``query`` for the site that is meant: its pages, and the regions that it keeps to."""
    kind = searchable(query.kind)
    codes = reach.codes_for(kind) if reach.codes() else ()
    if site := reach.site_for(kind):
        return replace(query, within=codes, filters={**query.filters, reach.SITE: (site,)})
    return replace(query, within=codes) if codes else query


def index_ready() -> bool:
    """Return whether the index is whole. Raises ``Away`` if its server does not say."""
    return engine().ready()


def left(error: Unavailable) -> None:
    """Log it and ask for a new index, each once for each absence.

    A server that does not answer may have kept its index: a new one would be needless work.
    """
    if not _away.is_set():
        _away.set()
        logger.error("The index cannot answer, lists come from the database: %s", error)
    if not isinstance(error, Away) and not _asked.is_set():
        _asked.set()
        queue.ask_for_rebuild()


def came_back() -> None:
    """Log the end of an absence."""
    _asked.clear()
    if _away.is_set():
        _away.clear()
        logger.warning("The index answers again.")
