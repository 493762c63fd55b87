"""Searches as the site does, and shows what came and why."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search.asked import Asked
from search.explain import Explanation, explained, shown_language
from search.query import Results, SearchQuery
from search.registry import searchable, searchables
from search.service import meant, search_all

LONGEST = 20


class Command(BaseCommand):
    help = "Search as the site does; show what came and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE)
        parser.add_argument("--type", action="append", choices=sorted(searchables()))
        parser.add_argument("--explain", action="store_true", help="with keys and weights")
        parser.add_argument("--limit", type=int, default=LONGEST, help="results of each type")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["language"] not in dict(settings.LANGUAGES):
            raise CommandError(f"The portal does not speak “{options['language']}”.")
        self.language, self.today = options["language"], timezone.localdate()
        kinds = options["type"] or sorted(searchables())
        queries = [self.query(kind, options) for kind in kinds]
        results = dict(zip(kinds, search_all(queries), strict=True))
        asked = meant(queries[0], next(iter(results.values())).reading)
        found = {kind: self.hits(kind, each, asked) for kind, each in results.items()}
        if options["json"]:
            self.tell_programs(results, found, asked)
        else:
            self.tell(results, found, asked, explain=options["explain"])

    def query(self, kind: str, options: dict[str, Any]) -> SearchQuery:
        return SearchQuery(
            kind,
            self.language,
            options["words"],
            sort="relevance",
            size=options["limit"],
            today=self.today,
        )

    def hits(self, kind: str, results: Results, asked: Asked) -> list[tuple[int, str, Explanation]]:
        """Return key, title and explanation of each result, in order."""
        documents = {each.key: each for each in searchable(kind).documents(results.keys)}
        return [
            (
                key,
                documents[key].texts[shown_language(documents[key], asked.reader)].title,
                explained(documents[key], asked, self.today),
            )
            for key in results.keys
            if key in documents
        ]

    def tell(
        self,
        results: dict[str, Results],
        found: dict[str, list[tuple[int, str, Explanation]]],
        asked: Asked,
        *,
        explain: bool,
    ) -> None:
        if explain:
            for term in asked.terms:
                self.stdout.write(f"{term.word}: {' '.join(sorted(term.keys))}")
        reading = next(iter(results.values())).reading
        if reading.corrected:
            self.stdout.write(f"Searched for: {reading.corrected}")
        if reading.nearly:
            self.stdout.write("Nothing has all words; these have most of them.")
        for kind, each in results.items():
            self.stdout.write(f"\n{kind}: {each.total}")
            for key, title, explanation in found[kind]:
                self.stdout.write(f"  {explanation.weight:6.2f}  {title}  ({key})")
                for reason in explanation.reasons if explain else ():
                    what = f"{reason.asked} → {reason.found}" if reason.asked else reason.found
                    self.stdout.write(f"          {reason.weight:5.2f}  {reason.where}: {what}")

    def tell_programs(
        self,
        results: dict[str, Results],
        found: dict[str, list[tuple[int, str, Explanation]]],
        asked: Asked,
    ) -> None:
        told = {
            "words": {term.word: sorted(term.keys) for term in asked.terms},
            "reading": asdict(next(iter(results.values())).reading),
            "types": {
                kind: {
                    "total": each.total,
                    "results": [
                        {
                            "key": key,
                            "title": title,
                            "weight": explanation.weight,
                            "reasons": list(map(asdict, explanation.reasons)),
                        }
                        for key, title, explanation in found[kind]
                    ],
                }
                for kind, each in results.items()
            },
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
