"""The demo: believable in size and spread, made once, taken away without a trace."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from advice.models import GuidePage, MaterialPage, Question
from home.demo import load
from home.demo.reading import read
from news.models import EventPage, NewsPage, StoryPage
from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common import freshness, stale
from portal.common.models import Mail
from search.models import Field

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module", autouse=True)
def before(gazetteer: None, var: Path) -> Iterator[dict[str, int]]:
    """How many rows there are without the demo, which is made once for all tests here."""
    folders = {"VAR_DIR": var, "MEDIA_ROOT": var / "media", "SEARCH_URL": f"tantivy:{var}/search"}
    with override_settings(**folders):
        call_command("setup_site", stdout=StringIO())
        counted = rows()
        call_command("demo", stdout=StringIO())
        yield counted


# The home pages keep the words of the demo, and with them one revision and what was logged.
KEPT = {"wagtailcore.Revision", "wagtailcore.PageLogEntry"}
# Made when somebody first asks, or notes for the index.
PASSING = {"contenttypes.ContentType", "search.Dirty", "common.ContentVersion"}


def rows() -> dict[str, int]:
    """Return how many rows there are in each table."""
    models = [model for model in apps.get_models() if model._meta.label not in KEPT | PASSING]
    return {model._meta.label: model._base_manager.count() for model in models}


def changed(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """Return how many rows each table has more than before."""
    return {name: after[name] - n for name, n in before.items() if after[name] != n}


def test_demo_is_large_varied_and_multilingual() -> None:
    organisations = Organisation.objects.published()
    calls = Opportunity.objects.published()
    assert organisations.count() >= 40
    assert calls.count() >= 120
    languages = Counter(calls.values_list("locale__language_code", flat=True))
    assert 0.4 <= languages["cs"] / calls.count() <= 0.6
    assert min(languages.values()) >= 10
    assert calls.filter(translations__live=True).distinct().count() >= 25
    assert set(Field.objects.filter(opportunity__in=calls)) == set(Field.objects.all())
    countries = {code[:2] for code in calls.values_list("places__region__code", flat=True) if code}
    assert countries == {"CZ", "PL", "SI"}
    texts = set(calls.values_list("description", flat=True))
    assert len(texts) == calls.count()


def test_every_entry_of_the_demo_could_be_published_by_hand() -> None:
    for entry in [*Opportunity.objects.all(), *Organisation.objects.all()]:
        entry.full_clean()


def state_of(item: Any) -> str:
    """Return what the admin says of a page or a question."""
    if item.live:
        return "published"
    if item.approved_schedule:
        return "scheduled"
    return "waiting" if item.workflow_in_progress else "draft"


@pytest.mark.parametrize(
    "kind", [NewsPage, StoryPage, EventPage, GuidePage, MaterialPage, Question]
)
def test_every_kind_of_the_editorial_rooms_is_under_way(kind: type[Any]) -> None:
    states = {state_of(item) for item in kind.objects.all()}
    assert states == {"published", "scheduled", "waiting", "draft"}


def test_second_run_makes_nothing() -> None:
    before = rows()
    call_command("demo", stdout=StringIO())
    assert changed(before, rows()) == {}


def test_few_entries_are_stale_and_on_purpose() -> None:
    """A first run sends a handful of mails, and staff see what a stale entry looks like."""
    on_purpose = Counter(row["stale"] for row in read("opportunity") if "stale" in row)
    with transaction.atomic():
        before = Mail.objects.count()
        freshness.look_after()
        assert Mail.objects.count() - before == on_purpose["due"] == 2
        freshness.tell_staff()
        assert not Mail.objects.filter(event__startswith="stale-").exists()
        transaction.set_rollback(True)
    assert stale.hidden_count() == on_purpose["hidden"] == 1
    assert not stale.hidden()[0].entry.live


def test_logins_are_random_and_readable_by_the_owner_only(var: Path) -> None:
    file = var / "logins.txt"
    words = [line.split() for line in file.read_text().splitlines()]
    assert {name for name, _password in words} == {
        "admin",
        "editor",
        "expert",
        "broker",
        "moderator",
        "translator",
    }
    assert len({password for _name, password in words}) == len(words)
    assert file.stat().st_mode & 0o077 == 0


# With what the worker noted about it. The file goes for good: no test that reads it may follow.
def test_nothing_is_left_after_removal(before: dict[str, int], var: Path) -> None:
    with transaction.atomic():
        mails = Mail.objects.count()
        freshness.look_after()
        asked = Mail.objects.count() - mails
        call_command("demo", remove=True, stdout=StringIO())
        assert changed(before, rows()) == {"common.Mail": asked}
        assert not (var / "logins.txt").exists()
        transaction.set_rollback(True)


def test_load_is_the_same_for_the_same_seed() -> None:
    def made(seed: int) -> list[Any]:
        load.Generator(seed, print).make(30)
        generated = Opportunity.objects.filter(organisation__contact_email=load.MARK)
        found = list(generated.order_by("pk").values_list("title", "summary", "places__name"))
        assert load.remove() == 30
        assert not Organisation.objects.filter(contact_email=load.MARK).exists()
        return found

    first = made(1)
    assert made(1) == first
    assert made(2) != first
