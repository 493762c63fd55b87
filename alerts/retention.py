"""What becomes of kept searches when they are not wanted any more."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alerts import arrivals, flow, mails
from alerts.models import Alert, Question, Reader
from portal.common.links import Link
from submissions.retention import YEAR, Rule, add, keys_of

# After so long without a sign we ask.
SILENT_DAYS = 2 * YEAR


def register() -> None:
    """Hand it to the worker."""
    add(
        Rule("kept searches whose address was not confirmed", flow.CONFIRM_DAYS, unconfirmed),
        Rule("kept searches, before we ask whether they are still wanted", SILENT_DAYS, ask),
        Rule("kept searches of those who did not answer that", flow.ANSWER_DAYS, unanswered),
        Rule("questions that nobody keeps any more", 1, forget_questions),
        Rule("notes of when entries became public that are gone", 0, forget_arrivals),
    )


def unconfirmed(before: datetime.datetime) -> None:
    """Delete what nobody confirmed, and addresses that keep nothing else."""
    for key in keys_of(Alert.objects.filter(confirmed_at=None, asked_at__lt=before)):
        with transaction.atomic():
            row = Alert.objects.select_for_update().filter(pk=key, confirmed_at=None).first()
            if row and row.asked_at < before:
                flow.stop(row)


def ask(before: datetime.datetime) -> None:
    """Ask each reader of whom nothing was heard since then, once."""
    silent = Q(active_at__lt=before, asked_at=None)
    for key in keys_of(
        Reader.objects.filter(silent, alerts__confirmed_at__isnull=False).distinct()
    ):
        ask_one(key, silent)


@transaction.atomic
def ask_one(key: int, silent: Q) -> None:
    reader = Reader.objects.select_for_update().filter(silent, pk=key).first()
    alert = reader and reader.alerts.confirmed().select_related("question").first()
    if reader and alert:
        reader.asked_at = timezone.now()
        reader.save(update_fields=["asked_at"])
        link = Link.objects.make(flow.STILL, reader.pk, flow.ANSWER_DAYS)
        mails.still_wanted(alert, link, reader.active_at.date(), flow.ANSWER_DAYS)


def unanswered(before: datetime.datetime) -> None:
    """Delete whoever was asked before then and did not answer."""
    due = Q(asked_at__lt=before)
    for key in keys_of(Reader.objects.filter(due)):
        with transaction.atomic():
            if row := Reader.objects.select_for_update().filter(due, pk=key).first():
                flow.forget(row)


def forget_questions(before: datetime.datetime) -> None:
    """Delete questions without a reader; words may tell of who typed them."""
    Question.objects.filter(alerts=None, made_at__lt=before).delete()


def forget_arrivals(before: datetime.datetime) -> None:
    """Delete what nobody can be told of any more."""
    arrivals.forget_gone()
