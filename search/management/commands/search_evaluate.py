"""Tells how well the search finds what a file of cases asks for."""

import json
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import scratch
from search.evaluation import Report, distractors, evaluate, read


class Command(BaseCommand):
    help = "Run the cases of a file over its documents, in an index of their own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="JSON with documents and cases")
        parser.add_argument("--engine", metavar="URL", default="", help="as SEARCH_URL")
        parser.add_argument("--distractors", type=int, metavar="N", default=0)
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries, cases = read(options["file"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error!r}") from error
        languages = tuple(dict.fromkeys(entry.language for entry in entries))
        entries += distractors(options["distractors"], languages)
        with tempfile.TemporaryDirectory() as folder:
            report = evaluate(entries, cases, scratch(options["engine"], folder))
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
        else:
            self.tell(report)

    def tell(self, report: Report) -> None:
        for by in ("language", "kind"):
            for name, count in report.passed(by).items():
                share = count["passed"] / count["total"]
                self.stdout.write(
                    f"{name:12} {count['passed']:4} of {count['total']:4} {share:6.1%}"
                )
            self.stdout.write("")
        for failure in report.failures:
            case = failure.case
            self.stdout.write(f"{case.language} {case.kind}: {case.query}")
            for label in ("missing", "wrong"):
                for name in getattr(failure, label):
                    self.stdout.write(f"    {label}: {name}")
            if failure.first:
                self.stdout.write(f"    not first: {failure.first}")
            for name, keys in failure.keys.items():
                self.stdout.write(f"    {name} → {' · '.join(keys)}")
