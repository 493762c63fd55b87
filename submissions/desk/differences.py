"""What would change: two versions of an entry, field by field, as Wagtail compares them."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from portal.common.models import Entry
from submissions.models import Submission


class Difference(NamedTuple):
    """One field that differs; in ``html`` what went is ``deletion``, what came ``addition``."""

    label: str
    html: SafeString


def between(before: Entry, after: Entry, request: HttpRequest) -> list[Difference]:
    """Return the fields that differ, as far as the user of ``request`` may edit them."""
    handler = type(after).get_edit_handler()
    panel = handler.get_bound_panel(instance=after, request=request, form=None)
    compared: list[Any] = [compare(before, after) for compare in panel.get_comparison()]
    changed = (each for each in compared if each.is_field and each.has_changed())
    return [Difference(capfirst(each.field_label()), each.htmldiff()) for each in changed]


def from_live(submission: Submission, draft: Entry, request: HttpRequest) -> list[Difference]:
    """Return how ``draft`` differs from what is public; nothing if nothing is."""
    # Another object than the draft may share its related rows with.
    live = type(draft)._default_manager.filter(pk=draft.pk, live=True).first()
    return between(live, draft, request) if live else []


def since_asked(submission: Submission, draft: Entry, request: HttpRequest) -> list[Difference]:
    """Return what the author has changed since staff asked for it last; nothing if nobody did."""
    asked = submission.events.filter(state=Submission.State.CHANGES).last()
    if asked is None:
        return []
    before = draft.revisions.filter(created_at__lt=asked.at).order_by("created_at", "pk").last()
    return between(before.as_object(), draft, request) if before else []
