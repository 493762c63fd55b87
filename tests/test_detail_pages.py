"""The page of one entry: its address, its states, its languages, what robots read."""

import datetime
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from tests import factories
from tests.sites import Portal

pytestmark = pytest.mark.django_db
YESTERDAY = datetime.timedelta(days=-1)


def things(response: Any) -> dict[str, Any]:
    """Return what a page describes in JSON-LD, by type."""
    pattern = r'<script type="application/ld\+json">(.*?)</script>'
    found = [json.loads(text) for text in re.findall(pattern, response.text, re.DOTALL)]
    return {thing["@type"]: thing for thing in found}


def links(response: Any) -> dict[str, str]:
    """Return the canonical address and the alternates of a page."""
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', response.text)
    alternates = re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]*)"', response.text)
    return {"canonical": canonical[0], **dict(alternates)}


def switcher(response: Any) -> dict[str, str]:
    """Return where the language switcher leads."""
    return dict(re.findall(r'<li><a href="([^"]*)" lang="(\w+)" hreflang', response.text))


def path_of(entry: Opportunity | Organisation, language: str) -> str:
    return entry.url_in(language)


def test_entry_opens_under_the_words_of_its_title(client: Client, portal: Portal) -> None:
    call = factories.opportunity(title="Venčení psů")
    path = f"{portal.opportunities['cs']}venceni-psu-{call.pk}/"
    response = client.get(path)
    assert (response.status_code, path_of(call, "cs")) == (200, path)
    assert "<h1>Venčení psů</h1>" in response.text


@pytest.mark.parametrize("old", ["an-old-title-{0}", "{0}", "venceni-{0}"])
def test_old_words_lead_on_to_the_present_ones(client: Client, portal: Portal, old: str) -> None:
    call = factories.opportunity(title="Venčení psů")
    response = client.get(f"{portal.opportunities['cs']}{old.format(call.pk)}/")
    assert (response.status_code, response.headers["Location"]) == (301, path_of(call, "cs"))


def test_number_that_never_was_is_not_found(client: Client, portal: Portal) -> None:
    assert client.get(f"{portal.opportunities['cs']}nothing-987654/").status_code == 404


def test_draft_that_was_never_public_is_not_found(client: Client, portal: Portal) -> None:
    call = factories.opportunity(live=False)
    assert client.get(path_of(call, "cs")).status_code == 404


@pytest.mark.parametrize("end", ["unpublished", "expired", "host unpublished"])
def test_ended_call_is_gone_and_says_what_is_like_it(
    client: Client, portal: Portal, end: str
) -> None:
    animals = factories.field("animals")
    call = factories.opportunity([animals])
    factories.opportunity([animals], title="Feed the cats")
    if end == "unpublished":
        call.live = False
    elif end == "expired":
        call.expires_on = timezone.localdate() + YESTERDAY
    else:
        Organisation.objects.filter(pk=call.organisation_id).update(live=False)
    call.save()
    portal.rebuild()
    response = client.get(path_of(call, "cs"))
    assert response.status_code == 410
    assert "Feed the cats" in response.text
    assert call.title not in response.text


def test_call_is_shown_on_its_last_day(client: Client, portal: Portal) -> None:
    call = factories.opportunity(expires_on=timezone.localdate())
    assert client.get(path_of(call, "cs")).status_code == 200


def test_translation_has_an_address_of_its_own_and_one_number(
    client: Client, portal: Portal
) -> None:
    call = factories.opportunity(title="Venčení psů")
    english = factories.translation(call, "en", title="Walk the dogs")
    response = client.get(f"{portal.opportunities['en']}walk-the-dogs-{call.pk}/")
    assert "<h1>Walk the dogs</h1>" in response.text
    urls = links(response)
    assert urls["canonical"].endswith(path_of(english, "en"))
    assert urls["cs"].endswith(path_of(call, "cs"))
    assert set(urls) == {"canonical", "cs", "en"}


def test_foreign_entry_is_shown_in_its_own_words_and_marked(client: Client, portal: Portal) -> None:
    call = factories.opportunity(title="Venčení psů")
    response = client.get(f"{portal.opportunities['pl']}{call.address}/")
    assert '<html lang="pl"' in response.text
    assert '<h1 lang="cs">Venčení psů</h1>' in response.text
    assert '<span lang="cs">Čeština</span>' in response.text
    assert links(response)["canonical"].endswith(path_of(call, "cs"))


def test_language_switcher_leads_to_the_same_entry_everywhere(
    client: Client, portal: Portal
) -> None:
    call = factories.opportunity(title="Venčení psů")
    factories.translation(call, "en", title="Walk the dogs")
    places = switcher(client.get(path_of(call, "cs")))
    for path in places:
        shown = client.get(path)
        assert shown.status_code == 200
        assert f"-{call.pk}/" in path
    assert set(places.values()) == {"cs", "pl", "sl", "en"}


def test_facts_of_a_translation_are_those_of_its_source(client: Client, portal: Portal) -> None:
    call = factories.opportunity(people_wanted=3, minimum_age=15)
    english = factories.translation(call, "en", title="Walk the dogs")
    call.people_wanted, call.minimum_age = 7, None
    call.save()
    text = client.get(path_of(english, "en")).text
    assert "7 people" in text
    assert "15 years" not in text


def test_draft_changes_are_not_shown(client: Client, portal: Portal) -> None:
    call = factories.opportunity(title="Venčení psů")
    call.title = "Not yet public"
    call.save_revision()
    response = client.get(f"{portal.opportunities['cs']}venceni-psu-{call.pk}/")
    assert "Not yet public" not in response.text


def test_job_posting_is_for_volunteers(client: Client, portal: Portal) -> None:
    host = factories.organisation(name="Psí zátoka", email="ahoj@psi.example")
    call = factories.opportunity(organisation=host, title="Venčení psů", people_wanted=3)
    found = things(client.get(path_of(call, "cs")))
    job = found["JobPosting"]
    assert job["employmentType"] == "VOLUNTEER"
    assert job["title"] == "Venčení psů"
    assert job["hiringOrganization"]["name"] == "Psí zátoka"
    assert job["jobLocation"][0]["address"]["addressLocality"] == "Liberec"
    assert job["jobLocation"][0]["address"]["addressCountry"] == "CZ"
    trail = found["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in trail] == [1, 2, 3]


def test_shared_link_shows_title_and_summary(client: Client, portal: Portal) -> None:
    call = factories.opportunity(title="Venčení psů", summary="Ráno před snídaní.")
    text = client.get(path_of(call, "cs")).text
    assert '<meta property="og:title" content="Venčení psů">' in text
    assert '<meta property="og:description" content="Ráno před snídaní.">' in text


def test_text_cannot_break_out_of_the_page(client: Client, portal: Portal) -> None:
    call = factories.opportunity(title='</script><script>alert("x")</script>')
    text = client.get(path_of(call, "cs")).text
    assert "<script>alert" not in text
    assert things(client.get(path_of(call, "cs")))["JobPosting"]["title"] == call.title


def test_organisation_shows_its_open_calls_and_nobody_elses(client: Client, portal: Portal) -> None:
    host = factories.organisation(name="Psí zátoka")
    factories.opportunity(organisation=host, title="Open now")
    factories.opportunity(organisation=host, title="Only a draft", live=False)
    factories.opportunity(title="Of another one")
    text = client.get(path_of(host, "cs")).text
    assert "Open now" in text
    assert "Only a draft" not in text
    assert "Of another one" not in text


def test_organisation_is_described_for_machines(client: Client, portal: Portal) -> None:
    host = factories.organisation(name="Psí zátoka", phone="+420 400 000 041")
    thing = things(client.get(path_of(host, "cs")))["Organization"]
    assert (thing["name"], thing["telephone"]) == ("Psí zátoka", "+420 400 000 041")


def test_private_contact_is_nowhere(client: Client, portal: Portal) -> None:
    host = factories.organisation(
        contact_name="Alena Tajná",
        contact_email="alena@tajna.example",
        contact_phone="+420 999 888 777",
    )
    call = factories.opportunity(organisation=host)
    portal.rebuild()
    paths = [path_of(host, "cs"), path_of(call, "cs"), *portal.organisations.values()]
    for path in paths:
        text = client.get(path).text
        assert not any(secret in text for secret in ("Tajná", "tajna.example", "999 888"))
    index = b"".join(file.read_bytes() for file in portal.folder.rglob("*") if file.is_file())
    assert b"tajna" not in index.lower()


def test_detail_page_asks_the_database_no_more_for_more_entries(
    client: Client, portal: Portal, settings: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60  # as often as in a running process: next to never
    animals = factories.field("animals")
    call = factories.opportunity([animals])
    counts = []
    for _ in range(2):
        for _ in range(5):
            factories.opportunity([animals], organisation=call.organisation)
        portal.rebuild()
        client.get(path_of(call, "cs") + "?warm")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path_of(call, "cs")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
