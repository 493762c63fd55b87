"""Which opportunities a visitor may see, and which are still open."""

import datetime
from typing import Self

from django.db.models import Q
from django.utils import timezone

from portal.common.querysets import EntryQuerySet


class OpportunityQuerySet(EntryQuerySet):
    """Opportunities; :meth:`published` is what the public list shows."""

    def published(self) -> Self:
        """Return the open calls of organisations that are shown, one row each."""
        return super().published().filter(organisation__live=True).current()

    def current(self, today: datetime.date | None = None) -> Self:
        """Return what has not expired; an entry is shown on the day it expires."""
        today = today or timezone.localdate()
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=today))
