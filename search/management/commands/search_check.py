"""Compares the search index with the database."""

from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from search import queue
from search.engines import Unavailable
from search.rebuild import Difference, differences


class Command(BaseCommand):
    help = "List where the search index differs from the database; exit code 1 if it does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="and put it right")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        try:
            found = differences()
        except Unavailable as error:
            self.no_index(error, repair)
            return
        for difference in found:
            self.stdout.write(str(difference))
        if found and not repair:
            raise CommandError(f"{len(found)} entries differ.")
        put_right(found)
        self.stdout.write(f"{len(found)} entries put right." if found else "No difference.")

    def no_index(self, error: Unavailable, repair: bool) -> None:
        """Build the index if it is to be repaired."""
        if not repair:
            raise CommandError(f"There is no index to compare with: {error}")
        call_command("search_rebuild", stdout=StringIO())
        self.stdout.write("Built the index.")


def put_right(found: list[Difference]) -> None:
    """Let the index read the entries anew."""
    for difference in found:
        queue.mark(difference.kind, [difference.key])
