"""What the report shows of each row, and where it leads."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from portal.common.furniture import language_name, languages
from portal.common.translations.states import COMPLETE, MISSING, STATES, Row


def model_of(row: Row) -> type[Model]:
    """Return what the row is one of."""
    model = ContentType.objects.get_for_id(row["of_kind"]).model_class()
    assert model is not None
    return model


def edit_url(row: Row, key: int) -> str:
    """Return where the version ``key`` of the row is edited."""
    model = model_of(row)
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[key])
    name = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:edit"
    return reverse(name, args=[quote(key)])


def submit_url(row: Row) -> str:
    """Return where a translation of the row is begun."""
    model = model_of(row)
    if issubclass(model, Page):
        return reverse("wagtail_localize:submit_page_translation", args=[row["key"]])
    keys = [model._meta.app_label, model._meta.model_name, quote(row["key"])]
    return reverse("wagtail_localize:submit_snippet_translation", args=keys)


def url_of(row: Row) -> str:
    """Return where to go on with the row: its version, or the beginning of one."""
    return edit_url(row, row["version"]) if row["version"] else submit_url(row)


def state_of(row: Row) -> str:
    return str(STATES[row["state"]])


def kind_of(row: Row) -> str:
    return str(capfirst(model_of(row)._meta.verbose_name))


def written_in(row: Row) -> str:
    return language_name(languages()[row["written_in"]])


def shown_of(row: Row) -> str:
    """Return whether readers see the version; "" without one."""
    if row["state"] == MISSING:
        return ""
    return _("published") if row["version_live"] else _("draft")


def published(row: Row) -> str:
    """Return the day on which the source was last published."""
    moment = row["since"]
    return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""


class NameColumn(ButtonsColumnMixin, TitleColumn):
    """The name of the source, and what can be done."""

    def get_buttons(self, instance: Row, parent_context: Any) -> list[Button]:
        return [
            Button(label, url, classname="button button-small button-secondary", priority=place)
            for place, (label, url) in enumerate(ways(instance))
        ]


def ways(row: Row) -> Iterator[tuple[str, str]]:
    """Yield what can be done with a row, and where."""
    yield (_("Open the translation") if row["version"] else _("Translate")), url_of(row)
    yield _("Open the original"), edit_url(row, row["key"])
    if row["work"]:
        yield _("PO file"), reverse("wagtail_localize:download_pofile", args=[row["work"]])


def columns() -> list[Column]:
    """Return the columns of the report."""
    return [
        NameColumn(
            "heading",
            label=gettext_lazy("Name"),
            accessor=lambda row: row["heading"],
            get_url=url_of,
            width="40%",
        ),
        Column("kind", label=gettext_lazy("Kind"), accessor=kind_of),
        Column("written_in", label=gettext_lazy("Written in"), accessor=written_in),
        StatusTagColumn(
            "state",
            label=gettext_lazy("Translation"),
            accessor=state_of,
            primary=lambda row: row["state"] == COMPLETE,
        ),
        Column("shown", label=gettext_lazy("Status"), accessor=shown_of),
        Column("published", label=gettext_lazy("Original published"), accessor=published),
    ]


# What a spreadsheet holds: heading, and value of a row.
SHEET: dict[str, tuple[Any, Callable[[Row], Any]]] = {
    "name": (gettext_lazy("Name"), lambda row: row["heading"]),
    "kind": (gettext_lazy("Kind"), kind_of),
    "written_in": (gettext_lazy("Written in"), written_in),
    "state": (gettext_lazy("Translation"), state_of),
    "shown": (gettext_lazy("Status"), shown_of),
    "published": (gettext_lazy("Original published"), published),
    "address": (gettext_lazy("Address"), url_of),
}
