"""Answers to scripts of the search: what to choose from while somebody types."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.common.caching import public
from search import suggestions as offers
from search.models import Place
from search.params import LONGEST_PLACE, LONGEST_WORDS, clean_text

OFFERED = 8


@public
def towns(request: HttpRequest) -> JsonResponse:
    """Return the names of towns that begin like ``q``, the largest first."""
    typed = clean_text(request.GET.get("q", ""), LONGEST_PLACE)
    found = Place.objects.lookup(typed, OFFERED) if len(typed) > 1 else []
    return JsonResponse({"towns": [place.qualified_label for place in found]})


@public
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return what ``q`` may become, by kind, and how to say how much that is."""
    typed = clean_text(request.GET.get("q", ""), LONGEST_WORDS)
    groups = offers.suggestions(typed, get_language() or "")
    count = sum(len(group.options) for group in groups)
    said = ngettext("%(n)s suggestion", "%(n)s suggestions", count) % {"n": count}
    return JsonResponse(
        {
            "status": said if count else _("No suggestions"),
            "groups": [
                {"label": group.label, "options": [*map(asdict, group.options)]} for group in groups
            ],
        }
    )
