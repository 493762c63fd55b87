"""A worker of its own that sends what is due until nothing is."""

from portal.common import outbox
from portal.common.outbox import Mail


def main() -> None:
    while Mail.objects.due().exists():
        outbox.send_due()
