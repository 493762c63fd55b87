"""What is deleted when: the rules that docs/privacy.md tells, carried out by the worker.

Each rule looks at a row again under a lock before it deletes, so it does no harm when the
job runs twice, late, or in two workers at once.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.common import freshness, jobs
from portal.common.links import Link
from submissions import flow
from submissions.models import Report, Submission

State = Submission.State
# Twelve months, in days.
YEAR = 365
# After so many rows of one rule the worker's other jobs have their turn.
AT_A_TIME = 200
# Purposes of the links that lead to a submission.
PURPOSES = (flow.DRAFT, flow.CONFIRM, flow.STATUS)


@dataclass(frozen=True, slots=True)
class Rule:
    """``carry_out(before)`` deletes what is older; ``what`` stands so in docs/privacy.md."""

    what: str
    days: int
    carry_out: Callable[[datetime.datetime], object]


_rules: list[Rule] = []


def add(*rules: Rule) -> None:
    """Let the worker carry out ``rules`` as well; called once, when the apps are ready."""
    _rules.extend(rules)


def rules() -> list[Rule]:
    """Return all rules in the order they were added."""
    return list(_rules)


def carry_out() -> None:
    """Delete what no rule keeps any longer."""
    for rule in _rules:
        if jobs.stopping.is_set():
            raise jobs.Stopped
        rule.carry_out(timezone.now() - datetime.timedelta(days=rule.days))


def register() -> None:
    """Hand it to the worker."""
    add(
        Rule("forms that were not sent", flow.DRAFT_DAYS, forget_drafts),
        Rule("forms whose address was not confirmed", flow.CONFIRM_DAYS, forget_unconfirmed),
        Rule("forms that were declined or withdrawn", YEAR, forget_refused),
        Rule("forms whose author never made the changes asked for", YEAR, forget_abandoned),
        Rule("forms whose entry has been deleted", 0, forget_orphans),
        Rule("reports that were dealt with", YEAR, forget_reports),
        Rule("reminders, and when entries were hidden", 2 * YEAR, freshness.forget),
        Rule("private links that have ended", 0, forget_links),
    )
    jobs.register("delete what is no longer needed", carry_out, every=60 * 60)


# --- Submissions -----------------------------------------------------------------------


def forget_drafts(before: datetime.datetime) -> None:
    forget_all(Q(state=State.DRAFT, saved_at__lt=before))


def forget_unconfirmed(before: datetime.datetime) -> None:
    forget_all(Q(state=State.SENT, sent_at__lt=before))


def forget_refused(before: datetime.datetime) -> None:
    forget_all(Q(state__in=(State.DECLINED, State.WITHDRAWN), saved_at__lt=before))


def forget_abandoned(before: datetime.datetime) -> None:
    forget_all(Q(state=State.CHANGES, saved_at__lt=before))


def forget_orphans(_before: datetime.datetime) -> None:
    """Forget what was sent about entries that staff have deleted."""
    used = Submission.objects.exclude(entry_type=None).values_list("entry_type", flat=True)
    for kind in ContentType.objects.filter(pk__in=used.distinct().order_by()):
        model: Any = kind.model_class()
        gone = Q(entry_type=kind) & ~Q(entry_id__in=model.objects.values("pk"))
        forget_all(gone)


def forget_all(due: Q) -> None:
    """Delete the submissions that are ``due`` with all that belongs to them."""
    for key in keys_of(Submission.objects.filter(due)):
        forget(key, due)


def keys_of(rows: Any) -> Iterable[int]:
    """Return the keys of the oldest of ``rows``, not more than the worker has time for."""
    keys: Iterable[int] = rows.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME]
    return list(keys)


@transaction.atomic
def forget(key: int, due: Q) -> None:
    """Delete one submission: its letters, links and upload, and a draft that nobody saw."""
    row = Submission.objects.for_update().filter(due, pk=key).first()
    if row is None:
        return
    entry: Any = row.entry
    mine = Link.objects.filter(purpose__in=PURPOSES, subject=row.pk)
    mine.delete()
    if row.upload:
        name, storage = str(row.upload.name), row.upload.storage
        transaction.on_commit(lambda: storage.delete(name))
    row.delete()
    if entry and is_needless(entry):
        row.kind.discard(entry)


def is_needless(entry: Any) -> bool:
    """Return whether ``entry`` never was public and no other submission is about it."""
    never_public = not entry.live and entry.first_published_at is None
    return never_public and not Submission.objects.of_entry(entry).exists()


# --- Reports and links -----------------------------------------------------------------


def forget_reports(before: datetime.datetime) -> None:
    Report.objects.filter(dealt_with_at__lt=before).delete()


def forget_links(before: datetime.datetime) -> None:
    """Forget links that have expired or were revoked: both lead nowhere already."""
    Link.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)).delete()
