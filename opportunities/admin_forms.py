"""The admin's form of an opportunity: what its fields alone cannot check."""

from typing import Any

from opportunities.models.opportunity import errors_of_choice
from portal.common.forms import EntryForm, add_errors


class OpportunityForm(EntryForm):
    """Says beside the field what is missing before the call can be published."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.must_be_complete:
            mode, fields = cleaned.get("mode", ""), cleaned.get("fields", ())
            add_errors(self, errors_of_choice(mode, fields, cleaned.get("places", ())))
        return cleaned
