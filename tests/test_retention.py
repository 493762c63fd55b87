"""What people sent is deleted in time, with all that belongs to it; docs/privacy.md says when."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as own
from django.core.files.base import ContentFile
from django.utils import timezone

from organisations_directory.models import Organisation
from portal.common.links import Link
from submissions import flow, retention
from submissions.models import Message, Submission
from tests import factories

pytestmark = pytest.mark.django_db
State = Submission.State


def row(state: str, days: float = 0, **values: Any) -> Submission:
    """Return a submission that came to its state so many days ago."""
    made = Submission.objects.create(
        kind_slug="organisation", language="en", email="ema@example.org", state=state, **values
    )
    at = timezone.now() - datetime.timedelta(days=days)
    Submission.objects.filter(pk=made.pk).update(saved_at=at, sent_at=at, created_at=at)
    made.refresh_from_db()
    return made


def left() -> set[int]:
    retention.carry_out()
    return set(Submission.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("state", "days"),
    [
        (State.DRAFT, 30),
        (State.SENT, 14),
        (State.DECLINED, 365),
        (State.WITHDRAWN, 365),
        (State.CHANGES, 365),
    ],
)
def test_each_state_has_its_time(state: str, days: int) -> None:
    kept, _gone = row(state, days - 0.1), row(state, days + 0.1)
    assert left() == {kept.pk}
    assert left() == {kept.pk}


@pytest.mark.parametrize("state", [State.WAITING, State.PUBLISHED])
def test_what_is_checked_or_published_is_kept(state: str) -> None:
    entry = factories.organisation(live=state == State.PUBLISHED)
    kept = row(state, 2000, entry=entry)
    assert left() == {kept.pk}


def test_draft_that_was_touched_lately_is_kept() -> None:
    old = row(State.DRAFT, 40)
    flow.keep(old, "who", {"name": ["Spolek"]})
    assert left() == {old.pk}


def test_row_that_moved_meanwhile_is_kept() -> None:
    from django.db.models import Q

    moved = row(State.WAITING, 400)
    retention.forget(moved.pk, Q(state=State.SENT))
    assert Submission.objects.filter(pk=moved.pk).exists()


def test_all_that_belongs_to_it_goes_along(
    django_capture_on_commit_callbacks: Any,
) -> None:
    draft = factories.organisation(live=False)
    draft.save_revision()
    gone = row(State.DECLINED, 400, entry=draft)
    gone.upload.save("logo.webp", ContentFile(b"picture"))
    Submission.objects.update(saved_at=timezone.now() - datetime.timedelta(days=400))
    path = Path(gone.upload.path)
    Message.objects.create(submission=gone, text="Why?")
    mine = Link.objects.make(flow.STATUS, gone.pk, 400)
    other = Link.objects.make("session", gone.pk, 30)
    with django_capture_on_commit_callbacks(execute=True):
        assert left() == set()
    assert not path.exists()
    assert not Message.objects.exists()
    assert list(Link.objects.all()) == [other]
    assert mine.pk != other.pk
    assert not Organisation.objects.filter(pk=draft.pk).exists()


def test_logo_of_a_draft_goes_along_unless_it_is_used() -> None:
    from portal.common.pictures import Picture
    from tests.blocks import photograph

    lonely, shared = (Picture.objects.create(title=title, file=photograph()) for title in "ab")
    factories.organisation(logo=shared)
    for logo in (lonely, shared):
        row(State.DECLINED, 400, entry=factories.organisation(live=False, logo=logo))
    left()
    assert list(Picture.objects.all()) == [shared]


def test_entry_that_is_or_was_public_stays() -> None:
    live = factories.organisation()
    hidden = factories.organisation(live=False, first_published_at=timezone.now())
    for entry in (live, hidden):
        row(State.DECLINED, 400, entry=entry, changes_entry=True)
    assert left() == set()
    assert Organisation.objects.count() == 2


def test_draft_entry_that_somebody_else_sent_too_stays() -> None:
    entry = factories.organisation(live=False)
    row(State.DECLINED, 400, entry=entry)
    other = row(State.WAITING, entry=entry)
    assert left() == {other.pk}
    assert Organisation.objects.filter(pk=entry.pk).exists()


def test_form_of_a_deleted_entry_goes() -> None:
    gone, stays = factories.organisation(), factories.organisation()
    row(State.PUBLISHED, entry=gone)
    kept = row(State.PUBLISHED, entry=stays)
    fresh = row(State.DRAFT)
    gone.delete()
    assert left() == {kept.pk, fresh.pk}


def test_links_that_have_ended_go_and_others_stay() -> None:
    valid = Link.objects.make("corner", 1, 1)
    Link.objects.make("corner", 2, -1)
    revoked = Link.objects.make("corner", 3, 1)
    Link.objects.filter(pk=revoked.pk).revoke()
    left()
    assert list(Link.objects.all()) == [valid]


def test_privacy_page_tells_every_rule() -> None:
    told = (own.BASE_DIR / "docs" / "privacy.md").read_text()
    for rule in retention.rules():
        assert f"| {rule.what} | {rule.days} |" in told
