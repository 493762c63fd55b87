"""What somebody's own page shows of their offers."""

from typing import Any

from opportunities.cards import Card, cards
from opportunities.models import OpportunityIndexPage
from opportunities.reasons import reasons_text
from portal.common.links import Link
from volunteers.models import Offer, Proposal, Volunteer
from volunteers.offers import suggestions
from volunteers.offers.wording import wishes_of
from volunteers.purposes import PROPOSAL

# So many calls that fit are shown: enough to see that there is something.
FITTING = 3


def offers_of(volunteer: Volunteer, language: str) -> list[dict[str, Any]]:
    """Return the offers of ``volunteer``, the latest first, with what fits and was proposed."""
    rows = volunteer.offers.confirmed().select_related("volunteer", "place")
    return [
        {
            "row": row,
            "wishes": wishes_of(row),
            "proposals": proposals_of(row, language),
            "cards": fitting(row, language) if row.is_open else [],
        }
        for row in rows.order_by("-pk")
    ]


def proposals_of(row: Offer, language: str) -> list[dict[str, Any]]:
    """Return what was proposed, each with the token of its page while it can be answered."""
    rows: list[Proposal] = list(row.proposals.select_related("opportunity").order_by("-pk"))
    links = Link.objects.valid().filter(purpose=PROPOSAL, subject__in=[each.pk for each in rows])
    tokens = {link.subject: link.token for link in links}
    return [
        {
            "row": each,
            "call": each.opportunity.version_in(language),
            "token": tokens.get(each.pk, "") if each.state == Proposal.State.SENT else "",
        }
        for each in rows
    ]


def fitting(row: Offer, language: str) -> list[Card]:
    """Return the cards of the calls that fit best, each with its reasons."""
    url = OpportunityIndexPage.url_in(language)
    if not url:
        return []
    found = suggestions.calls_for(row, FITTING)
    why = {call.pk: reasons_text(match, row.wishes) for call, match in found}
    return [card.fitting(why[card.key]) for card in cards([*why], language, url)]
