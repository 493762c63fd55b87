"""A worker of its own that tells of what is new until everybody has been told."""

import time

from django.utils import timezone

from alerts import arrivals, telling
from alerts.models import Alert

# The smaller, the more often a killed process is between two of them.
telling.AT_A_TIME = 5


def main() -> None:
    """Go on while somebody waits: another worker may be at it."""
    print("ready", flush=True)
    while Alert.objects.due(arrivals.note(), timezone.now()).exists():
        telling.tell()
        time.sleep(0.05)
