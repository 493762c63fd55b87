"""How much came of it, in numbers that outlive the people."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F
from django.utils import timezone

from portal.common.fields import CodesField


class Tally(models.Model):
    """How often interests in one call came into one state in one month."""

    month = models.DateField()
    # The opportunity's primary key: it may be deleted, the number stays.
    opportunity = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10)
    regions = CodesField()
    fields = CodesField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["month", "opportunity", "state"], name="tally_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.opportunity} {self.state}: {self.number}"


def count(call: Any, state: str) -> None:
    """Count that an interest in ``call`` came into ``state`` today."""
    month: datetime.date = timezone.localdate().replace(day=1)
    row, _new = Tally.objects.get_or_create(
        month=month, opportunity=call.pk, state=state, defaults=facts_of(call)
    )
    Tally.objects.filter(pk=row.pk).update(number=F("number") + 1)


def facts_of(call: Any) -> dict[str, Any]:
    """Return by what the numbers of ``call`` are added up later."""
    regions = {place.region.code for place in call.places.select_related("region")}
    return {
        "regions": sorted(regions),
        "fields": [field.slug for field in call.fields.all()],
    }
