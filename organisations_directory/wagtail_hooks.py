"""Organisations in the admin."""

from wagtail.snippets.models import register_snippet

from organisations_directory.viewsets import OrganisationViewSet

register_snippet(OrganisationViewSet)
