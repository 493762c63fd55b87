"""What is written to those who offer help, and to the centre; texts in templates/mails/."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from portal.common import letters, mails, sites
from portal.common.heads import absolute
from portal.common.letters import Letter
from portal.common.links import Link
from submissions.mails import address
from volunteers.models import Offer, Proposal
from volunteers.purposes import CONFIRM_DAYS, MINE, MINE_DAYS, PROPOSAL, PROPOSAL_DAYS

PROPOSE = "volunteers/offer_propose"


def prefix(row: Offer) -> str:
    """Return how the events of all mails about ``row`` begin: erasing finds them by it."""
    return f"offer-{row.pk}-"


def prefix_of(row: Proposal) -> str:
    """Return the same for mails about one proposal."""
    return f"offer-{row.offer_id}-proposal-{row.pk}-"


def write(template: str, row: Offer, event: str, **context: Any) -> None:
    """Queue a mail to whoever made the offer, if there is an address."""
    who = row.volunteer
    if who.email:
        mails.queue(
            f"volunteers/{template}",
            to=who.email,
            language=who.language,
            event=f"{prefix(row)}{event}",
            context={"reference": row.reference, **context},
        )


@sites.at_its_site
def confirm(row: Offer, link: Link) -> None:
    url = address("offer_confirm", link, row.volunteer.language)
    write("offer_confirm", row, f"confirm-{link.pk}", url=url, days=CONFIRM_DAYS)


@sites.at_its_site
def received(row: Offer) -> None:
    """Tell that the centre looks for something."""
    link = Link.objects.standing(MINE, row.volunteer_id, MINE_DAYS)
    url = address("volunteer_page", link, row.volunteer.language)
    write("offer_received", row, "received", url=url, days=settings.PASS_ON_WITHIN_DAYS)


@sites.at_its_site
def to_staff(row: Offer, why: str) -> None:
    """Tell the centre that somebody offers help; nothing of the person is in it."""
    mails.to_centre(
        "volunteers/offer_to_staff",
        event=f"{prefix(row)}staff-{why}",
        context={
            "why": why,
            "reference": row.reference,
            "url": absolute(reverse("offer_desk_page", args=[row.pk])),
        },
    )


# --- A proposal --------------------------------------------------------------------------


def values(row: Proposal, url: str, *, again: bool = False) -> dict[str, Any]:
    """Return what the letter about a proposal is filled with."""
    call = row.opportunity
    shown = call.version_in(row.offer.volunteer.language)
    host = call.organisation
    return {
        "title": shown.title,
        "summary": shown.summary,
        "organisation": host.heading if host else "",
        "reference": row.offer.reference,
        "why": row.why,
        "again": again,
        "url": url,
    }


@sites.at_its_site
def propose(row: Proposal, *, again: bool = False) -> None:
    """Write to the person about the call; ``again`` once more, after a while."""
    link = Link.objects.standing(PROPOSAL, row.pk, PROPOSAL_DAYS)
    url = address("offer_proposal", link, row.offer.volunteer.language)
    event = f"proposal-{row.pk}-{'again' if again else 'sent'}"
    write("offer_propose", row.offer, event, **values(row, url, again=again))


@sites.at_its_site
def remind(row: Proposal) -> None:
    """Ask once more."""
    propose(row, again=True)


def written(row: Proposal) -> Letter:
    """Return the letter as it would be sent, with no link that works."""
    url = f"{sites.url()}/…"
    return letters.write(PROPOSE, row.offer.volunteer.language, values(row, url))
