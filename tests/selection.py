"""Which tests run on this machine and this database, and how it is told what did not.

With REQUIRE_ALL=1 a test that was skipped makes the run fail.
"""

import os

import pytest
from _pytest.terminal import TerminalReporter
from django.db import connection
from django.test import TestCase, TransactionTestCase

from tests.needs import chromium, java, search_servers

NEEDS = {
    "browser": (chromium, "Chromium"),
    "java": (java, "Java 21 or newer"),
    "search_server": (search_servers, "Maven, or a JDK of 21 or newer,"),
}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", action="store_true", help="only tests that touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = [item for item in items if is_wanted(item, config.getoption("--database"))]
    if unwanted := [item for item in items if item not in wanted]:
        config.hook.pytest_deselected(items=unwanted)
    items[:] = wanted
    for item in items:
        skip_what_is_missing(item)


def is_wanted(item: pytest.Item, database_only: bool) -> bool:
    """Return whether ``item`` has something to say about this database."""
    if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        return False
    return not database_only or touches_database(item)


def touches_database(item: pytest.Item) -> bool:
    """Return whether ``item`` uses the test database.

    A running site has one of its own, and to a search server all databases are alike.
    """
    if any(item.get_closest_marker(name) for name in NEEDS):
        return False
    case = getattr(item, "cls", None)
    return bool(
        item.get_closest_marker("django_db")
        or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        or (case and issubclass(case, (TestCase, TransactionTestCase)))
    )


def skip_what_is_missing(item: pytest.Item) -> None:
    for marker, (find, name) in NEEDS.items():
        if item.get_closest_marker(marker) and not find():
            item.add_marker(pytest.mark.skip(reason=f"{name} is missing"))


def skipped(reporter: TerminalReporter) -> dict[str, list[str]]:
    """Return the tests that were skipped, by reason."""
    reasons: dict[str, list[str]] = {}
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "no reason"
        reasons.setdefault(reason.removeprefix("Skipped: "), []).append(report.nodeid)
    return reasons


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    for reason, tests in skipped(terminalreporter).items():
        terminalreporter.section(f"not run: {reason}")
        for test in tests:
            terminalreporter.line(test)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("REQUIRE_ALL") == "1" and reporter and skipped(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
