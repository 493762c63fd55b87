"""Automatic findings: made when a submission is opened, and before that by the worker.

The list shows how many there are without making them anew for each row.
"""

import logging
from collections import Counter
from collections.abc import Sequence

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common import jobs
from portal.common.findings import Finding
from portal.common.models import Entry
from submissions.models import Submission

logger = logging.getLogger(__name__)

# Submissions looked at in one go of the worker.
AT_A_TIME = 50


def register() -> None:
    """Hand it to the worker."""
    jobs.register("look at what was sent", look_at_new, every=5)


def look(submission: Submission, draft: Entry) -> Sequence[Finding]:
    """Return the findings about ``draft``; note how many there are of each level."""
    found = [*of_lost(submission), *submission.kind.findings(submission, draft)]
    note(submission, Counter(finding.level for finding in found))
    return found


def of_lost(submission: Submission) -> list[Finding]:
    """Return the answers that could not be taken over whole: what they name was deleted."""
    sentence = _("%(label)s: the answer could not be taken over whole: %(answer)s.")
    return [
        Finding("problem", "lost", sentence, {"label": label, "answer": ", ".join(typed)})
        for step in submission.kind.steps
        for name in submission.context.get("lost", ())
        if name in step.form.base_fields
        for label in [step.form.base_fields[name].label]
        for typed in [submission.data[step.slug].get(name, [])]
    ]


def note(submission: Submission, found: dict[str, int]) -> None:
    """Write down what the list shows, without touching the rest of the row."""
    rows = Submission.objects.filter(pk=submission.pk)
    rows.update(found=dict(found), found_at=timezone.now())


def look_at_new() -> None:
    """Look at what waits and was not looked at since it came in."""
    unseen = Q(found_at=None) | Q(found_at__lt=F("waiting_since"))
    for submission in Submission.objects.waiting().filter(unseen)[:AT_A_TIME]:
        if draft := submission.draft():
            try:
                look(submission, draft)
            except Exception:
                # One that cannot be read must not keep the others waiting.
                logger.exception("No findings about %s.", submission.reference)
                note(submission, {})
