"""What is written to people of organisations; the texts stand in templates/mails/corner/."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from organisations_directory import people
from organisations_directory.models import Claim, ContactPerson
from portal.common import mails
from portal.common.heads import absolute
from portal.common.links import Link
from portal.common.watches import Reader

# In one mail of corners.
MOST_LISTED = 10


def address(name: str, link: Link, language: str) -> str:
    """Return the absolute address of the page ``name`` behind ``link``."""
    with translation.override(language):
        return absolute(reverse(name, args=[link.token]))


def corner(email: str) -> None:
    """Send the links to the corners of all organisations that ``email`` belongs to, if any."""
    known = ContactPerson.objects.confirmed().with_email(email).select_related("organisation")
    persons = list(known.order_by("pk")[:MOST_LISTED])
    if not persons:
        return
    language = persons[0].language
    links = [Link.objects.make(people.CORNER, one.pk, people.CORNER_DAYS) for one in persons]
    lines = [
        (one.organisation.heading, address("corner_enter", link, language))
        for one, link in zip(persons, links, strict=True)
    ]
    mails.queue(
        "corner/open",
        to=persons[0].email,
        language=language,
        event=f"corner-{links[0].pk}",
        context={"lines": lines, "days": people.CORNER_DAYS},
    )


def invite(person: ContactPerson, by: ContactPerson) -> None:
    """Ask somebody whether they want to be one of the people of an organisation."""
    link = Link.objects.make(people.INVITE, person.pk, people.INVITE_DAYS)
    mails.queue(
        "corner/invite",
        to=person.email,
        language=person.language,
        event=f"invite-{link.pk}",
        context={
            "organisation": person.organisation.heading,
            "by": by.name,
            "url": address("corner_invite", link, person.language),
            "days": people.INVITE_DAYS,
        },
    )


def claim_confirm(claim: Claim, link: Link, days: int) -> None:
    url = address("corner_claim_confirm", link, claim.language)
    post_claim("claim_confirm", claim, url=url, days=days)


def claim_accepted(claim: Claim, person: ContactPerson) -> None:
    link = Link.objects.make(people.CORNER, person.pk, people.INVITE_DAYS)
    url = address("corner_enter", link, claim.language)
    post_claim("claim_accepted", claim, url=url, days=people.INVITE_DAYS)


def claim_declined(claim: Claim) -> None:
    post_claim("claim_declined", claim)


def post_claim(template: str, claim: Claim, **context: Any) -> None:
    """Write to whoever made the claim."""
    mails.queue(
        f"corner/{template}",
        to=claim.email,
        language=claim.language,
        event=f"{template}-{claim.pk}",
        context={"organisation": claim.organisation.heading, **context},
    )


def claim_ask(claim: Claim, readers: list[Reader], link: Link, days: int) -> None:
    """Ask those who are on file whether the person may take care of the entry."""
    for number, reader in enumerate(readers):
        mails.queue(
            "corner/claim_ask",
            to=reader.email,
            language=reader.language,
            event=f"claim-ask-{claim.pk}-{number}",
            context={
                "organisation": claim.organisation.heading,
                "name": claim.name,
                "url": address("corner_claim_decide", link, reader.language),
                "days": days,
            },
        )


def claim_staff(claim: Claim) -> None:
    """Tell the centre that there is something to decide."""
    mails.to_centre(
        "corner/claim_staff",
        event=f"claim-staff-{claim.pk}",
        context={
            "organisation": claim.organisation.heading,
            "url": absolute(reverse("claims")),
        },
    )
