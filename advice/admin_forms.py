"""The admin's forms and panels of questions."""

from typing import Any, ClassVar

from wagtail.admin.panels import InlinePanel

from portal.common.forms import EntryForm


class QuestionForm(EntryForm):
    """Of a translation, its texts only: sources and guides are those of the source."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.source_id:
            self.formsets: dict[str, Any] = {}


class OfSource(InlinePanel):
    """Rows of a source entry; a translation shows none."""

    class BoundPanel(InlinePanel.BoundPanel):
        # The name by which the admin's scripts know it is Wagtail's own.
        telepath_adapter_name: ClassVar = "wagtail.panels.InlinePanel"

        def __init__(self, **kwargs: Any) -> None:
            form = kwargs.get("form")
            self.is_there = form is None or bool(form.formsets)
            super().__init__(**kwargs if self.is_there else {**kwargs, "form": None})

        def is_shown(self) -> bool:
            return self.is_there and bool(super().is_shown())
