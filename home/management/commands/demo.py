"""Fill the portal with a believable demo, or take it away again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from home import setting_up
from home.demo import (
    advice,
    around,
    asked,
    entries,
    front,
    interested,
    kept,
    offered,
    pages,
    people,
    rooms,
    sent,
    unfinished,
)


class Command(BaseCommand):
    help = "Make demo pages, organisations, opportunities and logins; changes nothing made before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="delete all of it")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            sent.remove()
            asked.remove()
            interested.remove()
            offered.remove()
            self.stdout.write(f"{around.remove()} partners and announcements deleted")
            unfinished.remove()
            self.stdout.write(f"{advice.remove()} guides, questions and materials deleted")
            self.stdout.write(f"{rooms.remove()} editorial lists deleted")
            self.stdout.write(f"{entries.remove()} entries and {pages.remove()} pages deleted")
            kept.remove()
            people.remove()
            return
        maker = entries.EntryMaker()
        self.stdout.write(f"{pages.make_lists()} lists")
        self.stdout.write(f"{maker.organisations()} organisations, with translations")
        self.stdout.write(f"{maker.opportunities()} opportunities, with translations")
        people.make()
        self.stdout.write(f"{rooms.make()} pages of news, stories, events, contact points")
        self.stdout.write(f"{advice.make()} guides, questions and materials")
        self.stdout.write(f"{pages.make_plain()} plain pages")
        self.stdout.write(f"{setting_up.furnish()} lists in languages without words of the demo")
        self.stdout.write(f"{around.make()} partners and announcements")
        self.stdout.write(f"{front.make()} home pages")
        self.stdout.write(f"{unfinished.make()} changes and translations under way")
        self.stdout.write(f"{asked.make()} private questions")
        self.stdout.write(f"{interested.make()} people who want to help, in every state")
        self.stdout.write(f"{offered.make()} offers of help, in every state")
        self.stdout.write(f"{sent.make()} forms that came in, in every state")
        self.stdout.write(f"{kept.make()} kept searches")
