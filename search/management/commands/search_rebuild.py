"""Builds the search index anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import Unavailable
from search.rebuild import rebuild

# Nobody needs to be told of what is done at once.
SECONDS_OF_SILENCE = 2.0


class Command(BaseCommand):
    help = "Build the search index anew from the database; readers are not disturbed."

    def handle(self, *args: Any, **options: Any) -> None:
        self.told_at = time.monotonic()
        self.done = 0
        try:
            rebuild(self.progress)
        except Unavailable as error:
            raise CommandError(f"The index could not be built: {error}") from error
        self.stdout.write(f"The index holds {self.done:,} entries.")

    def progress(self, done: int, of: int) -> None:
        """Say every two seconds how far it is."""
        self.done = done
        if time.monotonic() - self.told_at >= SECONDS_OF_SILENCE:
            self.told_at = time.monotonic()
            self.stdout.write(f"{done:,} of {of:,} entries indexed")
            self.stdout.flush()
