"""An address that somebody wants to have instead of theirs, until it is confirmed."""

from django.db import models
from django.utils import timezone

from portal.common.private_rows import Private
from volunteers.models.volunteer import Volunteer


class NewAddress(Private):
    """What a volunteer typed; one at a time."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="new_addresses")
    email = models.EmailField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.email
