"""The open calls on the page of an organisation."""

from opportunities.cards import cards
from opportunities.models import Opportunity, OpportunityIndexPage
from organisations_directory.models import Organisation
from organisations_directory.sections import Section
from search import reach

# No organisation here has more; the list itself shows the rest.
MOST = 50


def open_calls(organisation: Organisation, language: str) -> Section:
    """Return the section with all calls of ``organisation`` that are open."""
    public = reach.shown_here(Opportunity.objects.published().filter(organisation=organisation))
    keys = list(public.order_by("-first_published_at", "-pk").values_list("pk", flat=True)[:MOST])
    url = OpportunityIndexPage.url_in(language)
    return Section("opportunities/open_calls.html", {"cards": cards(keys, language, url)})
