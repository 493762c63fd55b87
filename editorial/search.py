"""How written pages are found: their documents, and lists of them without an engine."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction

from editorial import wording
from editorial.models import EditorialPage, readable_in
from portal.common.furniture import HOME_DEPTH, language_of, pages_here, path_of
from search import reach
from search.documents import Document, Hit, Searchable, Text
from search.query import SearchQuery

# Letters of a page's place in the tree that tell below which home page it stands.
HOME_PATH = HOME_DEPTH * Page.steplen


class PageSearch(Searchable):
    """Pages of one type: the key of one is that of its oldest live version."""

    model: ClassVar[type[EditorialPage]]
    facets: ClassVar[tuple[str, ...]] = (reach.SITE,)
    # What the model has besides title, summary and body: the words of these are found, too.
    words: ClassVar[tuple[str, ...]] = ()
    # Read along with a page, for its words and its facts.
    related: ClassVar[tuple[str, ...]] = ()
    several: ClassVar[tuple[str, ...]] = ()

    # --- for the rooms ----------------------------------------------------------------

    def more_words(self, page: Any) -> Iterable[str]:
        """Return what else of ``page`` is found: by default its fields ``words``."""
        return [str(getattr(page, name)) for name in self.words]

    def facet_values(self, page: Any) -> dict[str, list[str]]:
        """Return the values of ``page`` for the facets of its kind; the site is added."""
        return {}

    def facts(self, page: Any) -> tuple[str, ...]:
        """Return what a reader is told of ``page`` before opening it."""
        return (page.kicker,)

    # --- the index --------------------------------------------------------------------

    def live(self) -> QuerySet[Any]:
        """Return the versions that any visitor may open.

        As one query: Wagtail's ``public()`` reads all restrictions first, each time.
        """
        beginning = Substr(OuterRef("path"), 1, Length("page__path"))
        above = PageViewRestriction.objects.filter(page__path=beginning)
        found: QuerySet[Any] = self.model.objects.live().filter(~Exists(above))
        return found

    def public(self) -> QuerySet[Any]:
        live = self.live()
        older = live.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
        return live.filter(~Exists(older))

    def documents(self, keys: Iterable[int]) -> Iterator[Document]:
        oldest = {page.translation_key: page for page in self.public().filter(pk__in=keys)}
        versions = self.versions(self.live().filter(translation_key__in=oldest))
        homes = home_keys() if oldest else {}
        for key, page in oldest.items():
            sites = {reach.site_value(homes.get(one.path[:HOME_PATH])) for one in versions[key]}
            yield Document(
                key=page.pk,
                texts={language_of(one): self.text(one) for one in versions[key]},
                facets={**self.facet_values(page), reach.SITE: sorted(sites)},
                published=page.first_published_at,
            )

    def versions(self, pages: QuerySet[Any]) -> Mapping[UUID, list[Any]]:
        """Return ``pages`` by translation key, the oldest of each first."""
        found: dict[UUID, list[Any]] = defaultdict(list)
        rows = pages.select_related(*self.related).prefetch_related(*self.several)
        for page in rows.order_by("pk"):
            found[page.translation_key].append(page)
        return found

    def text(self, page: Any) -> Text:
        """Return the words of one version."""
        words = (wording.words_of(page.body), *self.more_words(page))
        return Text(page.title, page.summary, " ".join(" ".join(words).split()))

    # --- what was found ---------------------------------------------------------------

    def hits(self, keys: Sequence[int], language: str) -> list[Hit]:
        # One query: the versions that the index knows by their keys, and those in the language.
        same = self.model.objects.filter(pk__in=keys).values("translation_key")
        in_language = Q(translation_key__in=same, locale__language_code=language)
        shown = Q(pk__in=keys) | in_language
        found = self.versions(self.live().filter(shown)).values()
        by_key = {of[0].pk: of for of in found}
        return [self.hit(by_key[key], language) for key in keys if key in by_key]

    def hit(self, versions: Sequence[Any], language: str) -> Hit:
        """Return what a reader of ``language`` sees of the ``versions`` of a page."""
        by_language = {language_of(version): version for version in reversed(versions)}
        page = by_language.get(language, versions[0])
        text = self.text(page)
        return Hit(
            key=versions[0].pk,
            title=page.title,
            url=url_for(page, language),
            language=language_of(page),
            summary=text.summary,
            text=text.body,
            facts=tuple(filter(None, self.facts(page))),
        )

    def matching(self, query: SearchQuery) -> QuerySet[Any]:
        found = pages_here(self.public())
        live = self.live()
        for word in query.words.split():
            has = Q(title__icontains=word) | Q(summary__icontains=word) | Q(body__icontains=word)
            found = found.filter(translation_key__in=live.filter(has).values("translation_key"))
        ordered: QuerySet[Any] = found.order_by(
            F("first_published_at").desc(nulls_last=True), "-pk"
        )
        return ordered


def url_for(page: EditorialPage, language: str) -> str:
    """Return where ``page`` is read by a reader of ``language``: in that frame, if there is one."""
    own = path_of(page)
    if page.language == language:
        return own
    return readable_in({page.language: own}).get(language, own)


def home_keys() -> dict[str, UUID]:
    """Return the translation keys of all home pages by their places in the tree."""
    return dict(Page.objects.filter(depth=HOME_DEPTH).values_list("path", "translation_key"))
