"""What tests of the admin send and ask for: forms as a browser fills them in, addresses."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text
from wagtail.users.models import UserProfile

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common.models import Entry
from tests import factories


def client_of(*groups: str, **attributes: Any) -> Client:
    """Return a client logged in as a new user in ``groups``."""
    client = Client()
    client.force_login(factories.user(*groups, **attributes))
    return client


def english_client_of(*groups: str) -> Client:
    """Return the same, of somebody who reads the admin in English."""
    user = factories.user(*groups)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client = Client()
    client.force_login(user)
    return client


def address(action: str, entry: Entry | type[Entry], *more: Any) -> str:
    """Return the address of ``action`` on an entry, or of ``add`` and ``list`` on a kind."""
    meta = entry._meta
    keys = [] if isinstance(entry, type) else [entry.pk]
    return reverse(
        f"wagtailsnippets_{meta.app_label}_{meta.model_name}:{action}", args=[*keys, *more]
    )


def opportunity_form(**changes: Any) -> dict[str, Any]:
    """Return a complete form of an opportunity, with ``changes``; None leaves a field out."""
    form = {
        "title": "Walk the shelter dogs",
        "summary": "An hour with a dog.",
        "description": rich_text("<p>They wait for you.</p>"),
        **dict.fromkeys(("tasks", "requirements", "offer_text"), rich_text("")),
        "mode": "on_site",
        "commitment": "regular",
        **dict.fromkeys(("hours", "hours_per", "street", "tags", "start_on", "end_on"), ""),
        **dict.fromkeys(("deadline", "expires_on", "checked_on", "people_wanted"), ""),
        **dict.fromkeys(("minimum_age", "contact_name", "contact_email", "contact_phone"), ""),
        "barrier_free": "unknown",
        "organisation": "",
        **changes,
    }
    return {name: value for name, value in form.items() if value is not None}


def organisation_form(**changes: Any) -> dict[str, Any]:
    """Return a complete form of an organisation, with ``changes``; None leaves a field out."""
    form = {
        "name": "Dog shelter",
        "summary": "Finds people for dogs.",
        "about": rich_text(""),
        **dict.fromkeys(("legal_form", "registration_number", "street", "postcode", "place"), ""),
        **dict.fromkeys(("website", "email", "phone", "social_links", "logo"), ""),
        **dict.fromkeys(("accreditation", "accredited_until", "checked_on"), ""),
        **dict.fromkeys(("contact_name", "contact_email", "contact_phone"), ""),
        **changes,
    }
    return {name: value for name, value in form.items() if value is not None}


PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}
KINDS: tuple[type[Entry], ...] = (Opportunity, Organisation)
