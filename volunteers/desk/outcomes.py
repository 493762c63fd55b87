"""The report of what came of it: a chart, three tables, and each of them to take away."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.common.entry_lists import harmless
from search.models import Field, Region
from search.reports import may_see
from volunteers import outcomes
from volunteers.desk.permissions import may_read
from volunteers.desk.tables import file_of
from volunteers.outcomes import Line, Narrowed

# Of the chart, in pixels of its own.
HEIGHT, BAR, GAP = 80, 32, 12


def may_count(user: Any) -> bool:
    """Return whether ``user`` may see the numbers: whoever reads reports, and brokers."""
    return may_see(user) or may_read(user)


class NarrowForm(forms.Form):
    """What the report is about; what is not in the lists is left out."""

    year = forms.TypedChoiceField(label=gettext_lazy("Time"), required=False, coerce=int)
    region = forms.ModelChoiceField(
        label=gettext_lazy("Region"),
        queryset=Region.objects.filter(level__lte=Region.Level.REGION),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("All"),
    )
    field = forms.ModelChoiceField(
        label=gettext_lazy("Field"),
        queryset=Field.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("All"),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        years: Any = self.fields["year"]
        years.choices = [("", _("the last 12 months")), *((n, n) for n in outcomes.years())]

    @property
    def narrowed(self) -> Narrowed:
        self.is_valid()
        given = self.cleaned_data
        region, field, year = (given.get(name) for name in ("region", "field", "year"))
        return Narrowed(
            outcomes.months_of(year) if year else outcomes.last_months(),
            region.code if region else "",
            field.slug if field else "",
        )


class Table(NamedTuple):
    """One of the tables; ``name`` stands in the address of its file."""

    name: str
    title: str
    heading: str
    lines: list[Line]


class Bar(NamedTuple):
    """One month of the chart: where it stands and how high it is."""

    x: int
    y: int
    height: int


class OutcomesView(WagtailAdminTemplateMixin, View):
    """How many agreed, and what became of the others. Of persons there is nothing in it."""

    page_title = gettext_lazy("What came of it")
    header_icon = "group"
    template_name = "volunteers/desk/outcomes.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_count(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = NarrowForm(request.GET)
        narrowed = form.narrowed
        rows = outcomes.tallies(narrowed)
        months = outcomes.by_month(rows, narrowed.months)
        tables = [
            Table("month", _("By month"), _("Month"), months),
            Table(
                "region", _("By region"), _("Region"), named(outcomes.by_region(rows), regions())
            ),
            Table("field", _("By field"), _("Field"), named(outcomes.by_field(rows), fields())),
        ]
        for table in tables:
            if table.name == request.GET.get("table"):
                lines = ([harmless(one.key), *one.counts] for one in table.lines)
                headings = (table.heading, *outcomes.STATES.values())
                return file_of(f"outcomes-by-{table.name}", headings, lines)
        context = {
            "form": form,
            "tables": tables,
            "states": outcomes.STATES.values(),
            "total": outcomes.in_all(rows),
            "first": narrowed.months[0],
            "bars": bars(months),
            "width": len(narrowed.months) * (BAR + GAP),
            "height": HEIGHT,
            "bar": BAR,
            "query": request.GET.urlencode(),
        }
        response: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]


def named(lines: list[Line], names: dict[str, str]) -> list[Line]:
    """Return ``lines`` with names for their keys; a key that is not known any more stays."""
    return [Line(names.get(one.key, one.key), one.counts) for one in lines]


def regions() -> dict[str, str]:
    rows = Region.objects.filter(level__lte=Region.Level.REGION)
    return {"": _("Anywhere, or without a place"), **{row.code: str(row) for row in rows}}


def fields() -> dict[str, str]:
    return {"": _("without a field"), **{row.slug: str(row) for row in Field.objects.all()}}


def bars(lines: list[Line]) -> list[Bar]:
    """Return how many agreed in each month, as a chart."""
    most = max((one.agreed for one in lines), default=0) or 1
    heights = [HEIGHT * one.agreed // most for one in lines]
    return [
        Bar(number * (BAR + GAP), HEIGHT - height, height) for number, height in enumerate(heights)
    ]
