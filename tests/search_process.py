"""What a process of its own does, for tests of several at once; main() takes it by name.

Knows the entries of tests/search_entries.py only, on the database and in the folder that
the environment names.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

from search import queue, registry
from search.models import Dirty, Place
from search.query import SearchQuery
from search.rebuild import differences, rebuild
from search.service import search
from tests.search_entries import KIND, EntrySearch, make

QUERY = SearchQuery(KIND, "cs", size=1000)


def fill(entries: str) -> dict[str, Any]:
    """Make some entries, and their index."""
    with transaction.atomic():
        made = [make("les").pk for _ in range(int(entries))]
    rebuild()
    return {"keys": made}


def write(name: str, times: str) -> dict[str, Any]:
    """Change entries that others change too; add and hide some."""
    chance = random.Random(name)
    keys = list(Place.objects.values_list("pk", flat=True))
    for number in range(int(times)):
        with transaction.atomic():
            entry = Place.objects.select_for_update().get(pk=chance.choice(keys))
            entry.names["texts"] = [["cs", [f"{name}x{number}", "", ""]]]
            entry.names["public"] = number % 7 != 3
            entry.save()
            queue.mark(KIND, [entry.pk, make("les").pk])
    return {}


def read(until: str) -> dict[str, Any]:
    """Search until a file appears; tell how often, and how often the engine was away."""
    times, away = 0, 0
    while not Path(until).exists():
        times += 1
        away += not search(QUERY).complete
    return {"times": times, "away": away}


def build(until: str) -> dict[str, Any]:
    """Build the index anew until a file appears."""
    times = 0
    while not Path(until).exists():
        times += rebuild()
    return {"times": times}


def worker() -> dict[str, Any]:
    """Run the worker."""
    print("ready", flush=True)
    call_command("worker")
    return {}


def change(key: str, title: str) -> dict[str, Any]:
    """Change an entry in a process that dies before it can apply the change."""
    entry = Place.objects.get(pk=key)
    entry.names["texts"] = [["cs", [title, "", ""]]]
    with transaction.atomic():
        entry.save()
        Dirty.objects.create(kind=KIND, key=entry.pk)
    return {}


def wait_for(words: str, seconds: str) -> dict[str, Any]:
    """Search until something is found by the engine; tell what, and after how long."""
    begun = time.monotonic()
    while time.monotonic() - begun < float(seconds):
        found = search(SearchQuery(KIND, "cs", words))
        if found.complete and found.total:
            break
        time.sleep(0.01)
    return {"keys": found.keys, "complete": found.complete, "after": time.monotonic() - begun}


def compare() -> dict[str, Any]:
    """Tell what waits and what differs between index and database."""
    waiting = Dirty.objects.count()
    return {
        "waiting": waiting,
        "differences": [str(difference) for difference in differences()],
        "entries": EntrySearch().public().count(),
        "found": search(QUERY).total,
    }


ROLES: tuple[Callable[..., dict[str, Any]], ...] = (
    *(fill, write, read, build),
    *(worker, change, wait_for, compare),
)


def main() -> None:
    """Do what the command line says; print what is to be told."""
    registry._kinds.clear()
    registry.register(EntrySearch())
    role = {role.__name__: role for role in ROLES}[sys.argv[1]]
    answer = role(*sys.argv[2:])
    print(json.dumps(answer))
