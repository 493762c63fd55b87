"""An opportunity in the words of schema.org."""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from wagtail.rich_text import expand_db_html

from opportunities.choices import Mode
from organisations_directory.jsonld import organisation_thing
from search.models import Place

if TYPE_CHECKING:
    from opportunities.models.opportunity import Opportunity


def job_posting(version: "Opportunity") -> dict[str, Any]:
    """Return a ``JobPosting`` of the kind VOLUNTEER, see https://schema.org/JobPosting."""
    facts = version.facts
    places = list(facts.places.all())
    thing = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "employmentType": "VOLUNTEER",
        "title": version.title,
        "description": description(version),
        "datePosted": iso(facts.first_published_at),
        "validThrough": iso(facts.deadline or facts.expires_on),
        "jobStartDate": iso(facts.start_on),
        "totalJobOpenings": facts.people_wanted,
        "hiringOrganization": hiring(version),
        "jobLocation": [location(place, facts.street) for place in places],
        "jobLocationType": "TELECOMMUTE" if facts.mode != Mode.ON_SITE else "",
        "directApply": False,
    }
    return {name: value for name, value in thing.items() if value not in ("", None, [], {})}


def description(version: "Opportunity") -> str:
    """Return summary, description and tasks as HTML."""
    rich = expand_db_html(version.description + version.tasks)
    return f"<p>{escape(version.summary)}</p>{rich}"


def hiring(version: "Opportunity") -> dict[str, Any]:
    """Return the organisation without the frame of a thing of its own."""
    organisation = version.facts.organisation
    if organisation is None:
        return {}
    thing = organisation_thing(organisation)
    return {name: value for name, value in thing.items() if name != "@context"}


def location(place: Place, street: str) -> dict[str, Any]:
    """Return a town, with the street if it is known."""
    address = {
        "@type": "PostalAddress",
        "streetAddress": street,
        "addressLocality": place.name,
        "addressCountry": place.region.code[:2],
    }
    return {"@type": "Place", "address": {k: v for k, v in address.items() if v}}


def iso(moment: datetime.date | None) -> str:
    """Return a date, or a time in UTC, as ISO 8601; "" if there is none."""
    return moment.isoformat() if moment else ""
