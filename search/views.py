"""Answers to scripts of the search: towns to choose from while somebody types."""

from django.http import HttpRequest, JsonResponse

from portal.common.caching import public
from search.models import Place
from search.params import LONGEST_PLACE, clean_text

OFFERED = 8


@public
def towns(request: HttpRequest) -> JsonResponse:
    """Return the names of towns that begin like ``q``, the largest first."""
    typed = clean_text(request.GET.get("q", ""), LONGEST_PLACE)
    found = Place.objects.lookup(typed, OFFERED) if len(typed) > 1 else []
    return JsonResponse({"towns": [place.qualified_label for place in found]})
