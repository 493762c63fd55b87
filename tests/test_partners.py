"""Partners and funders: where grants demand them, as long as they do, and nowhere else."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import HomePage, Partner, PartnerPage, StandardPage
from home.partners import valid
from opportunities.models import OpportunityIndexPage
from portal.common import sites
from tests import factories, rooms
from tests.admin import client_of
from tests.second_site import Cities, home, news

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def partner(cities: Cities, name: str = "Fund", on: tuple[Any, ...] = (), **values: Any) -> Partner:
    """Return a saved partner; ``on`` are pages, or pages with whether those below count."""
    places = [each if isinstance(each, tuple) else (each, True) for each in on]
    made = Partner(**{"site": cities.first, "name": name, "everywhere": not on, **values})
    made.pages = [PartnerPage(page=page, with_below=below) for page, below in places]
    made.save()
    return made


def names(client: Client, path: str) -> list[str]:
    """Return the names of the partners on a page."""
    html = client.get(path).content.decode()
    found = re.search(r'<ul class="partners__list">(.*?)</ul>', html, re.DOTALL)
    return re.findall(r'(?<=alt="|..<b>)[^"<]+', found[1]) if found else []


@pytest.mark.parametrize(
    "path", ["/en/", "/pl/about/", "/en/opportunities/", "/en/send/organisation/", "/en/nowhere/"]
)
def test_partner_of_all_pages_is_on_all_pages(cities: Cities, path: str) -> None:
    partner(cities)
    assert names(cities.at_first, path) == ["Fund"]
    assert names(cities.at_second, path) == []


def test_page_without_partners_has_no_empty_strip(cities: Cities) -> None:
    assert "partners" not in cities.at_first.get("/en/").content.decode()


@pytest.mark.parametrize(
    ("starts", "ends", "is_shown"),
    [
        (None, None, True),
        (0, 0, True),
        (-5, -1, False),
        (1, 5, False),
        (None, -1, False),
        (1, None, False),
        (-5, 5, True),
    ],
)
def test_partner_is_shown_from_its_first_day_to_its_last(
    cities: Cities, starts: int | None, ends: int | None, is_shown: bool
) -> None:
    today = timezone.localdate()
    days = [None if each is None else today + each * DAY for each in (starts, ends)]
    partner(cities, starts_on=days[0], ends_on=days[1])
    assert bool(names(cities.at_first, "/en/")) is is_shown


def test_kept_page_drops_a_partner_at_midnight(
    cities: Cities, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner(cities, ends_on=timezone.localdate())
    assert names(cities.at_first, "/en/about/") == ["Fund"]
    tomorrow = timezone.now() + DAY
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert names(cities.at_first, "/en/about/") == []


def test_partner_of_one_page_is_on_it_in_every_language_and_nowhere_else(cities: Cities) -> None:
    about = StandardPage.objects.child_of(home(cities.first, "en")).get()
    partner(cities, on=((about, False),))
    assert names(cities.at_first, "/en/about/") == ["Fund"]
    assert names(cities.at_first, "/cs/about/") == ["Fund"]
    assert names(cities.at_first, "/en/") == []
    assert names(cities.at_first, "/en/opportunities/") == []
    assert names(cities.at_second, "/en/about/") == []


def test_partner_of_a_list_is_on_what_it_lists_if_that_is_asked_for(cities: Cities) -> None:
    item = news(cities.first, "en", title="News")
    entry = factories.opportunity(language="en")
    lists = (
        item.get_parent(),
        OpportunityIndexPage.objects.child_of(home(cities.first, "en")).get(),
    )
    partner(cities, "With", on=tuple((page, True) for page in lists))
    partner(cities, "Without", on=tuple((page, False) for page in lists))
    assert names(cities.at_first, "/en/news/") == ["With", "Without"]
    assert names(cities.at_first, f"/en/news/{item.slug}/") == ["With"]
    assert names(cities.at_first, "/en/opportunities/") == ["With", "Without"]
    assert names(cities.at_first, entry.url_in("en")) == ["With"]


def test_home_page_alone_can_be_chosen(cities: Cities) -> None:
    partner(cities, on=((home(cities.first, "en"), False),))
    assert names(cities.at_first, "/en/") == ["Fund"]
    assert names(cities.at_first, "/en/about/") == []


def test_logo_has_its_name_and_size_and_leads_to_the_partner(cities: Cities) -> None:
    partner(cities, logo=rooms.picture(800, 200, "PNG"), url="https://fund.example/")
    html = cities.at_first.get("/en/").content.decode()
    found = re.search(
        r'<a href="https://fund.example/"><img src="[^"]+" width="(\d+)" height="(\d+)" '
        r'alt="Fund" loading="lazy"></a>',
        html,
    )
    assert found
    assert found.groups() == ("400", "100")


def test_lost_logo_leaves_the_name(cities: Cities) -> None:
    made = partner(cities, logo=rooms.picture(80, 80, "PNG"))
    assert made.logo
    made.logo.file.storage.delete(made.logo.file.name)
    assert names(cities.at_first, "/en/") == ["Fund"]


def test_words_of_the_grant_are_in_the_readers_language_or_say_in_which(cities: Cities) -> None:
    partner(cities, texts={"en": "Co-funded by the fund.", "pl": "Dofinansowano."})
    assert "<p>Dofinansowano.</p>" in cities.at_first.get("/pl/").content.decode()
    assert '<p lang="en">Co-funded by the fund.</p>' in cities.at_first.get("/cs/").content.decode()


def test_block_shows_partners_of_a_kind_and_the_strip_does_not_repeat_them(cities: Cities) -> None:
    partner(cities, "Funder", kind=Partner.Kind.FUNDER)
    partner(cities, "Radio", kind=Partner.Kind.MEDIA)
    partner(cities, "Past", kind=Partner.Kind.FUNDER, ends_on=timezone.localdate() - DAY)
    page = home(cities.first, "en")
    value = {"heading": "Who pays", "text": "", "kind": "funder"}
    page.body = [{"type": "partners", "value": value}]
    page.save_revision().publish()
    html = cities.at_first.get("/en/").content.decode()
    assert "Who pays" in html
    assert html.count("<b>Funder</b>") == 1
    assert html.count("<b>Radio</b>") == 1
    assert "Past" not in html
    assert html.index("Who pays") < html.index("<b>Funder</b>") < html.index("<b>Radio</b>")


def test_empty_block_is_not_shown(cities: Cities) -> None:
    page = home(cities.first, "en")
    page.body = [{"type": "partners", "value": {"heading": "Who pays", "text": "", "kind": ""}}]
    page.save_revision().publish()
    assert "Who pays" not in cities.at_first.get("/en/").content.decode()


def test_partners_cost_no_query_on_a_page(
    cities: Cities, settings: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    for number in range(3):
        partner(cities, f"{number}", on=(home(cities.first, "en"),))
    with sites.of(cities.first.pk):
        assert len(valid()) == 3
        with django_assert_num_queries(0):
            valid()


def test_queries_do_not_grow_with_the_partners(cities: Cities) -> None:
    def queries() -> int:
        for number in range(3):
            partner(cities, f"{number}", on=(home(cities.first, "en"), home(cities.first, "cs")))
        with sites.of(cities.first.pk), CaptureQueriesContext(connection) as captured:
            valid()
        return len(captured)

    assert queries() == queries()


# --- In the admin ---------------------------------------------------------------------------------


def form(cities: Cities, **values: str) -> dict[str, str]:
    return {
        "site": str(cities.first.pk),
        "name": "Fund",
        "kind": "funder",
        "text_en": "Co-funded by the fund.",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "pages-TOTAL_FORMS": "0",
        "pages-INITIAL_FORMS": "0",
        "pages-MIN_NUM_FORMS": "0",
        "pages-MAX_NUM_FORMS": "1000",
        **values,
    }


def test_editor_adds_a_partner_of_one_page(cities: Cities) -> None:
    page = HomePage.objects.first()
    assert page
    rows = {"pages-TOTAL_FORMS": "1", "pages-0-page": str(page.pk), "pages-0-id": ""}
    client = client_of("Editors")
    assert client.post(reverse("partner:add"), form(cities, **rows)).status_code == 302
    made = Partner.objects.get()
    assert not made.everywhere
    assert [each.page_id for each in made.pages.all()] == [page.pk]
    assert made.texts == {"en": "Co-funded by the fund."}
    assert "Fund" in client.get(reverse("partner:index")).text


def test_partner_that_ends_before_it_begins_is_refused(cities: Cities) -> None:
    answer = client_of("Editors").post(reverse("partner:add"), form(cities, ends_on="2025-01-01"))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"ends_on"}


def test_deleted_page_takes_its_place_of_the_logo_with_it(cities: Cities) -> None:
    page = StandardPage(title="Project", locale=factories.locale("en"))
    home(cities.first, "en").add_child(instance=page)
    partner(cities, on=(page,))
    page.delete()
    assert names(cities.at_first, "/en/about/") == []
    assert cities.at_first.get("/en/").status_code == 200
