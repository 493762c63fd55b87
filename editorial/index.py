"""A page that lists the editorial pages below it, those without a translation included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.url_routing import RouteResult

from editorial.filters import Choice, Filter, Shown
from editorial.models import EditorialPage
from portal.common import feeds
from portal.common.caching import declare_for_all
from portal.common.furniture import furniture, language_of
from portal.common.heads import Head
from portal.common.pages import BasePage
from portal.common.pagination import page_links


@dataclass(frozen=True, slots=True)
class Teaser:
    """A page as a list shows it. ``lang`` is set when it is not in the reader's language."""

    page: EditorialPage
    url: str
    lang: str


class EditorialIndexPage(RoutablePageMixin, BasePage):
    """Subclasses set ``item_model``, ``filters`` and the templates."""

    item_model: ClassVar[type[EditorialPage]]
    filters: ClassVar[Sequence[Filter]] = ()
    index_template: ClassVar[str] = "editorial/index.html"
    teasers_template: ClassVar[str] = "editorial/teasers.html"
    page_size: ClassVar[int] = 12

    heading = models.CharField(_("heading"), max_length=120)
    intro = models.TextField(_("introduction"), blank=True, help_text=_("A sentence or two."))

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("intro"),
    ]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        """The language in which everything is shown here."""
        return language_of(self)

    @property
    def description(self) -> str:
        return str(self.search_description or self.intro)

    @property
    def list_url(self) -> str:
        """The path of this list."""
        return self.known_path or self.get_url() or ""

    @classmethod
    def in_language(cls, language: str) -> Self | None:
        """Return the live list of ``language``, or any other live one."""
        pages = cls.objects.live().select_related("locale")
        page: Self | None = pages.filter(locale__language_code=language).first()
        return page or pages.first()

    @classmethod
    def url_in(cls, language: str) -> str:
        """Return the path of the list in ``language``; "" if it has none."""
        link = furniture(language).roles.get(cls.role)
        return link.url if link else ""

    # --- what is listed ---------------------------------------------------------------

    def items(self) -> QuerySet[Any]:
        """Return the pages shown here: each once, in this language if it exists in it."""
        pages = self.item_model.objects.live().public().filter(self._below())
        live = self.item_model.objects.live()
        same = live.filter(translation_key=OuterRef("translation_key"))
        foreign = Q(~Exists(same.filter(locale=self.locale_id)))
        first = Q(~Exists(same.filter(pk__lt=OuterRef("pk"))))
        shown = pages.filter(Q(locale=self.locale_id) | foreign & first)
        return self.ordered(shown).select_related("locale", "picture")

    def ordered(self, items: QuerySet[Any]) -> QuerySet[Any]:
        """Return ``items`` in the order of the list: newest first."""
        return items.order_by("-first_published_at", "-pk")

    def _below(self) -> Q:
        """Return what the pages below this list, or below its translations, are found by."""
        lists = type(self)._default_manager.filter(translation_key=self.translation_key)
        found = Q(pk__in=())
        for place, depth in lists.values_list("path", "depth"):
            found |= Q(path__startswith=place, depth=depth + 1)
        return found

    def teasers(self, items: Iterable[Any]) -> list[Teaser]:
        """Return ``items`` with their addresses below this list."""
        return [self.teaser(item) for item in items]

    def teaser(self, item: EditorialPage) -> Teaser:
        own = item.language == self.language
        return Teaser(item, f"{self.list_url}{item.slug}/", "" if own else item.language)

    # --- addresses ----------------------------------------------------------------------

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        """The list, narrowed by what the address asks for; junk in it is left out."""
        shown = Shown.of(request.GET, self.filters)
        pages = Paginator(self.arranged(self.narrowed(shown), shown), self.page_size)
        if shown.page > pages.num_pages:
            raise Http404
        context = {
            "page_links": page_links(
                shown.page, pages.num_pages, lambda n: self.list_url + shown.on(n).querystring()
            ),
            "teasers": self.teasers(pages.page(shown.page)),
            "choices": self.choices(shown),
            "shown": shown,
            "head": self.head_of_list(request, shown),
        }
        response: HttpResponse = self.render(
            request, context_overrides=context, template=self.index_template
        )
        return declare_for_all(request, response)

    def narrowed(self, shown: Shown) -> QuerySet[Any]:
        found = self.items()
        for each, value in shown.values.items():
            found = each.narrow(found, value)
        return found

    def arranged(self, items: QuerySet[Any], shown: Shown) -> Sequence[Any]:
        """Return ``items`` in the order of the page; lists that sort otherwise override it."""
        return items  # type: ignore[return-value]  # slices and counts as a sequence does

    def choices(self, shown: Shown) -> list[tuple[Filter, list[Choice]]]:
        """Return what the list can be narrowed by: only what leads to something."""
        items = self.items()
        return [(each, each.choices(items, shown, self.list_url)) for each in self.filters]

    def head_of_list(self, request: HttpRequest, shown: Shown) -> Head:
        head = self.head(request)
        asked = shown.querystring()
        return Head(
            title=head.title,
            description=head.description,
            path=head.path + asked,
            robots="noindex, follow" if len(shown.values) > 1 else "",
            alternates=head.alternates,
            crumbs=head.crumbs,
            feed=f"{self.list_url}feed/atom/{asked}",
        )

    @path("feed/<slug:kind>/")
    def feed(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The same list for feed readers."""
        shown = Shown.of(request.GET, self.filters)
        items = self.teasers(self.arranged(self.narrowed(shown), shown)[: feeds.MOST])
        asked = shown.querystring()
        return feeds.feed(
            kind,
            title=f"{self.title} – {furniture(self.language).brand}",
            description=self.description,
            url=self.list_url + asked,
            own=f"{self.list_url}feed/{kind}/{asked}",
            language=self.language,
            items=[self.in_feed(teaser) for teaser in items],
        )

    def in_feed(self, teaser: Teaser) -> feeds.Item:
        page = teaser.page
        return feeds.Item(
            title=page.title,
            url=teaser.url,
            summary=page.summary,
            published=page.first_published_at,
            updated=page.last_published_at,
            language=page.language,
        )

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Lead to what lies below; a page without a translation is shown in this frame."""
        try:
            return super().route(request, path_components)
        except Http404:
            page = self.foreign(path_components)
            if page is None:
                raise
            return RouteResult(page, kwargs={"frame": self})

    def foreign(self, path_components: Sequence[str]) -> EditorialPage | None:
        """Return the page of another language that is listed here under that slug."""
        if len(path_components) != 1:
            return None
        pages = self.items().exclude(locale=self.locale_id)
        page: EditorialPage | None = pages.filter(slug=path_components[0]).first()
        return page
