"""How an organisation sends a call for volunteers, and how that becomes an entry."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from opportunities import findings
from opportunities.forms import (
    DATES,
    TITLES,
    ContactForm,
    JobForm,
    WhenForm,
    WhereForm,
    WhoForm,
)
from opportunities.hosts import host
from opportunities.models import Opportunity
from organisations_directory.submissions import first, listed
from portal.common.furniture import language_of
from portal.common.html import rich, typed
from portal.common.models import Entry
from portal.common.public_forms import Typed
from submissions.kinds import Kind, Step
from submissions.models import Submission
from submissions.versions import VersionKind
from submissions.versions import step as version_step

BarrierFree = WhereForm.BarrierFree
CONTACT = ("contact_name", "contact_email", "contact_phone")
# Answers that are stored under the same name.
SAME = (
    *("title", "summary", "mode", "street", "commitment", "hours", "hours_per", "times", *DATES),
    *("people_wanted", "minimum_age", "welcomes", "languages", "offers", *CONTACT),
)
TEXTS = ("description", "tasks", "requirements", "offer_text")
IS_BARRIER_FREE = {BarrierFree.YES: True, BarrierFree.NO: False, BarrierFree.UNKNOWN: None}


class OpportunityKind(Kind):
    """A call for volunteers."""

    slug = "opportunity"
    name = _("your call for volunteers")
    heading = _("Add a call for volunteers")
    intro = _("Say what there is to do, where and when. People find it by place, field and time.")
    model = Opportunity
    steps = (
        Step("job", TITLES["job"], JobForm, _(
            "People decide by the title and the first sentence whether they read on. Name what "
            "one does there, not the project that pays for it."
        )),
        Step("where", TITLES["where"], WhereForm, _(
            "Most people look for something near them, or from home."
        )),
        Step("when", TITLES["when"], WhenForm, _(
            "Time is the first thing people look for: “2 hours a week, afternoons” tells them "
            "more than “flexible”."
        )),
        Step("who", TITLES["who"], WhoForm, _(
            "Whoever knows beforehand what is expected, and what they get, comes and stays."
        )),
        Step("contact", TITLES["contact"], ContactForm, _(
            "A name makes it easier to call. Everybody sees it beside the call."
        )),
    )  # fmt: skip
    # What people call or turn up by must be true at once, and cannot be misused. A street can:
    # it sends strangers to a door, so it waits for a check as the towns do.
    at_once = frozenset({*CONTACT, "hours", "hours_per", "times"})
    owner = "organisation"
    open_to_all = False
    goes_with = "organisation"
    invitation = _("Add a call for volunteers now")

    def title(self, submission: Submission) -> str:
        return first(submission, "job", "title")

    def email(self, submission: Submission) -> str:
        leader = submission.leader()
        return submission.email or (leader.kind.email(leader) if leader else "")

    def language(self, submission: Submission) -> str:
        return first(submission, "job", "language") or submission.language

    def put(self, entry: Entry, cleaned: Mapping[str, Any], submission: Submission) -> None:
        assert isinstance(entry, Opportunity)
        if entry.organisation_id is None:
            entry.organisation = host(submission)
        for name in SAME:
            setattr(entry, name, cleaned[name])
        for name in TEXTS:
            if cleaned[name] != typed(getattr(entry, name)):
                setattr(entry, name, rich(cleaned[name]))
        entry.barrier_free = IS_BARRIER_FREE[cleaned["barrier_free"]]
        entry.fields = cleaned["fields_of_work"]
        entry.places = cleaned["places"]

    def typed(self, entry: Entry) -> dict[str, Typed]:
        assert isinstance(entry, Opportunity)
        contact = {name: getattr(entry, name) for name in CONTACT}
        return {
            "job": typed_job(entry),
            "where": typed_where(entry),
            "when": typed_when(entry),
            "who": typed_who(entry),
            "contact": listed(contact),
        }

    def findings(self, submission: Submission, draft: Entry) -> Sequence[Any]:
        assert isinstance(draft, Opportunity)
        return findings.of(draft, submission)


class OpportunityVersionKind(VersionKind):
    """A call for volunteers in one more language."""

    slug = "opportunity-version"
    name = _("your call in another language")
    model = Opportunity
    steps = (version_step(OpportunityKind),)
    owner = "organisation"

    def new(self, submission: Submission) -> Entry:
        version = super().new(submission)
        assert isinstance(version, Opportunity)
        version.tags.clear()  # they are words of the other language
        return version


def copied(opportunity: Opportunity) -> dict[str, Typed]:
    """Return what would be typed for the same call once more, on other days."""
    steps = OpportunityKind().typed(opportunity)
    when = {**steps["when"], **typed_dates(Opportunity())}
    return {**steps, "when": when}


def typed_job(call: Opportunity) -> Typed:
    texts = {name: typed(getattr(call, name)) for name in ("description", "tasks")}
    one = {"title": call.title, "summary": call.summary, "language": language_of(call)}
    return {**listed({**one, **texts}), "fields_of_work": [f.slug for f in call.fields.all()]}


def typed_where(call: Opportunity) -> Typed:
    known = {answer: code for code, answer in IS_BARRIER_FREE.items()}
    places = "\n".join(place.qualified_label for place in call.places.all())
    one = {"mode": call.mode, "places": places, "street": call.street}
    return listed({**one, "barrier_free": known[call.barrier_free].value})


def typed_when(call: Opportunity) -> Typed:
    hours = "" if call.hours is None else number_format(call.hours.normalize() + 0)
    one = {"commitment": call.commitment, "hours": hours, "hours_per": call.hours_per}
    return {**listed(one), "times": list(call.times), **typed_dates(call)}


def typed_dates(call: Opportunity) -> Typed:
    parts = [typed_day(name, getattr(call, name)) for name in DATES]
    return {name: values for part in parts for name, values in part.items()}


def typed_day(name: str, day: datetime.date | None) -> Typed:
    parts = (day.day, day.month, day.year) if day else ("", "", "")
    return {f"{name}_{part}": [str(n)] for part, n in zip("dmy", parts, strict=True)}


def typed_who(call: Opportunity) -> Typed:
    numbers = {name: getattr(call, name) for name in ("people_wanted", "minimum_age")}
    texts = {name: typed(getattr(call, name)) for name in ("requirements", "offer_text")}
    one = {name: "" if n is None else str(n) for name, n in numbers.items()}
    several = {name: list(getattr(call, name)) for name in ("welcomes", "languages", "offers")}
    return {**listed({**one, **texts}), **several}
