"""Which opportunities a visitor may see, and which are still open."""

import datetime
from typing import Self

from django.db.models import Prefetch, Q
from django.utils import timezone

from portal.common.querysets import EntryQuerySet
from search.models import Place


class OpportunityQuerySet(EntryQuerySet):
    """Opportunities; :meth:`published` is what the public list shows."""

    def published(self) -> Self:
        """Return the open calls of organisations that are shown, one row each."""
        return super().published().filter(organisation__live=True).current()

    def for_page(self) -> Self:
        places = Prefetch("places", Place.objects.select_related("region"))
        host = ("organisation__locale", "organisation__logo", "organisation__place__region")
        return super().for_page().select_related(*host).prefetch_related("fields", places)

    def current(self, today: datetime.date | None = None) -> Self:
        """Return what has not expired; an entry is shown on the day it expires."""
        today = today or timezone.localdate()
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=today))
