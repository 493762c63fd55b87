"""The part of the corner that shows who is interested."""

from organisations_directory.corner.rooms import Room
from organisations_directory.models import Organisation
from organisations_directory.sections import Section
from volunteers.corner.people import shown
from volunteers.models import Interest


def section(organisation: Organisation) -> Section:
    """Return those who wrote: whoever waits first, what is done behind a lid."""
    rows = [shown(row) for row in Interest.objects.seen_by(organisation)]
    context = {
        "waiting": [one for one in rows if one.row.is_open],
        "done": [one for one in rows if not one.row.is_open],
        "reasons": Interest.Reason.choices,
    }
    return Section("volunteers/corner/section.html", context)


def entries(organisation: Organisation) -> object:
    """Return nothing: what people write about calls is no entry of the organisation."""
    return organisation.opportunities.none()


ROOM = Room(section, entries)
