"""From an address that somebody typed to the one of the record: each step whole or not at all."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.common.links import Link
from volunteers import locks, merging
from volunteers.address import mails
from volunteers.models import NewAddress, Volunteer
from volunteers.purposes import ADDRESS, CONFIRM_DAYS, MINE


@transaction.atomic
def ask(volunteer: Volunteer, email: str) -> None:
    """Write to ``email``; nothing is different until it is confirmed. Older links end."""
    row = Volunteer.objects.for_update().get(pk=volunteer.pk)
    row.new_addresses.all().delete()
    new = NewAddress.objects.create(volunteer=row, email=email)
    mails.confirm(new, Link.objects.make(ADDRESS, new.pk, CONFIRM_DAYS))


def confirm(new: NewAddress) -> Volunteer:
    """The address is theirs: return the record that has it now.

    If it was another record's, both are one from now on; brokers can take them apart again.
    Links to the page end: whoever has an older one may not be who reads the new address.
    Raises :class:`merging.Gone` if the row is gone by now.
    """
    try:
        return _confirm(new)
    except IntegrityError:  # somebody confirms the same address at this very moment
        return _confirm(new)


@transaction.atomic
def _confirm(new: NewAddress) -> Volunteer:
    mine = Volunteer.objects.filter(pk=new.volunteer_id)
    before = mine.values_list("email", flat=True).first() or ""
    others = Volunteer.objects.confirmed().with_email(new.email).exclude(pk=new.volunteer_id)
    if known := others.first():
        new.volunteer = merging.put_together((known.pk, new.volunteer_id), {"email": known.pk}).kept
    owner = locks.person(new.volunteer_id)
    if owner is None or not owner.new_addresses.filter(pk=new.pk).exists():
        raise merging.Gone
    owner.email = new.email
    owner.confirmed_at = owner.confirmed_at or timezone.now()
    owner.active_at, owner.asked_at = timezone.now(), None
    owner.save()
    merging.fold_anew(owner)
    owner.new_addresses.all().delete()
    Link.objects.of(MINE, owner.pk).revoke()
    if before and before.casefold() != new.email.casefold():
        mails.told(owner, before, new)
    return owner
