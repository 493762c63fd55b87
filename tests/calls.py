"""What somebody types into the form of a call for volunteers, step by step."""

from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

from organisations_directory.models import Organisation
from portal.common.links import Link
from search.models import Field, Place
from submissions import flow
from submissions.kinds import kind_called
from submissions.models import Submission
from tests import factories

Steps = dict[str, dict[str, Any]]


def new_call(organisation: Organisation, language: str = "en") -> Submission:
    """Return a draft as the corner of ``organisation`` begins one."""
    context = {"organisation": organisation.pk, "confirmed": True}
    draft = flow.start(kind_called("opportunity"), None, language, context)
    draft.email = "eva@example.org"
    draft.save()
    return draft


def call_steps(
    fields: tuple[Field, ...] = (), places: tuple[Place, ...] = (), language: str = "en"
) -> Steps:
    """Return good answers to all that is asked about a call."""
    fields = fields or (factories.field(),)
    places = places or (Place.objects.filter(name="Liberec").first() or factories.place(),)
    return {
        "job": {
            "title": "Walk the shelter dogs",
            "summary": "An hour in the forest with a dog that waits for it.",
            "description": "The dogs of our shelter need to get out.\n\nSo do people.",
            "tasks": "- fetch the dog\n- walk it",
            "fields_of_work": [field.slug for field in fields],
            "language": language,
        },
        "where": {
            "mode": "on_site",
            "places": "\n".join(place.qualified_label for place in places),
            "street": "Nad Lesem 3",
            "barrier_free": "no",
        },
        "when": {
            "commitment": "regular",
            "hours": "1,5",
            "hours_per": "week",
            "times": ["weekday_afternoon", "weekend"],
            **day("start_on", 7, 1, 2027),
            **day("end_on", 30, 6, 2027),
            **day("deadline", 1, 6, 2027),
            **day("expires_on", 15, 6, 2027),
        },
        "who": {
            "people_wanted": "4",
            "minimum_age": "16",
            "welcomes": ["beginners", "minors"],
            "languages": ["cs", "uk"],
            "requirements": "You are not afraid of large dogs.",
            "offers": ["training", "insurance"],
            "offer_text": "Tea, and dogs.",
        },
        "contact": {
            "contact_name": "Eva Malá",
            "contact_email": "psi@example.org",
            "contact_phone": "+420 601 000 111",
        },
    }


def day(name: str, day: Any = "", month: Any = "", year: Any = "") -> dict[str, str]:
    """Return a date as the three boxes of the field ``name`` take it."""
    return {f"{name}_d": str(day), f"{name}_m": str(month), f"{name}_y": str(year)}


def token_of(submission: Submission) -> str:
    """Return the token of the private address of its form."""
    return Link.objects.standing(flow.DRAFT, submission.pk, flow.DRAFT_DAYS).token


def address_of(submission: Submission, step: str = "", language: str = "en") -> str:
    """Return the address of a step of its form; without one, of the page to check it on."""
    with translation.override(language):
        if step:
            return reverse("submission_step", args=[token_of(submission), step])
        return reverse("submission_check", args=[token_of(submission)])


def post(
    client: Client,
    submission: Submission,
    step: str,
    typed: Mapping[str, Any],
    language: str = "en",
    **more: str,
) -> Any:
    """Send one page of the form."""
    return client.post(address_of(submission, step, language), {**typed, **more})


def fill_in(client: Client, submission: Submission, steps: Steps, language: str = "en") -> None:
    """Answer all pages, each of which leads to the next."""
    for slug, typed in steps.items():
        answer = post(client, submission, slug, typed, language)
        assert answer.status_code == 302, (slug, answer.context["form"].errors)
    submission.refresh_from_db()
