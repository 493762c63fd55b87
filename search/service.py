"""The door to the search for everybody else."""

import logging
from dataclasses import replace
from threading import Event

from search import queue, reach
from search.engines import Unavailable, engine
from search.engines.database import from_database
from search.query import Results, SearchQuery
from search.registry import searchable

logger = logging.getLogger(__name__)
# Set while the engine is away and this process has said so.
_away = Event()


def search(query: SearchQuery) -> Results:
    """Return one page of results: from the engine or, while it is away, from the database."""
    query = kept_to_regions(query)
    try:
        results = engine().search(query)
    except Unavailable as error:
        _left(error)
        return from_database(query)
    _came_back()
    return results


def kept_to_regions(query: SearchQuery) -> SearchQuery:
    """Return ``query`` within the regions that the site keeps to."""
    codes = reach.codes_for(searchable(query.kind)) if reach.codes() else ()
    return replace(query, within=codes) if codes else query


def index_ready() -> bool:
    """Return whether the engine can answer, as far as can be seen without asking it."""
    return engine().ready()


def _left(error: Unavailable) -> None:
    """Log it and ask for a new index, once for each absence."""
    if not _away.is_set():
        _away.set()
        logger.error("The index cannot answer, lists come from the database: %s", error)
        queue.ask_for_rebuild()


def _came_back() -> None:
    if _away.is_set():
        _away.clear()
        logger.warning("The index answers again.")
