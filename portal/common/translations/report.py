"""What is translated into a language, and what is not: pages and entries together."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from portal.common.entry_lists import SUBMIT_TRANSLATION, harmless
from portal.common.furniture import language_name
from portal.common.translations import exchange, kinds
from portal.common.translations.columns import SHEET, columns
from portal.common.translations.states import (
    BEGUN,
    OUTDATED,
    STATES,
    Asked,
    Row,
    Rows,
    Table,
    count,
    detailed,
    listing,
    originals,
)

# Files in one archive.
MOST_FILES = 200
LIVE = "live"
SHOWN = {LIVE: gettext_lazy("published"), "draft": gettext_lazy("draft")}


def may_report(user: Any) -> bool:
    """Return whether ``user`` translates, or has translations made."""
    return bool(user.has_perm(SUBMIT_TRANSLATION))


class ReportFilterSet(WagtailFilterSet):
    """How the report is narrowed; what it is made of is no rows of one model."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=lambda: kinds.choices(get_language() or ""),
        empty_label=gettext_lazy("All"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Translation"),
        choices=list(STATES.items()),
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    shown = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=list(SHOWN.items()),
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = []

    def asked(self, name: str) -> str:
        """Return what ``name`` is narrowed to; "" if it is not, or to nonsense."""
        return str(self.form.cleaned_data.get(name) or "") if self.is_valid() else ""


class TranslationReport(ReportView):
    """One language: what there is to do first, how much of each, and where to do it."""

    page_title = gettext_lazy("Translations")
    header_icon = "globe"
    template_name = "translations/report.html"
    results_template_name = "translations/report_results.html"
    filterset_class = ReportFilterSet
    is_searchable = True
    export_filename = "translations"
    paginate_by = 30
    no_results_message = gettext_lazy("Nothing is written in another language.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_report(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def locale(self) -> Locale:
        """The language that the report is about."""
        found = Locale.objects.filter(language_code=self.kwargs["language"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_subtitle(self) -> str:
        return language_name(self.locale.language_code)

    def get_index_url(self) -> str:
        return reverse("translation_report", args=[self.locale.language_code])

    def get_index_results_url(self) -> str:
        return reverse("translation_report_results", args=[self.locale.language_code])

    # --- rows -----------------------------------------------------------------------------

    @cached_property
    def tables(self) -> list[Table]:
        """What the report is about, narrowed by all but the state."""
        found = kinds.tables(self.request.user)
        if key := self.filters.asked("kind"):
            found = [narrow for table in found if (narrow := kinds.of_kind(table, key))]
        if self.is_searching:
            found = [kinds.with_words(table, self.search_query) for table in found]
        return found

    @cached_property
    def counts(self) -> Counter[str]:
        """How many there are in each state."""
        return count(self.tables, self.locale)

    @property
    def asked(self) -> Asked:
        """What is asked for of the translations."""
        shown = self.filters.asked("shown")
        return Asked(self.filters.asked("state"), shown == LIVE if shown else None)

    def get_filtered_queryset(self) -> Rows:
        return listing(self.tables, self.locale, self.asked)

    def detailed(self, rows: Iterable[Row]) -> list[Row]:
        """Return ``rows`` with all that is shown of them."""
        return list(detailed(rows, self.tables, self.locale))

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, rows, others = super().paginate_queryset(queryset, page_size)
        return paginator, page, self.detailed(rows), others

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        # A spreadsheet has no pages.
        return self.detailed(object_list) if self.is_export else object_list

    def get_paginator(self, *args: Any, **kwargs: Any) -> Any:
        paginator = super().get_paginator(*args, **kwargs)
        if self.asked.live is None:
            state = self.asked.state
            paginator.count = self.counts[state] if state else self.counts.total()
        return paginator

    @property
    def columns(self) -> list[Column]:
        return columns()

    # --- around the rows --------------------------------------------------------------------

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return {
            **context,
            "states": [self.link_to(state) for state in STATES],
            "originals": originals(self.tables, self.locale),
            "languages": [
                (name, reverse("translation_report", args=[code]), code == self.kwargs["language"])
                for code, name in settings.LANGUAGES
            ],
        }

    def link_to(self, state: str) -> dict[str, Any]:
        """Return a state with its count, and the address that shows what is in it."""
        asked = self.request.GET.copy()
        for name in ("p", "export", "_w_filter_fragment"):
            asked.pop(name, None)
        asked["state"] = state
        return {
            "name": STATES[state],
            "count": self.counts[state],
            "url": f"{self.index_url}?{asked.urlencode()}",
            "chosen": self.asked.state == state,
        }

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        asked = self.request.GET.copy()
        files = reverse("translation_files", args=[self.locale.language_code])
        return [
            *super().header_more_buttons,
            Button(_("Take in PO files"), reverse("translation_upload"), icon_name="upload"),
            Button(
                _("Download what is to do as PO files"),
                f"{files}?{asked.urlencode()}",
                icon_name="download",
            ),
        ]

    # --- spreadsheets ------------------------------------------------------------------------

    list_export: ClassVar = list(SHEET)

    def to_row_dict(self, item: Row) -> dict[str, Any]:
        return {name: value(item) for name, (_label, value) in SHEET.items()}

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(SHEET[field][0])

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        text = super().preprocess_field_value(field, value, export_format)
        return harmless(text) if export_format == self.FORMAT_CSV else text


class TranslationFiles(TranslationReport):
    """The same as PO files, as far as there is something to do."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = [row for row in self.to_do() if row["work"]]
        keys = [row["work"] for row in rows[:MOST_FILES]]
        works = Translation.objects.filter(pk__in=keys).select_related("source", "target_locale")
        if not keys:
            return redirect(self.index_url)
        answer = HttpResponse(exchange.archive(works), content_type="application/zip")
        name = f"translations-{self.locale.language_code}.zip"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def to_do(self) -> Iterator[Row]:
        """Yield what is begun or out of date."""
        for state in (OUTDATED, BEGUN):
            if self.asked.state in ("", state):
                asked = Asked(state, self.asked.live)
                yield from self.detailed(listing(self.tables, self.locale, asked))


def any_report(request: HttpRequest) -> HttpResponse:
    """Lead to the report of the user's own language, or of the first that is translated into."""
    codes = [code for code, _name in settings.LANGUAGES]
    own = (get_language() or "").partition("-")[0]
    first = codes[1] if len(codes) > 1 else codes[0]
    return redirect("translation_report", own if own in codes[1:] else first)
