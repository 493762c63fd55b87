"""Until when an entry is shown: the one date that its people move by themselves."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.public_forms import DayField, PublicForm
from portal.common.watches import later

MOST_MONTHS = 12


class LastDayForm(PublicForm):
    """A new last day for ``entry``, whose field ``name`` holds it."""

    last_day = DayField(
        label=_("Show it until"),
        help_text=_("The last day on which visitors see it, at most twelve months from now."),
    )

    def __init__(self, *args: Any, entry: Any, name: str, needed: bool = True, **kw: Any) -> None:
        self.entry, self.name = entry, name
        super().__init__(*args, **kw)
        field = self.fields["last_day"]
        field.initial = getattr(entry, name)
        field.required = needed or is_over(getattr(entry, name))

    def clean_last_day(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["last_day"]
        if day is None:
            return None
        if is_over(day):
            raise ValidationError(_("This day is over."))
        if day > later(timezone.localdate(), MOST_MONTHS):
            raise ValidationError(_("Choose a day within the next twelve months."))
        self._ask_the_entry(day)
        return day

    def _ask_the_entry(self, day: datetime.date) -> None:
        """Raise what the entry's own rules say against ``day``."""
        before = getattr(self.entry, self.name)
        setattr(self.entry, self.name, day)
        try:
            self.entry.clean()
        except ValidationError as error:
            if messages := error.message_dict.get(self.name):
                raise ValidationError(messages) from error
        finally:
            setattr(self.entry, self.name, before)

    @property
    def facts(self) -> dict[str, datetime.date]:
        """What changes on the entry."""
        day = self.cleaned_data["last_day"]
        return {self.name: day} if day else {}


def is_over(day: datetime.date | None) -> bool:
    """Return whether ``day`` is past."""
    return day is not None and day < timezone.localdate()
