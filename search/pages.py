"""A page that lists entries by facets and opens each of them below itself.

Editors decide where it stands, what it is called and how it is introduced, in each
language; the rooms say what is listed (``kind``, ``facets``) and how it looks.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from portal.common import counting, placards
from portal.common.caching import declare_for_all
from portal.common.furniture import furniture, language_of, pages_here
from portal.common.heads import Head
from portal.common.models import Entry
from portal.common.pages import BasePage
from search import reach, searches
from search.facets import Facet
from search.feeds import feed_of
from search.listing import Listing
from search.params import Params
from search.query import SORTS, Sort

# The address of an entry: words for people, then its number for us.
ENTRY = r"^(?P<address>(?:[\w-]*-)?(?P<number>\d{1,18}))/$"


def list_of(kind: str) -> "type[ListingPage] | None":
    """Return the model of the pages that list entries of ``kind``; ``None`` if none does."""
    models = (model for model in apps.get_models() if issubclass(model, ListingPage))
    return next((model for model in models if model.kind == kind), None)


class ListingPage(RoutablePageMixin, BasePage):
    """Subclasses set ``kind``, ``facets``, ``entry_model`` and the templates."""

    kind: ClassVar[str]
    facets: ClassVar[Sequence[Facet]]
    entry_model: ClassVar[type[Entry]]
    entry_template: ClassVar[str]
    cards_template: ClassVar[str]
    count_template: ClassVar[str]
    # Orders that make sense for what is listed.
    sorts: ClassVar[Sequence[Sort]] = SORTS
    # What is shown of an entry that was public once.
    gone_template: ClassVar[str] = "search/gone.html"

    heading = models.CharField(_("heading"), max_length=120)
    intro = models.TextField(_("introduction"), blank=True, help_text=_("A sentence or two."))

    # Not "template": Wagtail gives each model one of its own.
    listing_template = "search/listing.html"
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("intro"),
    ]
    max_count_per_parent = 1
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    # --- for the rooms ----------------------------------------------------------

    def cards(self, keys: Sequence[int], distances: Mapping[int, float]) -> Sequence[Any]:
        """Return what ``cards_template`` shows for the entries ``keys``, in their order."""
        raise NotImplementedError

    def entry_context(self, request: HttpRequest, entry: Any) -> dict[str, Any]:
        """Return what the room's own ``entry_template`` shows besides the entry."""
        raise NotImplementedError

    # --- addresses ----------------------------------------------------------------

    @property
    def language(self) -> str:
        """The language in which everything is shown here."""
        return language_of(self)

    @property
    def list_url(self) -> str:
        """The path of this list."""
        return self.known_path or self.get_url() or ""

    @classmethod
    def url_in(cls, language: str) -> str:
        """Return the path of the list in ``language``; "" if it has none."""
        link = furniture(language).roles.get(cls.role)
        return link.url if link else ""

    @classmethod
    def in_language(cls, language: str) -> Self | None:
        """Return the site's live list of ``language``, or any other live one of it."""
        pages = pages_here(cls.objects.live()).select_related("locale")
        page: Self | None = pages.filter(locale__language_code=language).first()
        return page or pages.first()

    # --- the list -------------------------------------------------------------------

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        """The list, or for htmx only what changes when a filter does."""
        params = Params.from_get(request.GET, self.facets)
        listing = Listing(self, params, self.language)
        if not listing.exists:
            raise Http404
        head = self.head_of_list(request, listing)
        only_results = request.headers.get("HX-Target") == "listing"
        template = "search/results.html" if only_results else self.listing_template
        context = {"page": self, "self": self, "head": head, "listing": listing}
        response = render(request, template, context)
        if params.page == 1:
            searches.count(response, self.language, params.words, [listing.results])
        if only_results:
            # The address without the empty values that a form sends along.
            response["HX-Push-Url"] = self.list_url + params.querystring()
        return response

    def head_of_list(self, request: HttpRequest, listing: Listing) -> Head:
        """Return the head; a list narrowed more than once is no page for a robot."""
        asked = listing.params.querystring()
        head = self.head(request)
        return Head(
            title=listing.title or head.title,
            description=head.description,
            path=head.path + asked,
            robots="noindex, follow" if listing.params.narrowed_by > 1 else "",
            alternates={code: url + asked for code, url in head.alternates.items()},
            crumbs=head.crumbs,
            feed=listing.feed_url,
        )

    @path("feed/<slug:kind>/")
    def feed(self, request: HttpRequest, kind: str) -> HttpResponse:
        """What the list finds, the newest first, for feed readers."""
        return feed_of(self, Params.from_get(request.GET, self.facets), kind)

    # --- one entry ------------------------------------------------------------------

    @re_path(ENTRY)
    def entry(self, request: HttpRequest, address: str, number: str) -> HttpResponse:
        """One entry: shown, moved (301), gone for good (410), or never there (404)."""
        public = self.entry_model.objects.published().for_page().filter(pk=number)
        source = reach.shown_here(public).first()
        if source is None:
            return self.gone(request, number)
        version = source.version_in(self.language)
        if version.address != address:
            return HttpResponsePermanentRedirect(f"{self.path_for(request)}{version.address}/")
        response = self.render_entry(request, version)
        counting.counts(response, counting.Counted(self.kind, source.pk))
        return response

    def render_entry(self, request: HttpRequest, entry: Any) -> HttpResponse:
        """Return the page of ``entry``: a published version, or a draft in a preview."""
        language = self.language
        own = language_of(entry)
        context = {
            "page": self,
            "self": self,
            "entry": entry,
            "facts": entry.facts,
            "lang": "" if own == language else own,
            "head": self.head_of_entry(request, entry),
            **self.entry_context(request, entry),
        }
        return render(request, self.entry_template, context)

    def gone(self, request: HttpRequest, number: str) -> HttpResponse:
        """Return a friendly page for what was public once: 410, and what is like it.

        Raises ``Http404`` if it never was.
        """
        sources = self.entry_model.objects.sources().filter(pk=number)
        source = reach.shown_here(sources).first()
        if source is None or not source.first_published_at:
            raise Http404
        context = {
            "page": self,
            "self": self,
            "head": Head(title=str(_("No longer open")), robots="noindex"),
            "similar": self.similar(source),
            "cards_template": self.cards_template,
        }
        return render(request, self.gone_template, context, status=410)

    def similar(self, source: Any) -> Sequence[Any]:
        """Return cards of a few entries like ``source``."""
        raise NotImplementedError

    def head_of_entry(self, request: HttpRequest, entry: Any) -> Head:
        """Return the head of an entry: it is one address in each language it exists in."""
        urls = entry.urls()
        own = self.path_for(request) + f"{entry.address}/"
        return Head(
            title=entry.heading,
            description=entry.summary,
            # Shown in a language it was not written in, its own address is the one.
            path=urls.get(language_of(entry), own),
            kind="article",
            image=placards.of_entry(self.kind, entry),
            alternates=urls,
            readable=self.readable_in(entry, urls),
            crumbs=self.trail(request),
            things=entry.things(),
        )

    def readable_in(self, entry: Any, urls: Mapping[str, str]) -> dict[str, str]:
        """Return where the entry is shown in the frame of each language of the portal."""
        source = entry.facts
        lists = {code: self.url_in(code) for code, _name in settings.LANGUAGES}
        return {
            code: urls.get(code) or f"{url}{source.address}/" for code, url in lists.items() if url
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return declare_for_all(request, super().serve(request, *args, **kwargs))
