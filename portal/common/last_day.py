"""Until when an entry is shown: the one date that its people move by themselves."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.dates import day
from portal.common.public_forms import DayField, PublicForm
from portal.common.watches import later

MOST_MONTHS = 12


class LastDayForm(PublicForm):
    """A new last day for ``entry``, whose field ``name`` holds it."""

    last_day = DayField(label=_("Show it until"))

    def __init__(self, *args: Any, entry: Any, name: str, needed: bool = True, **kw: Any) -> None:
        self.entry, self.name = entry, name
        super().__init__(*args, **kw)
        field = self.fields["last_day"]
        field.initial = getattr(entry, name)
        help_text = _("The last day on which visitors see it, %(day)s at the latest.")
        field.help_text = help_text % {"day": day(latest())}
        field.required = needed or is_over(getattr(entry, name))

    def clean_last_day(self) -> datetime.date | None:
        chosen: datetime.date | None = self.cleaned_data["last_day"]
        if chosen is None:
            return None
        if is_over(chosen):
            raise ValidationError(_("This day is over."))
        if chosen > latest():
            raise ValidationError(
                _("Choose an earlier day, %(day)s at the latest."), params={"day": day(latest())}
            )
        self._ask_the_entry(chosen)
        return chosen

    def _ask_the_entry(self, chosen: datetime.date) -> None:
        """Raise what the entry's own rules say against that last day."""
        before = getattr(self.entry, self.name)
        setattr(self.entry, self.name, chosen)
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
        chosen = self.cleaned_data["last_day"]
        return {self.name: chosen} if chosen else {}


def latest() -> datetime.date:
    """Return the last day that can be chosen today."""
    return later(timezone.localdate(), MOST_MONTHS)


def is_over(last: datetime.date | None) -> bool:
    """Return whether the day ``last`` is past."""
    return last is not None and last < timezone.localdate()
