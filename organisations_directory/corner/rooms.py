"""What the rooms above add to the corner. The directory knows nothing of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from organisations_directory.models import Organisation
from organisations_directory.sections import Section
from submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the corner's page, and the entries of an organisation that it shows."""

    section: Callable[[Organisation], Section]
    entries: Callable[[Organisation], Any]


_rooms: list[Room] = []


def register(room: Room) -> None:
    """Add ``room``; called once, when the apps are ready."""
    _rooms.append(room)


def sections(organisation: Organisation) -> list[Section]:
    """Return the parts of the page, in the order they were registered."""
    return [room.section(organisation) for room in _rooms]


def sent_about(organisation: Organisation) -> Any:
    """Return what was sent about ``organisation`` and what belongs to it, the latest first."""
    own = Q(entry_type=kind_of(Organisation), entry_id=organisation.pk)
    for room in _rooms:
        entries = room.entries(organisation)
        own |= Q(entry_type=kind_of(entries.model), entry_id__in=entries.values("pk"))
    # What has been begun in the corner is no entry yet.
    own |= Q(context__organisation=organisation.pk)
    return Submission.objects.filter(own).order_by("-saved_at", "-pk")


def kind_of(model: Any) -> ContentType:
    return ContentType.objects.get_for_model(model)
