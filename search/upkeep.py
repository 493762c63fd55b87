"""What the worker does for the index."""

import logging
import time

from portal.common import jobs
from search import queue, service
from search.engines import Away, LockLost, Unavailable, engine
from search.rebuild import rebuild
from search.service import index_ready

logger = logging.getLogger(__name__)


def tend() -> None:
    """Apply changes that nobody applied yet; build the index if it is gone or was asked for.

    While its server is away there is nothing to do but to look again with the next call.
    """
    try:
        if not index_ready() or queue.rebuild_is_asked_for():
            _rebuild()
    except Away as error:
        service.left(error)
        return
    service.came_back()
    queue.apply()


def _rebuild() -> None:
    begun = time.monotonic()
    try:
        built = rebuild(_or_stop, wait=False)
    except LockLost as error:
        logger.warning("There will be another new index: %s", error)
        queue.ask_for_rebuild()
        return
    if built:
        logger.warning("Built a new index in %.1f s.", time.monotonic() - begun)


def _or_stop(done: int, of: int) -> None:
    if jobs.stopping.is_set():
        raise jobs.Stopped


def sweep() -> None:
    """Remove old builds of the index."""
    target = engine()
    try:
        with target.writing(wait=False) as first:
            if first:
                target.sweep()
    except Unavailable:
        logger.info("There is no index to tidy up.")


def register() -> None:
    """Hand the upkeep to the worker."""
    jobs.register("apply changes to the index", tend, every=0.5)
    jobs.register("remove old indexes", sweep, every=60)
