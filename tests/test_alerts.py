"""Kept searches, from the list to the last click: each language, each step, each way out."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alerts import flow
from alerts.models import Alert, Question, Reader
from portal.common import outbox
from portal.common.links import Link
from portal.common.models import Mail
from tests import factories
from tests.admin import client_of
from tests.alerting import EMAIL, address, keep, kept, link, news, paths, told
from tests.people import human
from tests.sites import LANGUAGES, Portal
from tests.test_form_junk import NASTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_locks")]
WORDS = {"cs": "venčení", "pl": "spacery", "sl": "sprehodi", "en": "walking"}


def call(portal: Portal, title: str = "Walking the dogs", language: str = "en", **more: Any) -> Any:
    """Return a published call that the index has."""
    made = factories.opportunity(title=title, language=language, **more)
    portal.rebuild()
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_is_kept_confirmed_told_of_and_ended_with_one_click(
    client: Client, portal: Portal, language: str
) -> None:
    call(portal, f"{WORDS[language]} 1", language)
    asked = f"?q={WORDS[language]}"
    page = client.get(portal.opportunities[language] + asked).text
    assert address("alert_keep", "opportunity", language=language) in page

    answer = keep(client, asked, language)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    letter = Mail.objects.get()
    assert (letter.to, letter.language) == (EMAIL, language)
    assert WORDS[language] in letter.text
    assert WORDS[language] not in letter.subject

    button = paths(letter)[0]
    assert client.get(button).status_code == 200
    assert not Alert.objects.confirmed().exists()
    assert client.post(button).status_code == 302
    assert told() == []

    new = call(portal, f"{WORDS[language]} 2", language)
    call(portal, "Something else", language)
    (mail,) = told()
    assert mail.language == language
    assert f"{WORDS[language]} 2" in mail.text
    assert f"{WORDS[language]} 1" not in mail.text
    assert "Something else" not in mail.text
    assert f"{new.organisation.name}" in mail.text
    assert paths(mail)[0] == new.version_in(language).url_in(language)
    assert client.get(paths(mail)[0]).status_code == 200

    message = mail.message()
    out = message.extra_headers["List-Unsubscribe"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = out.strip("<>").removeprefix("http://localhost:8000")
    assert path == paths(mail)[-2]
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert Alert.objects.exists()
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Alert.objects.exists()
    assert not Reader.objects.exists()
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    call(portal, f"{WORDS[language]} 3", language)
    assert told() == [mail]


def test_nothing_new_is_no_mail(portal: Portal) -> None:
    call(portal)
    kept()
    assert told(portal) == told(portal) == []


def test_each_entry_is_told_once_whatever_becomes_of_it(portal: Portal) -> None:
    kept()
    new = call(portal)
    assert len(told()) == 1
    new.title = "Walking the dogs again"
    new.save()
    assert len(told(portal)) == 1
    new.unpublish()
    assert len(told(portal)) == 1
    new.live = True
    new.save()
    assert len(told(portal)) == 1


def test_several_new_ones_are_one_mail_and_many_a_number(portal: Portal) -> None:
    kept()
    for number in range(13):
        factories.opportunity(title=f"Call {number}", language="en")
    (mail,) = told(portal)
    assert mail.subject.startswith("13 new")
    assert "And 3 more" in mail.text
    assert len([path for path in paths(mail) if "call-" in path]) == 10


def test_entry_that_is_not_public_any_more_is_left_out(portal: Portal) -> None:
    kept(often="daily")
    call(portal, "Here today").unpublish()
    call(portal, "Here for long")
    Alert.objects.update(due_at="2020-01-01T00:00Z")
    (mail,) = told(portal)
    assert "Here for long" in mail.text
    assert "Here today" not in mail.text


def test_entry_counts_from_the_day_it_can_be_found(portal: Portal) -> None:
    """It was published while its organisation was not."""
    host = factories.organisation(live=False)
    factories.opportunity(title="Old call", language="en", organisation=host)
    portal.rebuild()
    kept()
    assert told(portal) == []
    host.live = True
    host.save()
    (mail,) = told(portal)
    assert "Old call" in mail.text


def test_entry_waits_for_the_index(portal: Portal) -> None:
    portal.rebuild()
    kept()
    factories.opportunity(title="Not indexed yet", language="en")
    assert told() == []
    assert len(told(portal)) == 1


def test_organisations_are_kept_like_opportunities(portal: Portal) -> None:
    portal.rebuild()
    kept(kind="organisation")
    factories.organisation(name="Shelter", language="en")
    (mail,) = told(portal)
    assert "Shelter" in mail.text


# --- The form ----------------------------------------------------------------------------


def test_form_says_in_words_what_is_kept(client: Client, portal: Portal) -> None:
    factories.field("animals", name="Animals", names={"en": "Animals"})
    factories.place("Liberec")
    asked = "?field=animals&q=dogs&near=Liberec&radius=10&page=3&sort=ending&junk=1"
    page = client.get(address("alert_keep", "opportunity") + asked).text
    shown = re.findall(r'<span class="tag">(.*?)</span>', page)
    assert shown[0] == "“dogs”"
    assert "10 km" in shown[1]
    assert shown[2] == "Animals"


def test_same_search_is_kept_once_however_it_is_put(client: Client, portal: Portal) -> None:
    factories.field("animals"), factories.field("seniors")
    for asked in (
        "?q=dogs&field=animals&field=seniors",
        "?field=seniors&field=animals&q=++dogs&page=4",
        "?q=dogs&field[]=animals&field=seniors&sort=ending&x=y&near=Nowhere",
    ):
        assert keep(client, asked).status_code == 302
    keep(client, "?q=dogs&field=animals&field=seniors", email=EMAIL.upper())
    assert (Alert.objects.count(), Question.objects.count(), Reader.objects.count()) == (1, 1, 1)


def test_answer_is_the_same_for_known_and_unknown_addresses(client: Client, portal: Portal) -> None:
    kept("?q=dogs")
    known, unknown = keep(client, "?q=dogs"), keep(client, "?q=dogs", email="new@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Mail.objects.filter(event__startswith="alert-known").count() == 1


def test_stranger_cannot_change_how_often(client: Client, portal: Portal) -> None:
    alert = kept("?q=dogs", often="weekly")
    keep(client, "?q=dogs", often="now")
    alert.refresh_from_db()
    assert alert.often == "weekly"


@pytest.mark.parametrize(
    "changes", [{"email": "nobody"}, {"often": "hourly"}, {"consent": ""}, {"email": ""}]
)
def test_nothing_typed_is_lost_when_something_is_wrong(
    client: Client, portal: Portal, changes: dict[str, str]
) -> None:
    answer = keep(client, "?q=dogs", **{"email": "ana@example.org", **changes})
    assert answer.status_code == 422
    assert "“dogs”" in answer.text
    assert not Alert.objects.exists()
    assert not Question.objects.exists()


@pytest.mark.parametrize("nasty", NASTY)
def test_junk_anywhere_breaks_nothing(client: Client, portal: Portal, nasty: str) -> None:
    text = NASTY[nasty]
    for field in ("email", "often", "consent"):
        answer = keep(client, "?q=dogs", **{field: text})
        assert answer.status_code in (302, 422), field
        assert "<script>alert" not in answer.content.decode()
    path = address("alert_keep", "opportunity")
    page = client.get(path, {"q": text, "near": text, "field": text, "radius": text})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_words_that_look_like_code_stay_words_in_mails(client: Client, portal: Portal) -> None:
    alert = kept("?q=<script>alert(1)</script>{{ brand }}")
    keep(client, "?q=<b>{% now %}&field=", email="b@example.org")
    assert alert.confirmed_at
    for mail in Mail.objects.all():
        assert "<script>alert" not in mail.html
        assert "<b>{%" not in mail.html


def test_robot_keeps_nothing(client: Client, portal: Portal) -> None:
    sent = {"email": EMAIL, "often": "now", "consent": "on"}
    assert client.post(address("alert_keep", "opportunity"), sent).status_code == 422
    assert not Reader.objects.exists()


def test_one_address_gets_only_some_mails_a_day(client: Client, portal: Portal) -> None:
    answers = [keep(client, f"?q=dog{number}").status_code for number in range(7)]
    assert answers == [302] * 5 + [422] * 2


@pytest.mark.parametrize("kind", ["guide", "page", "nothing", "question"])
def test_only_lists_can_be_kept(client: Client, portal: Portal, kind: str) -> None:
    assert client.get(address("alert_keep", kind)).status_code == 404


# --- The private page --------------------------------------------------------------------


def page_of(alert: Alert) -> str:
    return address("alerts", link(flow.PAGE, alert.reader_id))


def test_page_shows_all_that_is_kept_and_changes_it(client: Client, portal: Portal) -> None:
    one, other = kept("?q=dogs"), kept("?q=cats", often="daily", language="cs")
    page = page_of(one)
    shown = client.get(page).text
    assert "“dogs”" in shown
    assert "„cats“" in shown
    token = page.split("/")[-2]
    client.post(address("alert_change", token, one.pk), {"often": "weekly"})
    one.refresh_from_db()
    assert one.often == "weekly"
    client.post(address("alert_change", token, one.pk), {"often": "hourly"})
    one.refresh_from_db()
    assert one.often == "weekly"
    answer = client.post(address("alert_change", token, other.pk), {"delete": "1"})
    assert answer.status_code == 302
    assert Alert.objects.get() == one
    assert client.post(address("alert_change", token, one.pk), {"delete": "1"}).status_code == 200
    assert not Reader.objects.exists()
    assert client.get(page).status_code == 410


def test_all_of_it_is_deleted_and_nothing_is_held(client: Client, portal: Portal) -> None:
    alert = kept("?q=dogs")
    kept("?q=cats")
    call(portal)
    told()
    token = link(flow.PAGE, alert.reader_id)
    path = address("alerts_delete", token)
    assert client.get(path).status_code == 200
    assert Reader.objects.exists()
    assert client.post(path).status_code == 200
    assert not Reader.objects.exists()
    assert not Alert.objects.exists()
    assert not Link.objects.filter(purpose__in=(*flow.OF_READER, flow.CONFIRM)).exists()


def test_nobody_changes_what_others_keep(client: Client, portal: Portal) -> None:
    mine, theirs = kept(), kept(email="eva@example.org")
    token = link(flow.PAGE, mine.reader_id)
    answer = client.post(address("alert_change", token, theirs.pk), {"delete": "1"})
    assert answer.status_code == 404
    assert Alert.objects.count() == 2


def test_unconfirmed_search_is_not_on_the_page_and_tells_nothing(
    client: Client, portal: Portal
) -> None:
    alert = kept("?q=dogs")
    keep(client, "?q=cats")
    assert "cats" not in client.get(page_of(alert)).text
    call(portal, "Cats to feed")
    assert told() == []


def test_lost_link_comes_by_mail(client: Client, portal: Portal) -> None:
    alert = kept("?q=dogs")
    path = address("submission_lost")
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', client.get(path).text))
    client.post(path, {**hidden, **human(hidden["stamp"]), "email": EMAIL})
    mail = Mail.objects.get(event__startswith="lost-")
    assert client.get(paths(mail)[0]).status_code == 200
    assert "“dogs”" in mail.text
    assert paths(mail)[0] == page_of(alert)


def test_pressing_confirm_twice_is_once(client: Client, portal: Portal) -> None:
    keep(client)
    path = paths(Mail.objects.get())[0]
    first = client.post(path)
    call(portal)
    assert client.post(path)["Location"] == first["Location"]
    assert len(told()) == 1


def test_news_stand_in_no_log_and_no_subject(
    client: Client, portal: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    kept("?q=walking")
    call(portal)
    told()
    assert EMAIL not in caplog.text
    assert all("walking" not in mail.subject.lower() for mail in news())


# --- Staff -------------------------------------------------------------------------------


def test_staff_see_numbers_and_no_address(portal: Portal) -> None:
    for number in range(3):
        kept(email=f"reader{number}@example.org", often="weekly")
    kept(kind="organisation")
    page = client_of("Moderators").get(reverse("kept_searches")).text
    assert re.findall(r"<td>(\d+)</td>", page) == ["0", "0", "3", "3", "1", "0", "0", "1"]
    assert "@example.org" not in page
    assert 'name="email"' not in page


def test_only_administrators_delete_what_an_address_keeps(portal: Portal) -> None:
    kept("?q=dogs"), kept("?q=cats"), kept(email="eva@example.org")
    where, whose = reverse("kept_searches"), {"email": EMAIL.upper()}
    assert client_of("Moderators").post(where, whose).status_code in (302, 403)
    assert Alert.objects.count() == 3
    admin = client_of(is_superuser=True)
    assert 'name="email"' in admin.get(where).text
    for typed in ("nobody", "nobody@example.org"):
        assert admin.post(where, {"email": typed}, follow=True).status_code == 200
    assert Alert.objects.count() == 3
    assert admin.post(where, whose, follow=True).status_code == 200
    assert [row.reader.email for row in Alert.objects.all()] == ["eva@example.org"]


def test_way_out_is_forgotten_with_the_text_of_the_mail(portal: Portal) -> None:
    kept()
    call(portal)
    (mail,) = told()
    assert mail.unsubscribe
    past = timezone.now() - timedelta(seconds=1)
    Mail.objects.filter(pk=mail.pk).update(state="sent", due_at=past)
    outbox.forget()
    mail.refresh_from_db()
    assert (mail.to, mail.text, mail.unsubscribe) == ("", "", "")
    assert "List-Unsubscribe" not in mail.message().extra_headers
