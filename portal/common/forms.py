"""What the forms of all entries have in common, in the admin and in public."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm

# Not translated word by word, but every language has its own.
OWN_TO_EACH_LANGUAGE = {"tags"}


class EntryForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail carries no types
    """The admin's form of an entry; of a translation, its texts only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.source_id:
            texts = {field.field_name for field in self.instance.translatable_fields}
            for name in set(self.fields) - texts - OWN_TO_EACH_LANGUAGE:
                del self.fields[name]

    @property
    def must_be_complete(self) -> bool:
        """Whether the facts are to be checked: not in a draft, not in a translation."""
        return not self.is_deferred_validation and not self.instance.source_id
