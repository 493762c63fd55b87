"""What moderators see first, and what they look at afterwards; the reasons they choose from."""

import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from portal.common import attention, mails, outbox
from portal.common.attention import Figure
from portal.common.models import Mail
from submissions import flow, letters
from submissions.desk import home
from submissions.desk.permissions import DECIDE
from submissions.models import Reason, Report, Submission
from tests import factories
from tests.admin import client_of
from tests.sending import entry_of, sent, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> Client:
    client = client_of("Moderators")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def figures(client: Client) -> dict[str, int]:
    """Return what the first page counts."""
    answer = client.get(reverse("wagtailadmin_home"))
    (panel,) = [panel for panel in answer.context["panels"] if panel.name == "desk"]
    shown = panel.get_context_data({"request": answer.wsgi_request})["figures"]
    return {label: number for _figure, number, label in shown}


def changed_phone() -> Submission:
    """Return a change that went live without a check."""
    row = waiting()
    flow.publish(row, factories.user("Moderators"))
    row.refresh_from_db()
    change = flow.change(row.kind, entry_of(row), row.email)
    flow.keep(change, "contact", change.data["contact"] | {"phone": ["+420 485 111 222"]})
    return flow.send(change)


def failed_mail(to: str = "ema@example.org") -> Mail:
    context = {"title": "x", "url": f"{settings.PUBLIC_URL}/x", "days": 3, "reference": "x"}
    mail = mails.queue(
        "submissions/confirm", to=to, language="en", event=f"x-{to}", context=context
    )
    Mail.objects.filter(pk=mail.pk).update(state=outbox.State.FAILED, error="550 no such user")
    return mail


def test_figures_say_what_waits(moderator: Client) -> None:
    assert set(figures(moderator).values()) == {0}
    waiting()
    letters.write(waiting(since=timezone.now() - datetime.timedelta(days=20)), "Hello?")
    Report.objects.create(entry=entry_of(changed_phone()), about="other")
    failed_mail()
    assert list(figures(moderator).values())[:6] == [2, 1, 1, 1, 1, 1]


def test_rooms_may_add_figures(moderator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attention, "_figures", [*attention._figures])
    url = "/admin/stale/"
    for permission, label in ((DECIDE, "gone stale"), ("auth.delete_user", "secret")):
        attention.register(Figure(label, lambda: 7, lambda: url, permission))
    assert figures(moderator)["gone stale"] == 7
    assert "secret" not in figures(moderator)


def test_wagtails_own_list_of_drafts_is_left_out_when_it_would_be_long(
    moderator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = waiting()
    monkeypatch.setattr(home, "MOST_LISTED", 1)
    assert row.title in moderator.get(reverse("wagtailadmin_home")).content.decode()
    waiting()
    assert row.title not in moderator.get(reverse("wagtailadmin_home")).content.decode()


def test_chart_counts_week_by_week(moderator: Client) -> None:
    now = timezone.localtime()
    monday = now.replace(hour=0, minute=0, second=0) - datetime.timedelta(days=now.weekday())
    for weeks in (0, 0, 3, 11, 12):
        row = sent()
        moment = monday - datetime.timedelta(weeks=weeks)
        Submission.objects.filter(pk=row.pk).update(sent_at=moment)
    bars = home.weeks()
    assert [bar.sent for bar in bars] == [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2]
    assert [bar.height for bar in bars if bar.sent] == [40, 40, 80]
    since = date_format(bars[0].monday)
    page = moderator.get(reverse("wagtailadmin_home")).content.decode()
    assert f"4 sent since {since}" in page


def test_facts_changed_without_a_check_are_shown_until_seen(moderator: Client) -> None:
    row = changed_phone()
    page = moderator.get(reverse("desk_facts")).content.decode()
    assert "+420 485 111 222" in page
    moderator.post(reverse("desk_facts"), {"key": row.pk})
    assert "+420 485 111 222" not in moderator.get(reverse("desk_facts")).content.decode()
    row.refresh_from_db()
    assert row.seen_at


def test_mail_in_trouble_is_listed_and_sent_again_once(moderator: Client) -> None:
    mail = failed_mail()
    assert "550 no such user" in moderator.get(reverse("desk_mails")).content.decode()
    for said in ("It goes out again", "Somebody has already sent it again"):
        answer = moderator.post(reverse("desk_mails"), {"key": mail.pk}, follow=True)
        assert said in answer.content.decode()
    mail.refresh_from_db()
    assert mail.state == outbox.State.QUEUED
    assert "550 no such user" not in moderator.get(reverse("desk_mails")).content.decode()


@pytest.mark.parametrize("key", ["", "x", "²", "9" * 30])
def test_junk_for_a_key_breaks_nothing(moderator: Client, key: str) -> None:
    for name in ("desk_mails", "desk_facts", "desk_reports"):
        assert moderator.post(reverse(name), {"key": key})["Location"] == reverse(name)


def test_every_reason_is_there_in_every_language() -> None:
    assert {reason.decision for reason in Reason.objects.all()} == set(Reason.For)
    for reason in Reason.objects.all():
        assert set(reason.texts) >= {code for code, _name in settings.LANGUAGES}


def test_staff_rewrite_a_reason_in_each_language(moderator: Client) -> None:
    reason: Any = Reason.objects.first()
    url = reverse("reason:edit", args=[reason.pk])
    typed = {f"text_{code}": f"New in {code}" for code, _name in settings.LANGUAGES}
    moderator.post(url, {"decision": reason.decision, "label": "Other name", **typed})
    reason.refresh_from_db()
    assert reason.label == "Other name"
    assert reason.text_in("pl") == "New in pl"
    assert "New in sl" in moderator.get(url).content.decode()
