"""What came in by web form: the demo has one of each state, made by the very steps people take."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import ModelLogEntry

from home.demo.numbers import registration_number
from home.demo.reading import Row, read
from organisations_directory.models import Organisation
from portal.common.models import Link, Mail
from submissions import flow
from submissions.kinds import kind_called
from submissions.models import Reason, Submission

# By which the demo knows its own again.
NONCE = "demo-"
# Invented registration numbers above those of the demo's entries.
NUMBERS_FROM = 700
STEPS = {
    "who": ("name", "legal_form", "country"),
    "what": ("summary", "about"),
    "where": ("place", "reach"),
    "contact": ("website", "email", "phone", "contact_name"),
}
DATES = ("created_at", "sent_at", "waiting_since", "decided_at")


def make() -> int:
    """Make what is missing; return how many that were."""
    rows = list(enumerate(read("sent")))
    known = set(Submission.objects.filter(nonce__startswith=NONCE).values_list("nonce", flat=True))
    missing = [(number, row) for number, row in rows if f"{NONCE}{number}" not in known]
    for number, row in missing:
        submission = typed(number, row)
        bring_to(row["state"], submission, row)
        date_back(submission, row["days"])
        # Nobody is to be written to.
        Mail.objects.filter(event__startswith=f"submission-{submission.pk}-").delete()
    return len(missing)


def typed(number: int, row: Row) -> Submission:
    """Return a draft with the answers of ``row``."""
    kind = kind_called("organisation")
    draft = flow.start(kind, f"{NONCE}{number}", row["language"])
    for step, names in STEPS.items():
        answers = {name: [row[name].strip()] for name in names if name in row}
        flow.keep(draft, step, answers | extra(step, number, row))
        if row["state"] == "draft":
            break
    return draft


def extra(step: str, number: int, row: Row) -> dict[str, list[str]]:
    """Return the answers that stand in no text of the demo."""
    if step == "who":
        country, form = row["country"], row["legal_form"]
        told = registration_number(country, form, NUMBERS_FROM + number)
        return {"language": [row["language"]], "registration_number": [told]}
    if step == "what":
        return {"fields_of_work": row["fields"]}
    return {"contact_email": [f"person{number}@dobrosmer.example"]} if step == "contact" else {}


def bring_to(state: str, submission: Submission, row: Row) -> None:
    """Take the steps that lead to ``state``."""
    if state == "draft":
        return
    submission = flow.send(submission)
    if state == "sent":
        return
    submission = flow.confirm(submission)
    staff = get_user_model().objects.get(username="moderator")
    if state == "changes":
        words = reason(row, "changes")
        flow.ask_for_changes(submission, staff, row["letter"], words, row["remarks"])
    elif state == "declined":
        flow.decline(submission, staff, row["letter"], reason(row, "declined"))
    elif state == "published":
        flow.publish(submission, staff)


def reason(row: Row, decision: str) -> list[str]:
    """Return the sentence of the first reason of that kind."""
    found = Reason.objects.filter(decision=decision).first()
    return [found.text_in(row["language"])] if found else []


def date_back(submission: Submission, days: int) -> None:
    """Let everything about it have happened so many days ago."""
    ago = datetime.timedelta(days=days)
    dates: dict[str, Any] = {name: F(name) - ago for name in DATES}
    Submission.objects.filter(pk=submission.pk).update(**dates)
    for rows in (submission.events, submission.messages):
        rows.update(at=F("at") - ago)


def remove() -> int:
    """Delete what was sent, and what became of it; return how many there were."""
    rows = Submission.objects.filter(nonce__startswith=NONCE)
    gone = rows.count()
    entries = list(rows.exclude(entry_id=None).values_list("entry_id", flat=True))
    for pk in rows.values_list("pk", flat=True):
        Link.objects.filter(
            purpose__in=[flow.DRAFT, flow.CONFIRM, flow.STATUS], subject=pk
        ).delete()
    rows.delete()
    for entry in Organisation.objects.filter(pk__in=entries):
        entry.delete()
    ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Organisation),
        object_id__in=list(map(str, entries)),
    ).delete()
    return gone
