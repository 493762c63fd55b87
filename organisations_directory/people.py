"""Who belongs to an organisation, and how people come and go."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from organisations_directory.models import ContactPerson, Organisation
from portal.common import freshness
from portal.common.furniture import language_of
from portal.common.links import Link
from portal.common.watches import Reader
from submissions import flow
from submissions.models import Submission
from submissions.retention import Rule

# Purposes of links whose subject is a contact person.
CORNER, SESSION, INVITE = "corner", "session", "invite"
CORNER_DAYS, SESSION_DAYS, INVITE_DAYS = 1, 30, 14


class LastOne(Exception):
    """The last person of an organisation cannot be removed."""


def add_author(organisation: Organisation, submission: Submission) -> ContactPerson:
    """Make whoever sent the profile one of its people: their address is confirmed."""
    known = organisation.people.with_email(submission.email).first()
    person = known or ContactPerson(organisation=organisation, email=submission.email)
    person.name = person.name or organisation.contact_name or submission.email
    person.phone = person.phone or organisation.contact_phone
    person.language = person.language or submission.language
    person.confirmed_at = person.confirmed_at or timezone.now()
    person.save()
    return person


def add(
    organisation: Organisation, name: str, email: str, phone: str, language: str, *, confirmed: bool
) -> ContactPerson:
    """Return the person with that address, added if they are not there yet."""
    known: ContactPerson | None = organisation.people.with_email(email).first()
    person = known or ContactPerson.objects.create(
        organisation=organisation, name=name, email=email, phone=phone, language=language
    )
    if confirmed:
        person.confirm()
    return person


@transaction.atomic
def remove(person: ContactPerson) -> None:
    """Take ``person`` out; all their links end. Raises :class:`LastOne`."""
    organisation = Organisation.objects.select_for_update().get(pk=person.organisation_id)
    others = organisation.people.confirmed().exclude(pk=person.pk)
    if person.confirmed_at and not others.exists():
        raise LastOne
    end_links(person, CORNER, SESSION, INVITE)
    hand_over(person, others.first())
    # Letters about entries go to everybody, each with the same link.
    freshness.revoke(Organisation.objects.filter(pk=organisation.pk))
    person.delete()


def hand_over(person: ContactPerson, successor: ContactPerson | None) -> None:
    """Let ``successor`` follow what ``person`` has sent; the links that they have end."""
    from organisations_directory.corner.rooms import sent_about

    sent = sent_about(person.organisation).filter(email__iexact=person.email)
    keys = list(sent.values_list("pk", flat=True))
    Link.objects.filter(purpose__in=(flow.DRAFT, flow.STATUS), subject__in=keys).revoke()
    if successor:
        Submission.objects.filter(pk__in=keys).update(email=successor.email)


def end_links(person: ContactPerson, *purposes: str) -> None:
    """End the links of ``person`` for these purposes."""
    Link.objects.filter(purpose__in=purposes, subject=person.pk).revoke()


def end_everywhere(person: ContactPerson) -> None:
    """End every session of whoever has the address of ``person``, and links that begin one."""
    for same in ContactPerson.objects.with_email(person.email):
        end_links(same, CORNER, SESSION)


def readers(organisation: Organisation) -> Sequence[Reader]:
    """Return to whom we write about ``organisation``: its people, or else the staff's note."""
    return readers_of([organisation])[organisation.pk]


def readers_of(organisations: Sequence[Organisation]) -> dict[int, list[Reader]]:
    """Return the same for several, by primary key; one query."""
    known: dict[int, list[Reader]] = {one.pk: [] for one in organisations}
    for person in ContactPerson.objects.confirmed().filter(organisation__in=known):
        known[person.organisation_id].append(Reader(person.email, person.language))
    return {one.pk: known[one.pk] or noted(one) for one in organisations}


def noted(organisation: Organisation) -> list[Reader]:
    """Return the private address on file, if it is one."""
    try:
        validate_email(organisation.contact_email)
    except ValidationError:
        return []
    return [Reader(organisation.contact_email, language_of(organisation))]


def rules() -> list[Rule]:
    """Return how long an invitation waits."""
    return [Rule("persons who did not answer an invitation", INVITE_DAYS, forget_invited)]


def forget_invited(before: datetime.datetime) -> None:
    ContactPerson.objects.filter(confirmed_at=None, created_at__lt=before).delete()
