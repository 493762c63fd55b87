"""How far each translation is, asked of the database: for one language, all kinds together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog

from portal.common.batches import batched
from portal.common.translations.models import TextStamp

MISSING, BEGUN, OUTDATED, COMPLETE = "missing", "begun", "outdated", "complete"
STATES = {
    OUTDATED: _("out of date"),
    BEGUN: _("begun"),
    MISSING: _("missing"),
    COMPLETE: _("complete"),
}
# What is old misleads readers, what is missing does not: such is the order of the work.
ORDER = list(STATES)
Rows = QuerySet[Any]
Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """Published sources that stand in one table: all pages, or the entries of one model."""

    sources: Rows
    # The column with the name of a source, and what tells its content type.
    name: str
    of_kind: Any
    # What a search looks into.
    words: str

    def rows(self, locale: Locale) -> Rows:
        """Return the sources that are not written in ``locale``, with their ``rank`` there."""
        sources: Rows = self.sources.exclude(locale=locale)
        found: Rows = sources.annotate(rank=self._rank(locale), of_kind=self.of_kind)
        return found

    def narrowed(self, condition: Q) -> "Table":
        """Return those of the sources that meet ``condition``."""
        return replace(self, sources=self.sources.filter(condition))

    def shown(self, rows: Rows, locale: Locale, *, live: bool) -> Rows:
        """Return those of ``rows`` that readers of ``locale`` see; or, unless ``live``, do not."""
        return rows.filter(Exists(self._versions(locale).filter(live=live)))

    def details(self, keys: Iterable[int], locale: Locale) -> dict[int, Row]:
        """Return what the report shows of some rows besides their rank, by key."""
        versions = self._versions(locale)
        rows = self.sources.filter(pk__in=keys).values(
            key=F("pk"),
            heading=F(self.name),
            written_in=F("locale_id"),
            version=Subquery(versions.values("pk")[:1]),
            version_live=Subquery(versions.values("live")[:1]),
            work=Subquery(works(locale).values("pk")[:1]),
        )
        return {row["key"]: row for row in rows}

    def _versions(self, locale: Locale) -> Rows:
        same: Rows = self.sources.model.objects.filter(
            translation_key=OuterRef("translation_key"), locale=locale
        )
        # An alias shows the source's own words.
        return same.filter(alias_of=None) if issubclass(self.sources.model, Page) else same

    def _rank(self, locale: Locale) -> Case:
        versions, untranslated = self._versions(locale), Exists(untranslated_strings(locale))
        return Case(
            When(~Exists(versions), then=rank(MISSING)),
            When(untranslated & Exists(versions.filter(live=False)), then=rank(BEGUN)),
            When(untranslated, then=rank(OUTDATED)),
            When(Exists(self._newer_texts(locale)), then=rank(OUTDATED)),
            default=rank(COMPLETE),
            output_field=IntegerField(),
        )

    def _newer_texts(self, locale: Locale) -> Rows:
        """Return the note of a source's texts, if they changed after the version was made."""
        changed = self._versions(locale).values("latest_revision__created_at")[:1]
        saved = made(locale).order_by("-created_at").values("created_at")[:1]
        since = Case(When(Exists(made(locale)), then=Subquery(saved)), default=Subquery(changed))
        notes: Rows = TextStamp.objects.filter(
            translation_key=OuterRef("translation_key"), locale=OuterRef("locale_id")
        )
        return notes.filter(changed_at__gt=since)


@dataclass(frozen=True)
class Asked:
    """What is asked for of the translations: a state, and whether readers see them."""

    state: str = ""
    live: bool | None = None

    def of(self, table: Table, locale: Locale) -> Rows:
        """Return the rows of ``table`` that are asked for."""
        rows = table.rows(locale)
        if self.state:
            rows = rows.filter(rank=ORDER.index(self.state))
        return rows if self.live is None else table.shown(rows, locale, live=self.live)


def works(locale: Locale) -> Rows:
    """Return the side-by-side translations into ``locale`` of an outer row."""
    rows: Rows = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=locale, enabled=True
    )
    return rows


def made(locale: Locale) -> Rows:
    """Return when a side-by-side translation of an outer row was saved."""
    rows: Rows = TranslationLog.objects.filter(
        source__object_id=OuterRef("translation_key"),
        locale=locale,
        source__translations__target_locale=locale,
        source__translations__enabled=True,
    )
    return rows


def untranslated_strings(locale: Locale) -> Rows:
    """Return the texts of an outer row that nobody has translated into ``locale``, side by side."""
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string_id"),
        context=OuterRef("context_id"),
        locale=locale,
        has_error=False,
    )
    rows: Rows = StringSegment.objects.filter(
        source__object_id=OuterRef("translation_key"),
        source__translations__target_locale=locale,
        source__translations__enabled=True,
    )
    return rows.filter(~Exists(done))


def oldest(rows: Rows) -> Rows:
    """Return the first version of each: what the others are translations of."""
    same = rows.model.objects.filter(translation_key=OuterRef("translation_key"))
    return rows.filter(~Exists(same.filter(pk__lt=OuterRef("pk"))))


def rank(state: str) -> Value:
    """Return the place of ``state`` in the order of the work."""
    return Value(ORDER.index(state), output_field=IntegerField())


def count(tables: Iterable[Table], locale: Locale) -> Counter[str]:
    """Return how many sources are in each state."""
    found: Counter[str] = Counter()
    for table in tables:
        rows = table.rows(locale).order_by().values("rank").annotate(n=Count("pk"))
        found.update({ORDER[row["rank"]]: row["n"] for row in rows})
    return found


def originals(tables: Iterable[Table], locale: Locale) -> int:
    """Return how many sources are written in ``locale`` themselves."""
    return sum(table.sources.filter(locale=locale).count() for table in tables)


def listing(tables: Iterable[Table], locale: Locale, asked: Asked) -> Rows:
    """Return the rows that are asked for, what there is to do before the rest.

    They tell where they stand and no more: sorted by it, all of them are read, whatever
    page is shown. :func:`detailed` tells the rest of those on a page.
    """
    first, *others = (
        asked.of(table, locale)
        .order_by()
        .values("of_kind", "rank", key=F("pk"), since=F("last_published_at"), table=Value(number))
        for number, table in enumerate(tables)
    )
    together: Rows = first.union(*others, all=True) if others else first
    return together.order_by("rank", "-since", "table", "key")


def detailed(
    rows: Iterable[Row], tables: Sequence[Table], locale: Locale, size: int = 500
) -> Iterator[Row]:
    """Yield the ``rows`` of :func:`listing` with all that the report shows of them."""
    for batch in batched(rows, size):
        keys: defaultdict[int, list[int]] = defaultdict(list)
        for row in batch:
            keys[row["table"]].append(row["key"])
        known = {number: tables[number].details(some, locale) for number, some in keys.items()}
        for row in batch:
            yield {**row, "state": ORDER[row["rank"]], **known[row["table"]][row["key"]]}


def content_type_of(model: type[Any]) -> Value:
    """Return the key of the content type of ``model`` as a column."""
    return Value(ContentType.objects.get_for_model(model).pk, output_field=IntegerField())
