"""Choosing in the admin, by typing a part of the name, from more than a menu can hold."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.viewsets.chooser import ChooserViewSet

LONGEST_KEY = 18


class SearchForm(BaseFilterForm):
    """One box; subclasses say what is found by what is typed into it."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("A part of the name")}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        typed = self.cleaned_data["q"].strip()
        if not typed:
            return objects
        self.is_searching, self.search_query = True, typed
        return self.found(objects, typed)

    def found(self, objects: QuerySet[Any], typed: str) -> QuerySet[Any]:
        """Return those among ``objects`` that ``typed`` may mean, the best first."""
        raise NotImplementedError


class SeveralChooser(forms.Widget):
    """A list of rows chosen so far, and a button that opens ``chooser`` to add some.

    ``chooser`` has ``get_object_list()``, and ``title_of(row)``.
    """

    def __init__(self, chooser: ChooserViewSet, label: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.chooser = chooser
        self.label = label

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        keys = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        # Longer ones would be too much for the database, and are keys of nothing.
        return [key if len(key) <= LONGEST_KEY else "" for key in map(str, keys)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # nothing is sent when the last one is taken out

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        return render_to_string(
            "portal_admin/several_chooser.html", self.get_context(name, value, attrs)
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {
            "name": name,
            "attrs": attrs or {},
            "label": self.label,
            "icon": self.chooser.icon,
            "url": reverse(self.chooser.get_url_name("choose")),
            "chosen": [(str(row.pk), self.chooser.title_of(row)) for row in self.rows(value)],
        }

    def rows(self, value: Any) -> list[Model]:
        """Return the rows whose keys are ``value``, in that order; unknown keys are left out."""
        keys = [int(key) for key in value or () if str(key).isdecimal()]
        known: Mapping[int, Model] = self.chooser.get_object_list().in_bulk(keys)
        return [known[key] for key in keys if key in known]

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            js=[
                versioned_static("wagtailadmin/js/chooser-modal.js"),
                "portal_admin/several-chooser.js",
            ],
            css={"all": ["portal_admin/several-chooser.css"]},
        )
