"""Calls for volunteers, and the page that lists them."""

from opportunities.models.opportunity import Opportunity, OpportunityTag
from opportunities.models.pages import OpportunityIndexPage

__all__ = ["Opportunity", "OpportunityIndexPage", "OpportunityTag"]
