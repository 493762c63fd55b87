"""Opportunities in the admin."""

from wagtail.snippets.models import register_snippet

from opportunities.viewsets import OpportunityViewSet

register_snippet(OpportunityViewSet)
