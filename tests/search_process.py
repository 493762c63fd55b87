"""What a process of its own does, for tests of several at once; main() takes it by name.

Knows the entries of tests/search_entries.py only, in the database and the folder that
the environment names.
"""

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

from search import queue, registry
from search.models import Place
from search.query import SearchQuery
from search.rebuild import rebuild
from search.service import search
from tests.search_entries import KIND, EntrySearch, make

QUERY = SearchQuery(KIND, "cs", size=1000)
Told = dict[str, int]


def write(name: str, times: str) -> Told:
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
    return {"times": int(times)}


def read(until: str) -> Told:
    """Search until a file appears; tell how often, and how often the engine was away."""
    times, away = 0, 0
    while not Path(until).exists():
        times += 1
        away += not search(QUERY).complete
    return {"times": times, "away": away}


def build(until: str) -> Told:
    """Build the index anew until a file appears; tell how often."""
    times = 0
    while not Path(until).exists():
        times += rebuild()
    return {"times": times}


def worker() -> Told:
    """Run the worker until it is stopped."""
    call_command("worker")
    return {}


ROLES: tuple[Callable[..., Told], ...] = (write, read, build, worker)


def main() -> None:
    """Do what the command line says; print what is to be told."""
    registry._kinds.clear()
    registry.register(EntrySearch())
    role = {role.__name__: role for role in ROLES}[sys.argv[1]]
    print(json.dumps(role(*sys.argv[2:])))
