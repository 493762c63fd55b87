"""The lists of entries: what they show, how they are narrowed, found, exported, translated."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common.models import Entry
from tests import factories
from tests.admin import KINDS, address, client_of

pytestmark = pytest.mark.django_db

# Five are those of who is asking, three those of Wagtail's menu of pages.
MOST_QUERIES = 24
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def moderator() -> Client:
    return client_of("Moderators")


def listed(client: Client, kind: type[Entry], **asked: Any) -> list[Any]:
    """Return the rows of the list narrowed by ``asked``."""
    return list(client.get(address("list", kind), asked).context["object_list"])


def make(kind: type[Entry], **attributes: Any) -> Any:
    return (factories.organisation if kind is Organisation else factories.opportunity)(**attributes)


def test_newest_changes_come_first_drafts_of_live_entries_included(moderator: Client) -> None:
    old, new = factories.opportunity(), factories.opportunity()
    assert listed(moderator, Opportunity) == [new, old]
    old.save_revision()
    assert listed(moderator, Opportunity) == [old, new]


def test_list_can_begin_with_what_was_checked_longest_ago(moderator: Client) -> None:
    today = timezone.localdate()
    fresh, old = (factories.opportunity(checked_on=day) for day in (today, YESTERDAY))
    assert listed(moderator, Opportunity, ordering="checked_on") == [old, fresh]


@pytest.mark.parametrize("kind", KINDS)
def test_entry_is_listed_once_and_its_translations_by_language(
    kind: type[Entry], moderator: Client
) -> None:
    source = make(kind)
    translation = factories.translation(source, "pl")
    assert listed(moderator, kind) == [source]
    assert listed(moderator, kind, locale="pl") == [translation]
    assert listed(moderator, kind, locale="cs") == [source]


@pytest.mark.parametrize("kind", KINDS)
def test_list_narrows_by_status(kind: type[Entry], moderator: Client) -> None:
    live, draft, changed = make(kind), make(kind, live=False), make(kind)
    changed.save_revision()
    assert set(listed(moderator, kind, status="live")) == {live, changed}
    assert listed(moderator, kind, status="draft") == [draft]
    assert listed(moderator, kind, status="changed") == [changed]
    assert listed(moderator, kind, status="waiting") == []


def test_expired_calls_are_found_and_marked(moderator: Client) -> None:
    expired = factories.opportunity(expires_on=YESTERDAY)
    factories.opportunity(expires_on=timezone.localdate())
    assert listed(moderator, Opportunity, status="expired") == [expired]


def test_facts_of_the_source_narrow_translations(moderator: Client) -> None:
    animals, sport = factories.field("animals"), factories.field("sport")
    source = factories.opportunity(fields=[animals], commitment="one_off")
    translation = factories.translation(source, "pl")
    source.fields = [sport]
    source.save()
    ask: dict[str, Any] = {"locale": "pl"}
    assert listed(moderator, Opportunity, **ask, field=sport.pk) == [translation]
    assert listed(moderator, Opportunity, **ask, field=animals.pk) == []
    assert listed(moderator, Opportunity, **ask, commitment="one_off") == [translation]
    ask["organisation"] = source.organisation_id
    assert listed(moderator, Opportunity, **ask) == [translation]


def test_region_includes_the_districts_in_it(moderator: Client) -> None:
    district = factories.region("CZ-513")
    there = factories.opportunity(places=[factories.place(region=district)])
    factories.opportunity(places=[factories.place(region=factories.region("PL-02"))])
    seat = factories.organisation(place=factories.place(region=district))
    at_work = factories.organisation(regions=[district])
    for code in ("CZ", "CZ-51"):
        region = factories.region(code).pk
        assert listed(moderator, Opportunity, region=region) == [there]
        assert set(listed(moderator, Organisation, region=region)) == {seat, at_work}


@pytest.mark.parametrize("typed", ["žluťoučký", "ZLUTOUCKY kun", "kun", "zvířátka", "zviratka kun"])
def test_words_are_found_without_diacritics(moderator: Client, typed: str) -> None:
    owner = factories.organisation(name="Zvířátka")
    found = factories.opportunity(title="Žluťoučký kůň", organisation=owner)
    factories.opportunity(title="Something else")
    assert listed(moderator, Opportunity, q=typed) == [found]


@pytest.mark.parametrize("kind", KINDS)
def test_number_of_queries_does_not_grow_with_the_list(
    kind: type[Entry], moderator: Client
) -> None:
    def queries() -> int:
        listed(moderator, kind)  # what is kept until the content changes is read here
        with CaptureQueriesContext(connection) as captured:
            listed(moderator, kind)
        return len(captured)

    for _number in range(3):
        factories.translation(make(kind), "pl")
    few = queries()
    for _number in range(12):
        make(kind).save_revision()
    assert queries() == few <= MOST_QUERIES


def export(client: Client, kind: type[Entry], form: str) -> list[list[Any]]:
    response: Any = client.get(address("list", kind), {"export": form})
    content = b"".join(response.streaming_content)
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode())))
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.values]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("group", ["Editors", "Moderators", "Translators"])
def test_private_contact_is_in_no_export(form: str, group: str) -> None:
    names = ("contact_name", "contact_email", "contact_phone")
    secret: dict[str, Any] = dict(zip(names, ("Božena", "b@t.example", "+420 1"), strict=True))
    factories.organisation(name="Útulek", email="public@t.example", **secret)
    heading, row = export(client_of(group), Organisation, form)
    assert len(heading) == len(row)
    assert {"Útulek", "public@t.example"} <= set(row)
    assert not set(secret.values()) & set(row)


def test_export_holds_the_facts_of_what_is_listed(moderator: Client) -> None:
    town = factories.place("Ptuj")
    sport = factories.field("sport")
    call = factories.opportunity(title="Venčení psů", places=[town], fields=[sport])
    factories.translation(call, "pl")
    _heading, row = export(moderator, Opportunity, "csv")
    assert {"Venčení psů", "Ptuj", "Sport", str(call.organisation), "cs"} <= set(row)


def test_export_makes_no_formula_of_a_text(moderator: Client) -> None:
    factories.organisation(name="=cmd()", phone="+420 123", website="https://a.example")
    _heading, row = export(moderator, Organisation, "csv")
    assert row[0] == "'=cmd()"
    assert "+420 123" in row


def test_translating_is_offered_until_all_languages_are_there(moderator: Client) -> None:
    entry = factories.opportunity()
    keys = ["opportunities", "opportunity", entry.pk]
    url = reverse("wagtail_localize:submit_snippet_translation", args=keys)
    for page in (address("list", Opportunity), address("edit", entry)):
        assert url in moderator.get(page).content.decode()
    for language in ("pl", "sl", "en"):
        factories.translation(entry, language)
    assert url not in moderator.get(address("list", Opportunity)).content.decode()
