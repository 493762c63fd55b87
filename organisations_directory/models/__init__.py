"""Organisations that host volunteers, and the page that lists them."""

from organisations_directory.models.contact import Claim, ContactPerson
from organisations_directory.models.organisation import Organisation
from organisations_directory.models.pages import OrganisationIndexPage

__all__ = ["Claim", "ContactPerson", "Organisation", "OrganisationIndexPage"]
