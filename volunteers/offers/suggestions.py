"""Calls for a person, and people for a call: both by :func:`opportunities.matching.fit`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from opportunities.candidates import KIND, WHOLE, best, facts_of
from opportunities.matching import Facts, Match, fit
from opportunities.models import Opportunity
from opportunities.reasons import reasons_text
from portal.common import sites
from search.query import SearchQuery
from search.service import search
from volunteers.models import Offer

# So many calls are suggested for one person, and people for one call.
CALLS, PEOPLE = 6, 20
# What people wrote in their own words is looked for in a call for so many of them at most.
MOST_ASKED = 30


class Call(NamedTuple):
    """A call that fits somebody, and how."""

    call: Opportunity
    match: Match


class Person(NamedTuple):
    """Somebody whom a call fits, and why."""

    offer: Offer
    match: Match
    why: str


def calls_for(offer: Offer, most: int = CALLS) -> list[Call]:
    """Return the public calls that fit ``offer`` best and nobody has proposed, best first.

    Neither are those about which the person wrote by themselves.
    """
    known = {*offer.proposals.values_list("opportunity_id", flat=True)}
    known |= {*offer.volunteer.interests.values_list("opportunity_id", flat=True)}
    with sites.of(offer.site_id):
        found = best(offer.wishes, offer.volunteer.language, most + len(known))
    matches = [match for match in found if match.key not in known][:most]
    rows = Opportunity.objects.select_related("organisation").in_bulk([m.key for m in matches])
    return [Call(rows[match.key], match) for match in matches if match.key in rows]


def why(offer: Offer, call: Opportunity) -> str:
    """Return why ``call`` fits ``offer`` in the reader's words; "" where it does not."""
    found = facts_of([call.pk]).get(call.pk)
    match = judged(offer, found) if found else None
    return reasons_text(match, offer.wishes) if match else ""


def people_for(call: Opportunity, most: int = PEOPLE) -> list[Person]:
    """Return the people for whom something is looked for and whom ``call`` fits, best first.

    Equals stand by how near they live, then by who has waited longest.
    """
    found = facts_of([call.pk]).get(call.pk)
    if found is None:
        return []
    matches = [(row, match) for row in free_for(call) if (match := fit(row.wishes, told(found)))]
    sure = [
        Person(row, match, reasons_text(match, row.wishes))
        for row, match in confirmed(matches, found)
    ]
    return sorted(sure, key=order)[:most]


def order(person: Person) -> tuple[float, float, float]:
    """What people are sorted by: points, then the nearest, then the longest waiting."""
    points, km, _published, _key = person.match.order
    since = person.offer.waiting_since
    return (points, km, since.timestamp() if since else 0.0)


def free_for(call: Opportunity) -> QuerySet[Offer]:
    """Return the offers that nobody has connected with ``call`` yet."""
    rows = Offer.objects.looking().exclude(proposals__opportunity=call)
    rows = rows.exclude(volunteer__interests__opportunity=call)
    return rows.select_related("volunteer", "place").order_by("waiting_since", "pk")


def told(found: Facts) -> Facts:
    """Return the same call as if any words were found in it: the most that it can be worth."""
    return replace(found, found=True)


def confirmed(
    matches: Iterable[tuple[Offer, Match]], found: Facts
) -> Iterator[tuple[Offer, Match]]:
    """Yield those that still fit once it is known whether their words are found in the call."""
    asked = 0
    for row, match in sorted(matches, key=lambda pair: pair[1].points, reverse=True):
        if not row.words:
            yield row, match
            continue
        asked += 1
        sure = judged(row, found) if asked <= MOST_ASKED else fit(row.wishes, found)
        if sure:
            yield row, sure


def judged(offer: Offer, found: Facts) -> Match | None:
    """Return how ``call`` fits ``offer``; the search says whether it has their words."""
    has = bool(offer.words) and is_found(offer, found)
    return fit(offer.wishes, replace(found, found=has))


def is_found(offer: Offer, found: Facts) -> bool:
    """Return whether the search finds in the call what the person wrote in their own words.

    The question is narrowed to what the call says of itself, so that it is among the answers.
    """
    narrowed = {facet: values for facet, values in found.values.items() if any(values)}
    query = SearchQuery(
        KIND,
        offer.volunteer.language,
        words=offer.words,
        filters={facet: values[:1] for facet, values in narrowed.items()},
        size=WHOLE,
        literal=True,
        counted=False,
        today=timezone.localdate(),
    )
    with sites.of(offer.site_id):
        return found.key in search(query).keys
