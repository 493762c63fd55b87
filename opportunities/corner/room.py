"""The part of the corner that shows an organisation's calls, and what can be done with each."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from opportunities.models import Opportunity
from organisations_directory import people
from organisations_directory.corner.cards import Action, Card, cards
from organisations_directory.corner.rooms import Room
from organisations_directory.models import Organisation
from organisations_directory.sections import Section
from portal.common.hiding import Hiding
from portal.common.last_day import is_over
from portal.common.watches import Reader

# No organisation here has more; the latest are what people look for.
MOST = 100


def calls(organisation: Organisation) -> Any:
    """Return the calls of ``organisation``: one row each, the latest first."""
    rows = Opportunity.objects.sources().filter(organisation=organisation)
    return rows.select_related("locale").order_by("-created_at", "-pk")


def section(organisation: Organisation) -> Section:
    """Return the calls that are or were public; what waits stands among what was sent."""
    rows = list(calls(organisation).exclude(first_published_at=None)[:MOST])
    shown = cards(rows, "opportunity", actions, version_url)
    current = [card for card in shown if is_current(card)]
    context = {
        "current": current,
        "past": [card for card in shown if card not in current],
        "may_add": organisation.live,
    }
    return Section("opportunities/corner/calls.html", context)


def version_url(call: Opportunity, language: str) -> str:
    return reverse("corner_call_version", args=[call.pk, language])


def is_current(card: Card) -> bool:
    """Return whether visitors see the call now."""
    return bool(card.entry.live) and not is_over(card.entry.expires_on)


def actions(call: Opportunity, hiding: Hiding | None) -> Sequence[Action]:
    """Return what can be done with ``call`` now."""

    def action(name: str, label: str, *, post: bool = True) -> Action:
        return Action(label, reverse(f"corner_call_{name}", args=[call.pk]), post)

    edit = action("edit", _("Change it"))
    copy = action("copy", _("Copy it for a new call"))
    extend = action("extend", _("Show it longer"), post=False)
    if call.live and not is_over(call.expires_on):
        return [
            edit,
            action("valid", _("All of it is still true")),
            extend,
            copy,
            action("pause", _("Pause it")),
            action("found", _("We found our people"), post=False),
            action("close", _("Close it"), post=False),
        ]
    if call.live or (hiding and is_over(call.expires_on)):
        return [action("extend", _("Show it again"), post=False), copy, edit]
    return [action("resume", _("Show it again")), copy, edit] if hiding else [copy]


def readers_of(calls: Sequence[Opportunity]) -> dict[int, Sequence[Reader]]:
    """Return to whom we write about each call: the people of its organisation. Two queries."""
    keys = {call.organisation_id for call in calls if call.organisation_id}
    known = people.readers_of(list(Organisation.objects.filter(pk__in=keys)))
    return {call.pk: known.get(call.organisation_id or 0, ()) for call in calls}


ROOM = Room(section, calls)
