"""Who has a submission open: Wagtail's lock on its entry, taken on opening.

The row is changed and nothing else: no signal, so that opening something leaves search
and page cache in peace. So whoever has it open here is the only one who may edit it in
Wagtail, too.
"""

import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.admin.utils import get_user_display_name

from portal.common.models import Entry
from submissions.models import Submission

# After so long somebody has gone home, or for a coffee.
MAY_BE_TAKEN_AFTER = datetime.timedelta(minutes=15)


class Holder(NamedTuple):
    """Somebody who has an entry open."""

    name: str
    since: datetime.datetime | None

    @property
    def may_be_replaced(self) -> bool:
        """Whether somebody else may take over by now."""
        return self.since is None or self.since <= timezone.now() - MAY_BE_TAKEN_AFTER


def holder(entry: Entry | None, user: Any) -> Holder | None:
    """Return who has ``entry`` open, unless nobody has or it is ``user``."""
    if entry is None or not entry.locked or entry.locked_by_id == user.pk:
        return None
    by = entry.locked_by
    return Holder(get_user_display_name(by) if by else "", entry.locked_at)


def take(entry: Entry, user: Any, *, over: bool = False) -> bool:
    """Open ``entry`` for ``user``; return whether nobody else has it.

    With ``over`` it is taken from somebody who has had it open for long.
    """
    free = Q(locked=False) | Q(locked_by=user)
    if over:
        long_ago = timezone.now() - MAY_BE_TAKEN_AFTER
        free |= Q(locked_at=None) | Q(locked_at__lte=long_ago)
    taken = rows(entry).filter(free)
    mine = taken.update(locked=True, locked_by=user, locked_at=timezone.now()) == 1
    entry.refresh_from_db(fields=["locked", "locked_by", "locked_at"])
    return mine


def put_back(entry: Entry, user: Any) -> None:
    """Let others open what ``user`` has open."""
    rows(entry).filter(locked_by=user).update(**NOBODY)


def release(submission: Submission) -> None:
    """Let go what is decided, whoever had it open."""
    if submission.entry is not None:
        rows(submission.entry).filter(locked=True).update(**NOBODY)


NOBODY: dict[str, Any] = {"locked": False, "locked_by": None, "locked_at": None}


def rows(entry: Entry) -> QuerySet[Any]:
    """Return the row of ``entry``."""
    found: QuerySet[Any] = type(entry)._default_manager.filter(pk=entry.pk)
    return found
