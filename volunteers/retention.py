"""What becomes of volunteers' data when they are not needed any more."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from submissions.retention import YEAR, Rule, add, keys_of
from volunteers import erasing, locks, mails
from volunteers.merging import UNDO_DAYS
from volunteers.models import Interest, Merge, NewAddress, Offer, Opening, Volunteer
from volunteers.purposes import CONFIRM_DAYS

# After so many days without a sign people are asked, and have so many to answer.
QUIET_DAYS, ANSWER_DAYS = 2 * YEAR, 30


def register() -> None:
    """Hand it to the worker."""
    add(
        Rule(
            "interests and offers whose address was not confirmed", CONFIRM_DAYS, forget_unconfirmed
        ),
        Rule("offers that were settled", YEAR, forget_settled),
        Rule("volunteers who did nothing here, asked once by mail", QUIET_DAYS, ask_quiet),
        Rule("volunteers who did not answer that", ANSWER_DAYS, forget_silent),
        Rule("new addresses that were not confirmed", CONFIRM_DAYS, forget_addresses),
        Rule("merged records, to take them apart again", UNDO_DAYS, forget_merges),
        Rule("who of the staff looked at volunteers' data", 2 * YEAR, forget_openings),
    )


def forget_unconfirmed(before: datetime.datetime) -> None:
    """Erase what strangers typed; those who are to be called wait for the call."""
    interests = Interest.objects.confirmed().filter(volunteer=OuterRef("pk"))
    offers = Offer.objects.confirmed().filter(volunteer=OuterRef("pk"))
    others = Exists(interests) | Exists(offers)
    erase_all(Q(~others, confirmed_at=None, created_at__lt=before))


def forget_settled(before: datetime.datetime) -> None:
    """Delete offers of which it is long known what came of them; the person stays."""
    for key in keys_of(Offer.objects.filter(done_at__lt=before)):
        Offer.objects.filter(pk=key, done_at__lt=before).delete()


def ask_quiet(before: datetime.datetime) -> None:
    """Ask whether to keep the record; whom no mail reaches is not kept."""
    quiet = Q(active_at__lt=before)
    for key in keys_of(Volunteer.objects.filter(quiet, asked_at=None).exclude(email="")):
        ask(key, quiet)
    erase_all(quiet & Q(email=""))


@transaction.atomic
def ask(key: int, quiet: Q) -> None:
    row = Volunteer.objects.for_update().filter(quiet, pk=key, asked_at=None).first()
    if row:
        row.asked_at = timezone.now()
        row.save(update_fields=["asked_at"])
        mails.keep(row, ANSWER_DAYS)


def forget_silent(before: datetime.datetime) -> None:
    erase_all(Q(asked_at__lt=before))


def erase_all(due: Q) -> None:
    """Erase the volunteers that are ``due`` with all that belongs to them."""
    for key in keys_of(Volunteer.objects.filter(due)):
        erase(key, due)


@transaction.atomic
def erase(key: int, due: Q) -> None:
    """Erase one of them, if it is still ``due``."""
    row = locks.people([key]).filter(due).first()
    if row:
        erasing.erase(row)


def forget_addresses(before: datetime.datetime) -> None:
    NewAddress.objects.filter(at__lt=before).delete()


def forget_merges(before: datetime.datetime) -> None:
    Merge.objects.filter(at__lt=before).delete()


def forget_openings(before: datetime.datetime) -> None:
    Opening.objects.filter(at__lt=before).delete()
