"""Make thousands of plausible entries to measure with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from home.demo import load, load_pages


class Command(BaseCommand):
    help = "Make N plausible opportunities and M articles, the same for the same seed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--opportunities", type=int, default=2000, metavar="N")
        parser.add_argument("--articles", type=int, default=0, metavar="M")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--remove", action="store_true", help="delete what was generated")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            gone = load.remove(), load_pages.remove()
            if not options["remove"]:
                seed, say = options["seed"], self.stdout.write
                load.Generator(seed, say).make(options["opportunities"])
                load_pages.Articles(seed, say).make(options["articles"])
        if options["remove"]:
            self.stdout.write("{} opportunities and {} articles deleted".format(*gone))
        call_command("search_rebuild")
