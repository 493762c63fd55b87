"""What editors scheduled goes live, and ends, within seconds of its time.

Wagtail has a command for a cron job; here the worker asks. Each thing is done in a transaction
that looks again first: two workers do it once, and one thing that fails keeps no other waiting.
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from portal.common import jobs

logger = logging.getLogger(__name__)

SECONDS = 10
GO_LIVE, END = "wagtail.publish.scheduled", "wagtail.unpublish.scheduled"


def tend() -> None:
    """End what has to end by now, then publish what has to be seen by now."""
    for model in models():
        for key in list(ending(model).values_list("pk", flat=True)):
            at_once(end, model, key)
    for key in list(waiting().values_list("pk", flat=True)):
        at_once(publish, key)


def models() -> Iterator[Any]:
    """Yield the models with drafts; all pages are one."""
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def ending(model: Any) -> Any:
    """Return the rows of ``model`` that are still shown and should not be."""
    return model._default_manager.filter(live=True, expire_at__lte=timezone.now())


def waiting() -> Any:
    """Return the revisions that should be shown by now, the earliest first."""
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
    return due.order_by("approved_go_live_at", "pk")


def at_once(function: Any, *args: Any) -> None:
    """Call ``function`` in a transaction of its own; log what goes wrong. Ends with the worker."""
    if jobs.stopping.is_set():
        raise jobs.Stopped
    try:
        with transaction.atomic():
            function(*args)
    except Exception:
        logger.exception("What was scheduled failed: %s %s.", function.__name__, args)


def end(model: Any, key: Any) -> None:
    """Take a row down, unless somebody else did."""
    if row := ending(model).select_for_update().filter(pk=key).first():
        row.unpublish(set_expired=True, log_action=END)


def publish(key: int) -> None:
    """Publish a revision, unless somebody else did."""
    if revision := waiting().select_for_update().filter(pk=key).first():
        revision.publish(log_action=GO_LIVE)


def register() -> None:
    """Hand the schedule to the worker."""
    jobs.register("publish what is due", tend, every=SECONDS)
