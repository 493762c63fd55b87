"""How staff see entries: what a list shows, how it is narrowed, found, exported."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import (
    IndexView,
)
from wagtail_localize.models import TranslationSource

from portal.common.models import Entry
from words import fold

SUBMIT_TRANSLATION = "wagtail_localize.submit_translation"

# How a formula begins; a telephone number (+420 …) is none.
FORMULA = re.compile(r"[=@\t\r-]|\+(?![\d ()/-]+$)")

# What an entry can be asked for: its name for people, and the rows.
STATES: dict[str, tuple[Any, Q]] = {
    "waiting": (_("waiting to be checked"), Q(waiting=True)),
    "live": (_("published"), Q(live=True)),
    "changed": (_("published, with newer changes"), Q(live=True, has_unpublished_changes=True)),
    "draft": (_("draft"), Q(live=False)),
}


def with_state(entries: QuerySet[Any]) -> QuerySet[Any]:
    """Add what a list shows of each entry besides its fields, so that no row asks for it.

    ``changed_at``: of the latest draft; ``waiting``: in moderation; ``translation_source``:
    the key of wagtail-localize's frozen copy, if the entry is being translated.
    """
    rows = entries.select_related("latest_revision", "locale").prefetch_related("translations")
    rows = rows.annotate(
        changed_at=Coalesce("latest_revision__created_at", "updated_at"),
        waiting=Exists(moderations(entries.model)),
        translation_source=Subquery(frozen_copies()),
    )
    shown: QuerySet[Any] = rows.defer("latest_revision__content")
    return shown


def moderations(model: type[Entry]) -> QuerySet[Any]:
    """Return the moderations under way of the entry of an outer query."""
    states: QuerySet[Any] = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(model),
        object_id=Cast(OuterRef("pk"), CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return states


def frozen_copies() -> QuerySet[Any]:
    """Return the keys of what is being translated of the entry of an outer query."""
    copies: QuerySet[Any] = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"),
        locale_id=OuterRef("locale_id"),
        translations__enabled=True,
    )
    return copies.values("pk")[:1]


def with_words(entries: QuerySet[Any], typed: str, names: Sequence[str]) -> QuerySet[Any]:
    """Return the entries that have every word of ``typed`` in one of the folded columns."""
    for word in fold(typed).split():
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__contains": word})
        entries = entries.filter(found)
    return entries


def state_of(entry: Any) -> Any:
    """Return the words for the state of a row of :func:`with_state`."""
    if entry.waiting:
        return STATES["waiting"][0]
    if not entry.live:
        return STATES["draft"][0]
    return STATES["changed" if entry.has_unpublished_changes else "live"][0]


def names(rows: Any) -> str:
    """Return the names of ``rows`` in a list's cell."""
    return ", ".join(str(row) for row in rows.all())


def language_column() -> Column:
    """Return the column with the code of an entry's language."""
    return Column("language", label=_("Language"), accessor="locale.language_code")


def state_column(state: Callable[[Any], Any] = state_of) -> StatusTagColumn:
    """Return the column that says whether an entry is published."""
    return StatusTagColumn(
        "state",
        label=_("Status"),
        accessor=state,
        primary=lambda entry: entry.live and not entry.waiting,
        sort_key="live",
    )


class DayColumn(Column):
    """A date as such; Wagtail's column tells times that lie behind us."""

    def get_value(self, instance: Any) -> str:
        day = super().get_value(instance)
        return date_format(day, "SHORT_DATE_FORMAT") if day else ""


class LanguageFilter(django_filters.ChoiceFilter):
    """The entries that exist in a language; without one, every entry once: its source."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(locale__language_code=value) if value else qs.filter(source=None)


class EntryFilterSet(WagtailFilterSet):
    """How staff narrow a list of entries; subclasses add filters and states of their own."""

    states: ClassVar[Mapping[str, tuple[Any, Q]]] = STATES

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        method="in_state",
        choices=list,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    locale = LanguageFilter(
        label=_("Language"),
        choices=settings.LANGUAGES,
        empty_label=_("All, each once"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, name) for code, (name, _rows) in self.states.items()]
        self.filters["status"].extra["choices"] = choices

    def by_fact(self, entries: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Return the entries whose source has ``value``; facts of translations are stale."""
        return self.of_sources(entries, Q(**{name: value}))

    def of_sources(self, entries: QuerySet[Any], condition: Q) -> QuerySet[Any]:
        """Return the entries whose source meets ``condition``."""
        sources = entries.model.objects.sources().filter(condition).values("pk")
        return entries.filter(Q(pk__in=sources) | Q(source__in=sources))

    def in_state(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return entries.filter(self.states[value][1])


class KeysFirst(WagtailPaginator):
    """Finds the keys of a page, then its rows: sorting whole rows takes seven times longer."""

    def page(self, number: int | str) -> Page[Any]:
        page: Page[Any] = super().page(number)
        shown: Any = page.object_list
        rows: Any = self.object_list
        page.object_list = rows.filter(pk__in=list(shown.values_list("pk", flat=True)))
        return page


class EntryIndexView(IndexView):
    """The list: newest changes first, found by folded words, exported without secrets."""

    paginator_class = KeysFirst

    # What a spreadsheet holds: heading → value of a row.
    sheet: ClassVar[Mapping[str, tuple[Any, Callable[[Any], Any]]]] = {}

    def _get_title_column(self, *args: Any, **kwargs: Any) -> Any:
        column = super()._get_title_column(*args, **kwargs)
        column.sort_key = self.model.title_field
        column.width = "30%"
        return column

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return with_words(queryset, self.search_query, self.search_fields)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Equal values stay in one order from page to page.
        ordered: QuerySet[Any] = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "-pk")

    def get_edit_url(self, instance: Any) -> str | None:
        url: str | None = super().get_edit_url(instance)
        return url if may_change(self, instance) else None

    def get_list_buttons(self, instance: Any) -> list[Any]:
        # Not Wagtail's for snippets: wagtail-localize's buttons ask the database on each row.
        buttons: list[Any] = generic.IndexView.get_list_buttons(self, instance)
        return buttons

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        more: list[Any] = super().get_list_more_buttons(instance)
        return [*more, *translation_buttons(self.request.user, instance)]

    @property
    def list_export(self) -> list[str]:
        return list(self.sheet)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: value(item) for name, (_label, value) in self.sheet.items()}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        text = super().preprocess_field_value(field, value, export_format)
        return harmless(text) if export_format == self.FORMAT_CSV else text

    def get_heading(self, queryset: QuerySet[Any], field: str) -> str:
        return str(self.sheet[field][0])


def translation_buttons(user: Any, entry: Any) -> list[Button]:
    """Return the ways to translate a row of :func:`with_state`, or to renew its translations."""
    if entry.source_id or not user.has_perm(SUBMIT_TRANSLATION):
        return []
    buttons = []
    if len(entry.translations.all()) + 1 < len(settings.LANGUAGES):
        url = reverse("wagtail_localize:submit_snippet_translation", args=address_of(entry))
        buttons.append(Button(_("Translate"), url, icon_name="globe", priority=60))
    if entry.translation_source:
        url = reverse("wagtail_localize:update_translations", args=[entry.translation_source])
        label = _("Bring translations up to date")
        buttons.append(Button(label, url, icon_name="resubmit", priority=70))
    return buttons


def address_of(entry: Entry) -> tuple[str, str, str]:
    """Return what addresses of the admin name an entry by."""
    return (entry._meta.app_label, str(entry._meta.model_name), quote(entry.pk))


def harmless(value: Any) -> Any:
    """Return ``value`` so that no spreadsheet takes a text of a stranger for a formula.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def may_change(view: Any, entry: Any) -> bool:
    """Return whether the user of ``view`` may change ``entry`` as far as it is not published.

    Who may change entries but not add any is a translator: the sources are not theirs.
    """
    allowed = view.user_has_permission("change")
    return bool(allowed and (entry.source_id or view.user_has_permission("add")))
