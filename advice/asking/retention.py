"""What becomes of private questions when they are not needed any more."""

import datetime

from django.db import transaction
from django.db.models import Q

from advice.asking import flow
from advice.models import Asked
from portal.common.links import Link
from submissions.retention import YEAR, Rule, add, keys_of


def register() -> None:
    """Hand it to the worker."""
    add(
        Rule("questions whose address was not confirmed", flow.CONFIRM_DAYS, forget_unconfirmed),
        Rule("questions that were answered or closed", YEAR, forget_done),
    )


def forget_unconfirmed(before: datetime.datetime) -> None:
    forget_all(Q(state=Asked.State.SENT, sent_at__lt=before))


def forget_done(before: datetime.datetime) -> None:
    """Forget whatever was answered so long ago; what was published of it stays, without them."""
    forget_all(Q(done_at__lt=before))


def forget_all(due: Q) -> None:
    """Delete the questions that are ``due`` with all that belongs to them."""
    for key in keys_of(Asked.objects.filter(due)):
        forget(key, due)


@transaction.atomic
def forget(key: int, due: Q) -> None:
    """Delete one question with its letters, notes and links, if it is still ``due``."""
    row = Asked.objects.for_update().filter(due, pk=key).first()
    if row:
        Link.objects.filter(purpose__in=flow.PURPOSES, subject=row.pk).delete()
        row.delete()
