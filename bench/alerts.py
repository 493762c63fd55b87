"""Measures one round of kept searches: ``python -m bench.alerts FOLDER``.

50,000 of them and 500 new opportunities among 20,000, in a single process: once with as many
different questions as people have, once with no two alike. FOLDER is where ``python -m bench
FOLDER`` keeps its data; without it the data is made first.
"""

import json
import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ALERTS, DIFFERENT, NEW = 50_000, 3_000, 500
# So many are kept by many people; the rest by few (Zipf's law).
SKEW = 0.8


def main() -> None:
    """Measure in the folder that was named, or in one that goes away."""
    if sys.argv[2:]:
        measure(int(sys.argv[2]))
    elif sys.argv[1:]:
        rounds(Path(sys.argv[1]).absolute())
    else:
        with TemporaryDirectory(prefix="portal-bench-") as folder:
            rounds(Path(folder))


def rounds(root: Path) -> None:
    """Measure both, each in a process of its own: memory is its peak."""
    from bench import data
    from bench.__main__ import folder_with
    from bench.figures import LARGE
    from tools import progress

    root.mkdir(parents=True, exist_ok=True)
    folder_with(root, LARGE)
    env = data.environment(root / LARGE)
    for different in (DIFFERENT, ALERTS):
        command = [sys.executable, "-m", "bench.alerts", str(root), str(different)]
        log = root / f"alerts-{different}.log"
        progress.run(f"{ALERTS:,} kept searches, {different:,} different", command, log, env)
        print(log.read_text().splitlines()[-1])


def measure(different: int) -> None:
    """Print the seconds, mails and megabytes of one round, in the environment of the site."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    from alerts import telling
    from portal.common.models import Mail

    fill(different)
    telling.SECONDS_AT_A_TIME = float("inf")
    before = time.monotonic(), time.process_time()
    telling.tell()
    print(
        json.dumps(
            {
                "alerts": ALERTS,
                "different": different,
                "seconds": round(time.monotonic() - before[0], 1),
                "processor": round(time.process_time() - before[1], 1),
                "mails": Mail.objects.filter(event__startswith="alert-news-").count(),
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


def fill(different: int) -> None:
    """Keep the searches, and let so many entries be new."""
    from django.utils import timezone

    from alerts import arrivals
    from alerts.models import Alert, Arrival, Question, Reader, digest
    from portal.common.models import Mail

    for model in (Alert, Question, Reader):
        model.objects.all().delete()
    Mail.objects.filter(event__startswith="alert-").delete()
    chance, last = random.Random(1), arrivals.note()
    asked = list(questions(chance, different))
    Question.objects.bulk_create(
        Question(
            kind="opportunity", language=code, asked=q, digest=digest("opportunity", code, None, q)
        )
        for code, q in asked
    )
    Reader.objects.bulk_create(
        Reader(email=f"reader{n}@bench.example", folded=f"reader{n}@bench.example")
        for n in range(ALERTS)
    )
    weights = [1 / (n + 1) ** SKEW for n in range(different)]
    keys = list(Question.objects.values_list("pk", flat=True))
    kept = chance.choices(keys, weights, k=ALERTS) if different < ALERTS else keys
    now = timezone.now()
    Alert.objects.bulk_create(
        Alert(reader_id=reader, question_id=key, often="now", mark=last, confirmed_at=now)
        for reader, key in zip(Reader.objects.values_list("pk", flat=True), kept, strict=True)
    )
    rows = Arrival.objects.filter(kind="opportunity")
    new = chance.sample(list(rows.values_list("pk", flat=True)), NEW)
    rows.filter(pk__in=new).delete()


def questions(chance: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """Yield so many different questions: language, and parameters as they are kept."""
    from django.conf import settings
    from django.http import QueryDict

    from alerts.questions import canonical
    from bench.questions import KINDS, LANGUAGES, WEIGHTS, Questions
    from opportunities.models import Opportunity, OpportunityIndexPage
    from search.params import Params

    usual = Questions(1)
    titles: Any = Opportunity.objects.values_list("title", "locale__language_code")
    words: dict[str, list[str]] = {code: [] for code, _name in settings.LANGUAGES}
    for title, code in titles:
        words[code] += [word for word in title.split() if len(word) > 3]
    seen: set[tuple[str, str]] = set()
    kinds = [kind for kind in KINDS if kind != "plain"]
    while len(seen) < count:
        code, kind = chance.choices(LANGUAGES, WEIGHTS)[0], chance.choice(kinds)
        asked = dict(getattr(usual, f"_{kind.replace(' ', '_')}")(code))
        if "q" in asked or chance.random() < 0.2:
            asked["q"] = " ".join(chance.sample(words[code], chance.choice([1, 1, 2])))
        if chance.random() < 0.5:
            asked |= {"region": chance.choice(usual.regions), "field": chance.choice(usual.fields)}
        get = QueryDict(mutable=True)
        for name, value in asked.items():
            get.setlist(name, value if isinstance(value, list) else [value])
        question = code, canonical(Params.from_get(get, OpportunityIndexPage.facets)).querystring()
        if question not in seen:
            seen.add(question)
            yield question


if __name__ == "__main__":
    main()
