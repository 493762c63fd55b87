"""How staff say which colour: by its code, or with the browser's picker."""

from typing import Any

from django import forms
from django.template.loader import render_to_string


class ColourInput(forms.TextInput):
    """One box for ``#rrggbb`` and a picker that fills it; without scripts the box alone does."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"maxlength": 7, "spellcheck": "false", **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        return render_to_string("portal_admin/colour.html", self.get_context(name, value, attrs))

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["portal_admin/colour.js"], css={"all": ["portal_admin/colour.css"]})
