"""How an organisation sends its profile, and how that becomes an entry."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations_directory import duplicates, findings, people
from organisations_directory.forms import TITLES, ReachForm, WhatForm, WhereForm, WhoForm
from organisations_directory.logos import save_logo
from organisations_directory.models import Organisation
from portal.common.html import rich, typed
from portal.common.models import Entry
from portal.common.public_forms import Typed
from search.models import Region
from submissions.kinds import Kind, Match, Step
from submissions.models import Submission
from submissions.versions import VersionKind
from submissions.versions import step as version_step

Reach = WhereForm.Reach
# Answers that are stored under the same name.
SAME = (
    *("name", "legal_form", "registration_number", "summary", "place", "street", "postcode"),
    *("website", "email", "phone", "social_links", "contact_name", "contact_email"),
    "contact_phone",
)


class OrganisationKind(Kind):
    """A profile of an organisation."""

    slug = "organisation"
    name = _("your organisation")
    heading = _("Add your organisation")
    intro = _(
        "Free, without an account. People find you by place and by field of volunteering, "
        "and you can publish calls for volunteers."
    )
    model = Organisation
    steps = (
        Step("who", TITLES["who"], WhoForm, _(
            "The number tells us that you exist, and that you are not in the directory twice."
        )),
        Step("what", TITLES["what"], WhatForm, _(
            "The sentence and the fields are what people choose by. Write as you would talk to "
            "somebody at a market stall."
        )),
        Step("where", TITLES["where"], WhereForm, _(
            "Most people look for something near them."
        )),
        Step("contact", TITLES["contact"], ReachForm, _(
            "Volunteers call or write to the public contact. Your own stays with the centre."
        )),
    )  # fmt: skip
    at_once = frozenset({"website", "email", "phone", "social_links", *SAME[-3:]})

    def title(self, submission: Submission) -> str:
        return first(submission, "who", "name")

    def email(self, submission: Submission) -> str:
        return submission.email or first(submission, "contact", "contact_email")

    def language(self, submission: Submission) -> str:
        return first(submission, "who", "language") or submission.language

    def put(self, entry: Entry, cleaned: Mapping[str, Any], submission: Submission) -> None:
        assert isinstance(entry, Organisation)
        for name in SAME:
            setattr(entry, name, cleaned[name])
        if cleaned["about"] != typed(entry.about):
            entry.about = rich(cleaned["about"])
        entry.fields = list(cleaned["fields_of_work"])
        entry.regions = regions(cleaned)
        if submission.upload:
            with submission.upload.open("rb") as picture:
                entry.logo = save_logo(picture, cleaned["name"])
            submission.upload.delete(save=False)

    def accepted(self, submission: Submission, entry: Entry) -> None:
        assert isinstance(entry, Organisation)
        if not submission.changes_entry:
            people.add_author(entry, submission)

    def discard(self, entry: Entry) -> None:
        assert isinstance(entry, Organisation)
        logo = entry.logo
        super().discard(entry)
        if logo and not Organisation.objects.filter(logo=logo).exists():
            logo.delete()

    def chosen(self, submission: Submission, same: int, token: str) -> str:
        return reverse("corner_claim", args=[token, same])

    def typed(self, entry: Entry) -> dict[str, Typed]:
        assert isinstance(entry, Organisation)
        reach, named = reach_of(entry)
        country = entry.place.region.line()[-1].code if entry.place else ""
        who = {"name": entry.name, "legal_form": entry.legal_form, "country": country}
        who["language"] = entry.locale.language_code
        where = {
            "place": entry.place.qualified_label if entry.place else "",
            "street": entry.street,
            "postcode": entry.postcode,
            "reach": reach,
            "regions": named,
        }
        contact = {name: getattr(entry, name) for name in ReachForm.base_fields}
        fields = [field.slug for field in entry.fields.all()]
        return {
            "who": listed({**who, "registration_number": entry.registration_number}),
            "what": {
                **listed({"summary": entry.summary, "about": typed(entry.about)}),
                "fields_of_work": fields,
            },
            "where": listed(where),
            "contact": listed(contact),
        }

    def matches(self, submission: Submission) -> Sequence[Match]:
        if submission.changes_entry:
            return ()
        cleaned = self.given(submission).cleaned
        found = duplicates.similar(
            cleaned["name"],
            cleaned["registration_number"],
            cleaned["place"],
            country=cleaned["country"],
        )
        return [Match(one.organisation.pk, label_of(one.organisation)) for one in found]

    def findings(self, submission: Submission, draft: Entry) -> Sequence[Any]:
        assert isinstance(draft, Organisation)
        return findings.of(draft, submission)


class OrganisationVersionKind(VersionKind):
    """A profile in one more language."""

    slug = "organisation-version"
    name = _("your profile in another language")
    model = Organisation
    steps = (version_step(OrganisationKind),)


def label_of(organisation: Organisation) -> str:
    """Return the name and the town, as the directory shows them."""
    place = organisation.place
    return f"{organisation.name}, {place.label}" if place else organisation.name


def first(submission: Submission, step: str, name: str) -> str:
    """Return what was typed into one field; "" before that."""
    values = submission.data.get(step, {}).get(name) or [""]
    return str(values[0]).strip()


def listed(values: Mapping[str, str]) -> Typed:
    """Return ``values`` as if each had been typed."""
    return {name: [value] for name, value in values.items()}


def regions(cleaned: Mapping[str, Any]) -> list[Region]:
    """Return the regions of activity that were meant."""
    line = cleaned["place"].region.line() if cleaned["place"] else []
    match cleaned["reach"]:
        case reach if not line and reach != Reach.SEVERAL:
            return []
        case Reach.COUNTRY:
            return [line[-1]]
        case Reach.REGION:
            return [line[-2] if len(line) > 1 else line[0]]
        case Reach.SEVERAL:
            return list(cleaned["regions"])
        case _:
            return [line[0]]


def reach_of(organisation: Organisation) -> tuple[str, str]:
    """Return how somebody would have answered where it works: the choice, and the names."""
    chosen = list(organisation.regions.all())
    line = organisation.place.region.line() if organisation.place else []
    if len(chosen) == 1 and chosen[0] in line:
        level = chosen[0].level
        answers = {Region.Level.COUNTRY: Reach.COUNTRY, Region.Level.REGION: Reach.REGION}
        return answers.get(level, Reach.AROUND), ""
    return Reach.SEVERAL if chosen else Reach.AROUND, "\n".join(row.label for row in chosen)
