"""An opportunity as it is shown where somebody shares it."""

from typing import TYPE_CHECKING

from opportunities.cards import Town, place_text
from opportunities.wording import time_text
from portal.common.placards import Placard

if TYPE_CHECKING:
    from opportunities.models.opportunity import Opportunity


def placard(version: "Opportunity") -> Placard:
    """Return field, title, whose it is, where and when."""
    facts = version.facts
    field = next(iter(facts.fields.all()), None)
    towns = [Town(place.pk, place.label) for place in facts.places.all()]
    where_and_when = (place_text(facts.mode, towns), when(facts))
    return Placard(
        version.title,
        kicker=field.label if field else "",
        lines=(
            facts.organisation.name if facts.organisation else "",
            " · ".join(filter(None, where_and_when)),
        ),
        hue=field.hue if field else None,
    )


def when(facts: "Opportunity") -> str:
    """Return how much time it takes, and when, as a card has it."""
    return time_text(
        commitment=facts.commitment,
        hours=facts.hours,
        hours_per=facts.hours_per,
        times=tuple(facts.times),
        start=facts.start_on,
        end=facts.end_on,
    )
