"""Make thousands of plausible entries to measure with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from home.demo import load


class Command(BaseCommand):
    help = "Make N plausible opportunities, the same for the same seed; then the index anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--opportunities", type=int, default=2000, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--remove", action="store_true", help="delete what was generated")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            gone = load.remove()
            if not options["remove"]:
                load.Generator(options["seed"], self.stdout.write).make(options["opportunities"])
        if options["remove"]:
            self.stdout.write(f"{gone} opportunities deleted")
        call_command("search_rebuild")
