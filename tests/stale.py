"""Entries whose last check is long ago, and the worker that looks at them."""

import datetime
from typing import Any

from django.utils import timezone

from opportunities.models import Opportunity
from organisations_directory.models import ContactPerson, Organisation
from portal.common import freshness, watches
from portal.common.models import Mail
from portal.common.reminders import Reminder
from tests import factories
from tests.people import LINK

DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate


def months_ago(number: int, days: int = 0) -> datetime.date:
    """Return the last day of which so many months have passed; ``days`` before it."""
    return watches.earlier(TODAY(), number) - days * DAY


def host(**attributes: Any) -> Organisation:
    """Return an organisation with one contact person, checked a moment ago."""
    made = factories.organisation(**{"checked_on": TODAY(), **attributes})
    ContactPerson.objects.create(
        organisation=made,
        name="Ema",
        email=f"ema-{made.pk}@example.org",
        language="en",
        confirmed_at=timezone.now(),
    )
    return made


def call(**attributes: Any) -> Opportunity:
    return factories.opportunity(**{"organisation": host(), "checked_on": TODAY(), **attributes})


def old_organisation(**attributes: Any) -> Organisation:
    return host(checked_on=months_ago(6, 1), **attributes)


def run(days_later: int = 0) -> None:
    """Let the worker look, as if all that was sent had been sent ``days_later`` earlier."""
    if days_later:
        for reminder in Reminder.objects.all():
            reminder.at -= days_later * DAY
            reminder.save()
    freshness.look_after()


def letters() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("subject", flat=True))


def page_of(mail: Mail) -> str:
    return str(next(path for path in LINK.findall(mail.text) if "/still-valid/" in path))
