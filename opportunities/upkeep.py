"""What the worker does for opportunities."""

import datetime

from django.utils import timezone

from opportunities.models import Opportunity
from portal.common import jobs
from search import queue


class Midnight:
    """Notices that a day has begun, and what ended with the one before."""

    def __init__(self) -> None:
        # Until when expired calls have been dealt with; None: not known after a start.
        self._done_until: datetime.date | None = None

    def tell_the_directory(self) -> None:
        """Let the directory know who stopped looking for volunteers because a call expired.

        Nobody saves anything then. The list of calls needs no help: it compares dates.
        """
        today = timezone.localdate()
        if self._done_until == today:
            return
        expired = Opportunity.objects.sources().live().filter(expires_on__lt=today)
        if self._done_until:
            expired = expired.filter(expires_on__gte=self._done_until)
        hosts = expired.filter(organisation__isnull=False).order_by()
        queue.mark("organisation", hosts.values_list("organisation_id", flat=True).distinct())
        self._done_until = today


def register() -> None:
    """Hand it to the worker."""
    jobs.register("tell of expired calls", Midnight().tell_the_directory, every=0.5)
