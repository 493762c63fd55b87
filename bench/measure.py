"""Measures the site on the data folder of ``VAR_DIR``; writes what it found as JSON.

A process of its own for each data folder, started by ``python -m bench``.
"""

import json
import os
import signal
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.db import connection  # noqa: E402  # needs the settings
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench import admin, desk, engine  # noqa: E402
from bench.authors import Author  # noqa: E402
from bench.client import Times, Visitor  # noqa: E402
from bench.questions import Questions  # noqa: E402
from bench.rate import rate  # noqa: E402
from bench.server import Server, serving  # noqa: E402
from opportunities.models import Opportunity, OpportunityIndexPage  # noqa: E402
from portal.common import versions  # noqa: E402
from portal.common.furniture import furniture  # noqa: E402
from search.query import SearchQuery  # noqa: E402
from search.service import search  # noqa: E402

SEED = 1
LANGUAGE = "cs"
WARM_UP = 60
ROUNDS = 300
COUNTED = 80
RATE_ROUNDS = 5
AUTHORS = 60
CHANGES = 3
# Entries that the search engine is asked about by itself.
ENGINE_SIZES = (20_000, 100_000)
# Editorial pages: three kinds that grow, or show what grows.
PAGES = ("home", "news", "article")
# How long after a change old copies are looked for, in seconds.
LOOK_FOR = 1.5


def main(whole: bool) -> dict[str, Any]:
    """Return all figures; the ``whole`` table has rates, freshness and the engine, too."""
    with serving() as server:
        found = {**latencies(server), "cpu": processor_times(server), "queries": queries()}
        if whole:
            found |= {**rates(server), "stale": seconds_until_seen(server)}
            found["sending"] = sending(server)
            found["admin"] = admin.measure(server.port)
        found["megabytes"] = server.megabytes()
    if whole:
        found["engine"] = {str(size): asdict(engine.measure(size)) for size in ENGINE_SIZES}
    return found


def latencies(server: Server) -> dict[str, Any]:
    """Return milliseconds of pages that no cache has, one visitor.

    The kinds take turns, so that whatever else the machine does slows all of them alike.
    """
    questions, visitor = Questions(SEED), Visitor(server.port)
    minimal, bare = minimal_path(), "/bare/"
    for _kind, path in questions.lists(WARM_UP):
        pages = [questions.page(kind) for kind in PAGES]
        for each in (path, questions.entry(), questions.unseen(minimal), *pages):
            visitor.time(each)
    times: dict[str, list[float]] = defaultdict(list)
    kinds: dict[str, list[float]] = defaultdict(list)
    for kind, path in questions.lists(ROUNDS):
        times["list"].append(visitor.time(path))
        kinds[kind].append(times["list"][-1])
        times["detail"].append(visitor.time(questions.entry()))
        times["minimal"].append(visitor.time(questions.unseen(minimal)))
        for name in PAGES:
            times[name].append(visitor.time(questions.page(name)))
        times["bare"].append(visitor.time(bare))
    return {
        "entries": Opportunity.objects.published().count(),
        **{name: asdict(Times.of(ms)) for name, ms in times.items()},
        "list_kinds": {kind: statistics.median(ms) for kind, ms in kinds.items()},
    }


def processor_times(server: Server) -> dict[str, float]:
    """Return the processor's milliseconds for a page of each kind that no cache has.

    Unlike the time that a visitor waits, it says something on a busy machine, too.
    """
    questions, visitor, minimal = Questions(SEED + 1), Visitor(server.port), minimal_path()
    paths = {
        "list": [path for _kind, path in questions.lists(COUNTED)],
        "detail": [questions.entry() for _ in range(COUNTED)],
        "minimal": [questions.unseen(minimal) for _ in range(COUNTED)],
        **{kind: [questions.page(kind) for _ in range(COUNTED)] for kind in PAGES},
    }
    found = {}
    for name, addresses in paths.items():
        before = server.cpu()
        for path in addresses:
            visitor.time(path)
        found[name] = (server.cpu() - before) / COUNTED
    return found


def minimal_path() -> str:
    """Return where the baseline shows some plain page."""
    slug = furniture(LANGUAGE).footer[0].url.strip("/").rpartition("/")[2]
    return f"/{LANGUAGE}/minimal/{slug}/"


def queries() -> dict[str, int]:
    """Return the most SQL queries that one page takes, the content version's included."""
    questions, client = Questions(SEED), Client()
    most: dict[str, int] = defaultdict(int)
    for path in (questions.list_of("plain"), questions.entry(), minimal_path()):
        client.get(path)
    for _kind, path in questions.lists(COUNTED):
        minimal = questions.unseen(minimal_path())
        asked = {"list": path, "detail": questions.entry(), "minimal": minimal}
        for name, url in (asked | {kind: questions.page(kind) for kind in PAGES}).items():
            versions.forget()
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            most[name] = max(most[name], len(captured))
    return dict(most)


def sending(server: Server) -> dict[str, Any]:
    """Return milliseconds of what people send and of the desk, with the minimal page in turns."""
    desk.fill(SEED)
    questions, visitor, minimal = Questions(SEED + 2), Visitor(server.port), minimal_path()
    staff, undecided = admin.staff(server.port, "moderator"), desk.undecided()
    queue = reverse("desk")
    times: dict[str, list[float]] = defaultdict(list)
    for number in range(AUTHORS):
        for name, milliseconds in Author(server.port, number).way():
            times[name].append(milliseconds)
        times["queue"].append(staff.time(queue))
        times["decide"].append(staff.time(next(undecided)))
        times["minimal"].append(visitor.time(questions.unseen(minimal)))
    return {name: asdict(Times.of(ms[len(ms) // 10 :])) for name, ms in times.items()}


def rates(server: Server) -> dict[str, float]:
    """Return requests per second of the bare view and of a list from the cache.

    The share of one in the other is that of two rates taken one right after the other.
    """
    cached = OpportunityIndexPage.url_in(LANGUAGE)
    pairs = [(rate(server.port, "/bare/"), rate(server.port, cached)) for _ in range(RATE_ROUNDS)]
    return {
        "bare_rate": statistics.median(bare for bare, _list in pairs),
        "cached_rate": statistics.median(a_list for _bare, a_list in pairs),
        "cached_share": statistics.median(a_list / bare for bare, a_list in pairs),
    }


def seconds_until_seen(server: Server) -> float:
    """Return after how many seconds the last old copy of a list was seen, at worst.

    The change is made here: no web process knows of it by itself.
    """
    visitor, url = Visitor(server.port), OpportunityIndexPage.url_in(LANGUAGE)
    key = search(SearchQuery(OpportunityIndexPage.kind, LANGUAGE)).keys[0]
    with restored(Opportunity.objects.get(pk=key)) as entry:
        return max(last_seen_stale(visitor, url, entry, n) for n in range(CHANGES))


def last_seen_stale(visitor: Visitor, url: str, entry: Opportunity, number: int) -> float:
    visitor.text(url)
    entry.title = f"A change that shows {number}"
    entry.save_revision().publish()
    published, stale = time.monotonic(), 0.0
    while time.monotonic() < published + LOOK_FOR:
        if entry.title not in visitor.text(url):
            stale = time.monotonic() - published
    return stale


@contextmanager
def restored(entry: Opportunity) -> Iterator[Opportunity]:
    """Give the entry its title back afterwards."""
    title = entry.title
    try:
        yield entry
    finally:
        entry.title = title
        entry.save_revision().publish()


if __name__ == "__main__":
    # Asked to stop, it first stops the server.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    Path(sys.argv[1]).write_text(json.dumps(main(whole="whole" in sys.argv)))
