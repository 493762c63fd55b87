"""The report of what people searched for: often, and in vain."""

import datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from portal.common.entry_lists import harmless
from search.models import Searched

MAY = "search.view_searched"
PERIODS = {"7": _("the last 7 days"), "30": _("the last 30 days"), "90": _("the last 90 days")}
NATURAL_PERIOD = "30"
FOUND = {"nothing": _("nothing"), "something": _("something")}


def may_see(user: Any) -> bool:
    """Return whether ``user`` may see what people search for."""
    return bool(user.has_perm(MAY))


class SearchFilterSet(WagtailFilterSet):
    """How the report is narrowed."""

    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=settings.LANGUAGES,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    found = django_filters.ChoiceFilter(
        label=_("Found"),
        choices=list(FOUND.items()),
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="by_found",
    )
    days = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=list(PERIODS.items()),
        empty_label=None,
        initial=NATURAL_PERIOD,
        widget=forms.RadioSelect,
        method="by_days",
    )

    class Meta:
        model = Searched
        fields: ClassVar[list[str]] = []

    def by_found(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(found=0) if value == "nothing" else rows.filter(found__gt=0)

    def by_days(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Leave the rows: they were added up for the period asked for (:func:`added_up`)."""
        return rows


def added_up(days: int) -> QuerySet[Any]:
    """Return the searches of the last ``days``, by words and language, the most frequent first.

    ``found`` is how many results there were the last time.
    """
    first = timezone.localdate() - datetime.timedelta(days=days - 1)
    same = Searched.objects.filter(language=OuterRef("language"), words=OuterRef("words"))
    return (
        Searched.objects.filter(day__gte=first)
        .values("language", "words")
        .annotate(
            times=Sum("searches"), found=Subquery(same.order_by("-day").values("results")[:1])
        )
        .order_by("-times", "words", "language")
    )


class SearchReport(ReportView):
    """What people searched for, how often, and how much there was."""

    page_title = _("What people search for")
    header_icon = "search"
    index_url_name = "search_report"
    index_results_url_name = "search_report_results"
    filterset_class = SearchFilterSet
    export_filename = "searches"
    paginate_by = 50
    no_results_message = _("Nobody has searched for words in this time.")
    columns: ClassVar = [
        Column("words", label=_("Words"), accessor=lambda row: row["words"]),
        Column("language", label=_("Language"), accessor=lambda row: row["language"]),
        Column("times", label=_("Searches"), accessor=lambda row: row["times"]),
        Column("found", label=_("Results the last time"), accessor=lambda row: row["found"]),
    ]
    list_export: ClassVar = ["words", "language", "times", "found"]
    export_headings: ClassVar = {
        "words": _("Words"),
        "language": _("Language"),
        "times": _("Searches"),
        "found": _("Results the last time"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Any]:
        asked = self.request.GET.get("days", NATURAL_PERIOD)
        return added_up(int(asked) if asked in PERIODS else int(NATURAL_PERIOD))

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        return {name: item[name] for name in self.list_export}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        text = super().preprocess_field_value(field, value, export_format)
        return harmless(text) if export_format == self.FORMAT_CSV else text
