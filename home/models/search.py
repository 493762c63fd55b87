"""The page where everything on the site is searched at once."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from home.showcase import FieldWay, Tally, field_ways, filtered, tally
from portal.common.furniture import language_of
from portal.common.heads import Head
from portal.common.pages import BasePage
from search import searches
from search.everything import Everything, Wanted, kinds
from search.gazetteer import tree

# Regions offered: those with the most open calls.
REGIONS = 8


@dataclass(frozen=True, slots=True)
class RegionWay:
    """A region as a way into the list of opportunities."""

    label: str
    url: str
    count: int


class WaysIn(NamedTuple):
    """Where to go on without words, or where they found nothing."""

    fields: list[FieldWay]
    regions: list[RegionWay]


class SearchPage(BasePage):
    """``/en/search/``: one field for opportunities, organisations, advice, news and the rest."""

    role = "search"

    heading = models.CharField(_("heading"), max_length=120)
    intro = models.TextField(_("introduction"), blank=True, help_text=_("A sentence or two."))

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("intro"),
    ]
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("search page")
        verbose_name_plural = _("search pages")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "home/search_page.html"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page; its first one counts as a search."""
        response: Any = super().serve(request, *args, **kwargs)
        found: Everything = response.context_data["found"]
        if found.wanted.page == 1:
            results = found.results.values()
            searches.count(response, language_of(self), found.wanted.words, results)
        page: HttpResponse = response
        return page

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = language_of(self)
        wanted = Wanted.from_get(request.GET, kinds(language))
        found = Everything(self.path_for(request), wanted, language)
        if not found.exists:
            raise Http404
        head = self.head_of(context["head"], found)
        ways = None if found.groups else ways_in(tally(language), language)
        return {**context, "found": found, "head": head, "ways": ways}

    def head_of(self, head: Head, found: Everything) -> Head:
        """Return the head of what was found: robots have the pages themselves."""
        asked = found.wanted.querystring()
        return replace(
            head,
            title=f"{head.title}: {found.title}" if found.title else head.title,
            path=head.path + asked,
            robots="noindex, follow",
            alternates={code: url + asked for code, url in head.alternates.items()},
        )


def ways_in(found: Tally | None, language: str) -> WaysIn:
    """Return the fields and regions that have an open call."""
    return WaysIn(field_ways(found), region_ways(found, language)) if found else WaysIn([], [])


def region_ways(found: Tally, language: str) -> list[RegionWay]:
    """Return the regions below the countries with the most open calls, those with more first."""
    counts = found.counts.get("region", {})
    codes = (code for country in tree.roots(language) for code in tree.children(country, language))
    most = sorted((code for code in codes if counts.get(code)), key=lambda code: -counts[code])
    return [
        RegionWay(tree.label(code, language), filtered(found.url, {"region": code}), counts[code])
        for code in most[:REGIONS]
    ]
