"""Fixtures that more than one file of tests uses."""

from collections.abc import Iterator
from typing import Any

import pytest

from search.gazetteer import tree
from search.gazetteer.loader import load


@pytest.fixture(scope="session")
def gazetteer(django_db_setup: None, django_db_blocker: Any) -> None:
    """Regions, places and fields of Czechia, Poland and Slovenia, loaded once.

    Not for tests with ``transaction=True``: those empty the database after them.
    """
    with django_db_blocker.unblock():
        load(["CZ", "PL", "SI"], report=str)


@pytest.fixture(autouse=True)
def fresh_tree() -> Iterator[None]:
    """No test sees regions that another one has made."""
    yield
    tree.clear()
