"""Who wants to help in the demo: somebody in every state, made by the very steps people take."""

import datetime
from typing import Any

from django.db.models import F

from home.demo.reading import Row, read_editorial
from opportunities.models import Opportunity
from portal.common.models import Mail
from volunteers import flow, mails, merging, outcomes
from volunteers.models import Interest, Step, Tally, Volunteer
from volunteers.models.tally import facts_of

# By which the demo knows its own again.
NONCE = "demo-interest-"
State, Who = Interest.State, Step.Who
# How many are interested in one call, from January to December: few in summer.
SEASON = (5, 4, 5, 6, 5, 3, 2, 2, 7, 6, 5, 4)
DATES = ("sent_at", "waiting_since", "passed_at", "done_at")


def make() -> int:
    """Make what is missing; return how many that were."""
    rows = list(enumerate(read_editorial("interested").get("interested", [])))
    known = set(mine().values_list("nonce", flat=True))
    missing = [(number, row) for number, row in rows if f"{NONCE}{number}" not in known]
    for number, row in missing:
        interest = sent(number, row)
        bring_to(interest, row)
        date_back(interest, row["days"])
        put_together(interest, row)
        # Nobody is to be written to.
        Mail.objects.filter(event__startswith=mails.prefix(interest)).delete()
    if missing:
        count_earlier()
    return len(missing)


def mine() -> Any:
    return Interest.objects.filter(nonce__startswith=NONCE)


def sent(number: int, row: Row) -> Interest:
    """Return what somebody of the demo sent about a call in their language."""
    names = ("name", "email", "phone", "language", "age", "guardian")
    person = {name: row[name] for name in names if name in row}
    consent = "Invented, like the person."
    return flow.send(f"{NONCE}{number}", call(number, row), row["text"], consent, **person)


def call(number: int, row: Row) -> Opportunity:
    """Return a published call, of the field that the row names.

    Of those who write in Czech the others share one, so that its host has several.
    """
    calls = Opportunity.objects.published().filter(locale__language_code=row["language"])
    if "field" in row:
        calls = calls.filter(fields__slug=row["field"])
    found: list[Opportunity] = list(calls.order_by("pk")[: number + 1])
    return found[0] if row["language"] == "cs" or "field" in row else found[-1]


def bring_to(interest: Interest, row: Row) -> None:
    """Bring it into its state, as people do."""
    state = row["state"]
    if state == State.SENT:
        return
    if interest.state == State.SENT:
        flow.confirm(interest)
        interest.refresh_from_db()
    if state == State.NEW:
        return
    if interest.state == State.NEW:
        flow.move(interest, State.PASSED, Who.STAFF)
    if state != State.PASSED:
        who = Who.VOLUNTEER if state == State.WITHDRAWN else Who.ORGANISATION
        reason, text = row.get("reason", ""), row.get("answer", "")
        flow.move(interest, state, who, reason=reason, text=text)
    if "note" in row:
        flow.note(interest, None, row["note"])


def date_back(interest: Interest, days: int) -> None:
    """Let it have happened some days ago; what became of it, half as long."""
    ago, later = datetime.timedelta(days=days), datetime.timedelta(days=days / 2)
    rows = Interest.objects.filter(pk=interest.pk)
    rows.update(**{name: F(name) - ago for name in DATES[:3]}, done_at=F("done_at") - later)
    beginning = [State.NEW, State.PASSED]
    interest.steps.filter(state__in=beginning).update(at=F("at") - ago)
    interest.steps.exclude(state__in=beginning).update(at=F("at") - later)
    who = Volunteer.objects.filter(pk=interest.volunteer_id)
    who.update(created_at=F("created_at") - ago, confirmed_at=F("confirmed_at") - ago)


def put_together(interest: Interest, row: Row) -> None:
    """Make one record of the person's two, where the row says whose else it is."""
    if other := Volunteer.objects.confirmed().with_email(row.get("same_as", "-")).first():
        merging.put_together((other.pk, interest.volunteer_id), {"email": other.pk})


def count_earlier() -> None:
    """Let it have been counted for the months before this one, too."""
    calls = Opportunity.objects.filter(interests__in=mine()).distinct().order_by("pk")
    for number, call in enumerate(calls):
        facts: dict[str, Any] = facts_of(call)
        for month in outcomes.last_months()[:-1]:
            for state, count in counted(number, month.month).items():
                if count:
                    known = {"month": month, "opportunity": call.pk, "state": state}
                    Tally.objects.get_or_create(**known, defaults={**facts, "number": count})


def counted(number: int, month: int) -> dict[str, int]:
    """Return how many came into each state in ``month`` (1-12), for the call with ``number``."""
    new = (SEASON[month - 1] * (number % 3 + 1) + number) // 3
    passed = new - new // 6
    in_touch = passed - passed // 4
    agreed = in_touch // 2 + (number + month) % 2 * (in_touch % 2)
    return {
        State.NEW: new,
        State.PASSED: passed,
        State.IN_TOUCH: in_touch,
        State.AGREED: agreed,
        State.NOT_NOW: in_touch - agreed,
        State.NO_ANSWER: passed - in_touch,
        State.WITHDRAWN: new - passed,
    }


def remove() -> None:
    """Delete all of it, and what was counted."""
    calls = list(mine().values_list("opportunity", flat=True))
    Volunteer.objects.filter(interests__in=mine()).delete()
    Tally.objects.filter(opportunity__in=calls).delete()
