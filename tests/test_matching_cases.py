"""People as a coordinator would describe them, and what of the demo should come first for them.

The cases in tests/matching/ were written down before the rules were tried on them.
"""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from home.demo.reading import key_of, read
from opportunities.candidates import best
from opportunities.models import Opportunity
from search import service
from tests.wishes import cases, of_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

CASES = [(code, case) for code, _name in settings.LANGUAGES for case in cases(code)]
FIRST = 3


@pytest.fixture(scope="module", autouse=True)
def demo(gazetteer: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo's content, with its index."""
    var = tmp_path_factory.mktemp("var")
    folders = {"VAR_DIR": var, "MEDIA_ROOT": var / "media", "SEARCH_URL": f"tantivy:{var}/search"}
    with override_settings(**folders):
        call_command("setup_site", stdout=StringIO())
        call_command("demo", stdout=StringIO())
        call_command("search_rebuild", stdout=StringIO())
        yield var


@pytest.fixture(scope="module")
def names(demo: Path) -> dict[int, str]:
    """How the demo calls each of its opportunities."""
    keys = {key_of("opportunity", row["key"]): row["key"] for row in read("opportunity")}
    sources = Opportunity.objects.sources().filter(translation_key__in=keys)
    return {entry.pk: keys[entry.translation_key] for entry in sources}


def check(case: dict[str, Any], language: str, names: dict[int, str]) -> None:
    found = [names[match.key] for match in best(of_case(case["wishes"]), language)]
    assert {*case["best"]} <= {*found[:FIRST]}, case["who"]
    assert not {*case["never"]} & {*found}, case["who"]


def test_there_are_many_cases_of_each_language() -> None:
    assert len(CASES) >= 60
    assert all(len(cases(code)) >= 10 for code, _name in settings.LANGUAGES)


def test_cases_name_what_there_is(names: dict[int, str]) -> None:
    known = {row["key"] for row in read("opportunity")}
    for _code, case in CASES:
        assert case["best"]
        assert {*case["best"], *case["never"]} <= known


@pytest.mark.parametrize(("language", "case"), CASES)
def test_best_comes_first(language: str, case: Any, names: dict[int, str]) -> None:
    check(case, language, names)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_database_leads_to_the_same(
    language: str, names: dict[int, str], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """But for words: the database finds them as they are typed, and only in titles."""
    settings.SEARCH_URL = "database:"
    for case in cases(language):
        if "words" not in case["wishes"]:
            check(case, language, names)
    service.came_back()
