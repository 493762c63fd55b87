"""A worker of its own that publishes and ends what is due."""

from portal.common import schedule


def main() -> None:
    schedule.tend()
