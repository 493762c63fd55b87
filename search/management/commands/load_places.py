"""Loads regions, places and fields of volunteering."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.gazetteer.loader import load


class Command(BaseCommand):
    help = "Load the fields of volunteering, and regions and towns of PORTAL_COUNTRIES."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="also countries whose data has not changed"
        )

    def handle(self, *args: Any, anew: bool, **options: Any) -> None:
        try:
            load(settings.PORTAL_COUNTRIES, self.stdout.write, anew)
        except LookupError as error:
            raise CommandError(f"PORTAL_COUNTRIES: {error}") from error
