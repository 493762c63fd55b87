"""A page that lists the editorial pages below it, those without a translation included."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.url_routing import RouteResult

from editorial.filters import Choice, Filter, Shown
from editorial.listed import Rows, remembered
from editorial.models import EditorialPage
from portal.common import feeds
from portal.common.caching import declare_for_all
from portal.common.furniture import furniture, language_of, pages_here
from portal.common.heads import Head
from portal.common.pages import BasePage
from portal.common.pagination import page_links
from portal.common.text import collation_key

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Teaser:
    """A page as a list shows it. ``lang`` is set when it is not in the reader's language."""

    page: EditorialPage
    url: str
    lang: str


def by_name(items: QuerySet[Any], *columns: str) -> list[int]:
    """Return the keys of ``items`` by ``columns`` and, where these are equal, by title.

    Titles stand as in a dictionary of the reader's language; the database knows none.
    """
    rows = list(items.order_by(*columns).values_list("pk", "title", *columns))
    language = get_language() or ""
    order = {row[2:]: place for place, row in reversed(list(enumerate(rows)))}
    rows.sort(key=lambda row: (order[row[2:]], collation_key(row[1], language)))
    return [row[0] for row in rows]


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
        """Return the site's live list of ``language``, or any other live one of it."""
        pages = pages_here(cls.objects.live()).select_related("locale")
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
        return self.rows().filter(pk__in=self.visible())

    def rows(self) -> QuerySet[Any]:
        """Return all pages of the kind, with what a list shows of them, in its order."""
        pages = self.item_model.objects.select_related("locale", "picture")
        with_pictures = pages.prefetch_related("picture__renditions")  # type: ignore[misc]  # they are Wagtail's
        return self.ordered(with_pictures)

    def visible(self) -> frozenset[int]:
        """Return the keys of the pages shown here."""
        return self.remembered("visible", self._visible)

    def _visible(self) -> frozenset[int]:
        """In Python: asking the database whether each of 5,000 has another version is slow."""
        live, own = self.item_model.objects.live(), self.locale_id
        in_own = set(live.filter(locale=own).values_list("translation_key", flat=True))
        rows = live.public().filter(self._below()).order_by("-pk")
        found = rows.values_list("translation_key", "locale_id", "pk")
        first = {key: pk for key, locale, pk in found if locale == own or key not in in_own}
        return frozenset(first.values())

    def remembered(self, what: str, made: Callable[[], Value]) -> Value:
        """Return what ``made`` gave for this list since the content changed last."""
        return remembered((what, self.translation_key, self.locale_id, get_language()), made)

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
        pages = Paginator(self.arranged(shown), self.page_size)
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

    def arranged(self, shown: Shown) -> Sequence[Any]:
        """Return what ``shown`` asks for; lists that sort otherwise override it."""

        def keys() -> list[int]:
            return list(dict.fromkeys(self.keys(self.narrowed(shown))))

        return Rows(self.rows(), self.remembered(shown.on(1).querystring(), keys))

    def keys(self, items: QuerySet[Any]) -> Iterable[int]:
        """Return the keys of ``items`` in their order; lists by name override it."""
        keys: Iterable[int] = items.values_list("pk", flat=True)
        return keys

    def latest(self, shown: Shown) -> Sequence[Any]:
        """Return what feeds have of what ``shown`` asks for: the newest first."""
        return list(self.narrowed(shown).order_by("-first_published_at", "-pk")[: feeds.MOST])

    def choices(self, shown: Shown) -> list[tuple[Filter, list[Choice]]]:
        """Return what the list can be narrowed by: only what leads to something."""
        return [
            (each, each.choices(self.values_of(each), shown, self.list_url))
            for each in self.filters
        ]

    def values_of(self, each: Filter) -> Sequence[tuple[str, str, int]]:
        """Return the values of a filter with their labels and counts."""

        def values() -> Sequence[tuple[str, str, int]]:
            return each.values(self.items())

        return values() if each.by_the_clock else self.remembered(each.name, values)

    def head_of_list(self, request: HttpRequest, shown: Shown) -> Head:
        head = self.head(request)
        asked, elsewhere = shown.querystring(), shown.elsewhere().querystring()
        return Head(
            title=head.title,
            description=head.description,
            path=head.path + asked,
            robots="noindex, follow" if len(shown.values) > 1 else "",
            alternates={code: url + elsewhere for code, url in head.alternates.items()},
            crumbs=head.crumbs,
            feed=f"{self.list_url}feed/atom/{shown.on(1).querystring()}",
        )

    @path("feed/<slug:kind>/")
    def feed(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The same list for feed readers."""
        shown = Shown.of(request.GET, self.filters).on(1)
        items = self.teasers(self.latest(shown))
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
            key=feeds.key_of(page.translation_key, page.language),
        )

    # --- what lies below ----------------------------------------------------------------

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Lead to what lies below; a page without a translation is shown in this frame."""
        try:
            return super().route(request, path_components)
        except Http404:
            if len(path_components) != 1:
                raise
            if page := self.foreign(path_components[0]):
                return RouteResult(page, kwargs={"frame": self})
            if moved := self.moved(path_components[0]):
                return RouteResult(self, args=(self.lead, (self.teaser(moved).url,), {}))
            raise

    def foreign(self, slug: str) -> EditorialPage | None:
        """Return the page of another language that is listed here under that slug."""
        pages = self.rows().filter(slug=slug).exclude(locale=self.locale_id)
        return next((page for page in pages if page.pk in self.visible()), None)

    def moved(self, slug: str) -> EditorialPage | None:
        """Return the page of another language that had that slug once."""
        lists = self.get_translations().live()
        paths = [Redirect.normalise_path(f"{page.get_url()}{slug}") for page in lists]
        notes = Redirect.objects.filter(old_path__in=paths, automatically_created=True)
        pages = self.items().exclude(locale=self.locale_id)
        page: EditorialPage | None = pages.filter(pk__in=notes.values("redirect_page")).first()
        return page

    def lead(self, request: HttpRequest, url: str) -> HttpResponse:
        """Lead on to where something has moved."""
        return HttpResponsePermanentRedirect(url)
