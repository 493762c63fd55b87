"""What people sent, without the pages of the form: rows as they are after the last button."""

from itertools import count
from typing import Any

from django.utils import timezone

from portal.common.models import Entry
from search.models import Place
from submissions import flow
from submissions.models import Submission
from tests import factories

_numbers = count(1)


def answers(**changes: Any) -> dict[str, dict[str, list[str]]]:
    """Return a complete profile as typed; ``changes`` replace answers, whatever their step."""
    if not Place.objects.filter(name="Liberec").exists():
        factories.place("Liberec", region=factories.region("CZ-513"), population=100_000)
    steps: dict[str, dict[str, Any]] = {
        "who": {
            "name": f"Shelter {next(_numbers)}",
            "legal_form": "informal",
            "country": "CZ",
            "registration_number": "",
            "language": "en",
        },
        "what": {
            "summary": "We look after dogs nobody wants any more.",
            "about": "Every day we walk them and feed them.",
            "fields_of_work": factories.field("animals").slug,
        },
        "where": {"place": "Liberec", "street": "", "postcode": "", "reach": "region"},
        "contact": {
            "phone": "+420 485 000 111",
            "contact_name": "Ema Nováková",
            "contact_email": "ema@example.org",
        },
    }
    return {
        step: {name: [str(changes.get(name, value))] for name, value in values.items()}
        for step, values in steps.items()
    }


def sent(**changes: Any) -> Submission:
    """Return a profile whose address is not confirmed yet."""
    data = answers(**changes)
    factories.locale(data["who"]["language"][0])
    row = Submission.objects.create(
        kind_slug="organisation",
        language=data["who"]["language"][0],
        email=data["contact"]["contact_email"][0],
        data=data,
        state=Submission.State.SENT,
        sent_at=timezone.now(),
    )
    row.note()
    return row


def waiting(since: Any = None, **changes: Any) -> Submission:
    """Return a profile that waits for staff, ``since`` some moment."""
    row = flow.confirm(sent(**changes))
    assert row.state == Submission.State.WAITING
    if since:
        Submission.objects.filter(pk=row.pk).update(waiting_since=since)
    row.refresh_from_db()
    return row


def entry_of(row: Submission) -> Entry:
    """Return the entry that ``row`` is about, as it is in the database now."""
    entry: Entry | None = Submission.objects.get(pk=row.pk).entry
    assert entry is not None
    return entry
