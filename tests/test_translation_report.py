"""What staff see of the translations into one language: pages and entries together."""

import csv
import datetime
import io
import zipfile
from typing import Any

import polib
import pytest
from django.conf import settings as portal_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.models import HomePage
from tests import factories
from tests.admin import client_of
from tests.advising import guide
from tests.rooms import event, news
from tests.sites import Portal
from tests.translating import begin, edit_address, publish, words, write, write_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rooms")]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def moderator() -> Client:
    return client_of("Moderators", username="moderator")


def report(client: Client, language: str = "pl", **asked: str) -> Any:
    url = reverse("translation_report", args=[language])
    return client.get(url, asked, headers=ENGLISH)


def states(client: Client, language: str = "pl") -> dict[str, str]:
    """Return the state of each row by its name."""
    rows = report(client, language).context["object_list"]
    return {row["heading"]: row["state"] for row in rows}


def counts(answer: Any) -> dict[str, int]:
    return {str(state["name"]): state["count"] for state in answer.context["states"]}


def test_nothing_begun_is_missing_of_pages_and_entries_alike(moderator: Client) -> None:
    news(title="Zpráva")
    factories.organisation(name="Spolek")
    factories.opportunity(title="Venčení")
    found = states(moderator)
    assert {found[name] for name in ("Zpráva", "Spolek", "Venčení")} == {"missing"}


def test_what_was_written_in_the_language_is_no_work(moderator: Client) -> None:
    news("pl", title="Po polsku")
    assert "Po polsku" not in states(moderator)
    assert states(moderator, "cs")["Po polsku"] == "missing"
    assert report(moderator).context["originals"] >= 1


def test_drafts_are_nothing_to_translate_yet(moderator: Client) -> None:
    news(title="Nehotová", publish=False)
    assert "Nehotová" not in states(moderator)


@pytest.mark.parametrize("kind", ["page", "entry"])
def test_translation_is_begun_then_complete_then_out_of_date_then_complete(
    moderator: Client, django_capture_on_commit_callbacks: Any, kind: str
) -> None:
    capture = django_capture_on_commit_callbacks
    make = news if kind == "page" else factories.opportunity
    source: Any = make(title="Jaro", summary="Začíná.")
    if kind == "entry":
        source.save_revision().publish()
    work = begin(moderator, source)
    assert states(moderator)["Jaro"] == "begun"
    write_all(moderator, work)
    publish(moderator, work, capture)
    assert states(moderator)["Jaro"] == "complete"
    source.refresh_from_db()
    source.summary = "Už je tady."
    source.save_revision().publish()
    assert states(moderator)["Jaro"] == "outdated"
    assert work.get_target_instance().live
    write(moderator, work, {"Už je tady.": "Już jest."})
    assert states(moderator)["Jaro"] == "outdated", "not published yet"
    publish(moderator, work, capture)
    assert states(moderator)["Jaro"] == "complete"


def test_changed_facts_and_a_second_publication_put_nothing_out_of_date(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = event(title="Kurz")
    work = begin(moderator, page)
    write_all(moderator, work)
    publish(moderator, work, django_capture_on_commit_callbacks)
    page.ends_at += datetime.timedelta(hours=1)
    page.save_revision().publish()
    page.save_revision().publish()
    assert states(moderator)["Kurz"] == "complete"


def test_version_written_by_hand_is_out_of_date_until_somebody_has_changed_it(
    moderator: Client,
) -> None:
    source = news(title="Jaro", summary="Začíná.")
    polish = news("pl", title="Wiosna", like=source)
    assert states(moderator)["Jaro"] == "complete"
    source.summary = "Už je tady."
    source.save_revision().publish()
    assert states(moderator)["Jaro"] == "outdated"
    polish.summary = "Już jest."
    polish.save_revision().publish()
    assert states(moderator)["Jaro"] == "complete"


def test_report_is_narrowed_by_kind_state_and_words(moderator: Client) -> None:
    source = news(title="Jarní sbírka")
    news("pl", title="Wiosna", like=source)
    guide(title="Pojištění")
    factories.organisation(name="Jarní spolek")
    answer = report(moderator, q="jarní")
    assert {row["heading"] for row in answer.context["object_list"]} == {
        "Jarní sbírka",
        "Jarní spolek",
    }
    assert (counts(answer)["missing"], counts(answer)["complete"]) == (1, 1)
    rows = report(moderator, q="jarni", state="missing").context["object_list"]
    assert [row["heading"] for row in rows] == ["Jarní spolek"]
    guides = dict(answer.context["filters"].form.fields["kind"].choices)
    key = next(key for key, name in guides.items() if name == "Guides")
    rows = report(moderator, kind=key).context["object_list"]
    assert [row["heading"] for row in rows] == ["Pojištění"]


def test_what_readers_see_is_told_from_drafts(moderator: Client) -> None:
    begin(moderator, news(title="Jaro"))
    source = news(title="Léto")
    news("pl", title="Lato", like=source)
    for shown, name in (("live", "Léto"), ("draft", "Jaro")):
        rows = report(moderator, shown=shown, q=name).context["object_list"]
        assert [row["heading"] for row in rows] == [name]


def test_each_row_leads_to_where_it_is_translated(moderator: Client) -> None:
    page, entry = news(title="Jaro"), factories.opportunity(title="Venčení")
    html = report(moderator).text
    urls = [
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        reverse(
            "wagtail_localize:submit_snippet_translation",
            args=["opportunities", "opportunity", entry.pk],
        ),
        edit_address(page),
        edit_address(entry),
    ]
    assert all(url in html for url in urls)
    work = begin(moderator, page)
    html = report(moderator).text
    assert edit_address(work.get_target_instance()) in html
    assert reverse("wagtail_localize:download_pofile", args=[work.pk]) in html


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_report_is_exported_whole(moderator: Client, kind: str) -> None:
    for number in range(35):
        factories.organisation(name=f"Spolek {number}")
    answer = report(moderator, export=kind)
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode())))
        assert rows[0][:4] == ["Name", "Kind", "Written in", "Translation"]
        assert sum(row[0].startswith("Spolek") for row in rows) == 35
    else:
        assert content.startswith(b"PK")


def test_files_of_what_there_is_to_do_come_in_one_archive(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    done = begin(moderator, news(title="Hotová"))
    write_all(moderator, done)
    publish(moderator, done, django_capture_on_commit_callbacks)
    begin(moderator, news(title="Žlutá řeka"))
    answer = moderator.get(reverse("translation_files", args=["pl"]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        (name,) = archive.namelist()
        assert name.startswith("zluta-reka-")
        po = polib.pofile(archive.read(name).decode())
    assert "Žlutá řeka" in {entry.msgid for entry in po}


@pytest.mark.parametrize(
    ("group", "status"),
    [("Moderators", 200), ("Editors", 200), ("Translators", 200), (None, 302)],
)
def test_report_is_for_those_who_translate(group: str | None, status: int) -> None:
    client = client_of(*([group] if group else []), username="somebody")
    assert report(client).status_code == status
    assert client.get(reverse("translation_upload")).status_code == status


def test_report_without_the_right_for_entries_is_about_pages() -> None:
    factories.organisation(name="Spolek")
    news(title="Zpráva")
    client = client_of("Experts", username="expert")
    assert "Spolek" not in states(client)


def test_own_report_comes_first(moderator: Client) -> None:
    codes = [code for code, _name in portal_settings.LANGUAGES]
    answer = moderator.get(reverse("translation_reports"), headers={"Accept-Language": "sl"})
    assert answer["Location"] == reverse("translation_report", args=["sl"])
    answer = moderator.get(reverse("translation_reports"), headers={"Accept-Language": codes[0]})
    assert answer["Location"] == reverse("translation_report", args=[codes[1]])
    assert report(moderator, "xx").status_code == 404


def test_report_takes_as_many_queries_for_many_rows(
    rooms: Portal, moderator: Client, settings: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            report(moderator)
        return len(captured)

    for number in range(3):
        news(title=f"Zpráva {number}")
        factories.opportunity(title=f"Venčení {number}")
    report(moderator)
    few = queries()
    for number in range(12):
        work = begin(moderator, news(title=f"Další {number}"))
        write_all(moderator, work)
        factories.opportunity(title=f"Další venčení {number}")
    report(moderator)  # what is read once for each content version
    assert queries() <= few <= 30


def test_home_pages_are_complete_from_the_beginning(moderator: Client) -> None:
    home = HomePage.objects.get(locale=factories.locale("cs"))
    home.save_revision().publish()
    assert states(moderator)[home.title] == "complete"


def test_report_tells_what_changed_when(moderator: Client) -> None:
    news(title="Jaro")
    rows = report(moderator, q="Jaro").context["object_list"]
    assert rows[0]["since"] <= timezone.now()
    assert words(begin(moderator, news(title="Léto")))["title"] == "Léto"
