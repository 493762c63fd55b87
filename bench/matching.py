"""What fits one person among 20,000 calls: ``python -m bench.matching [FOLDER] [ENTRIES]``.

Made-up people, the same for the same seed: what they like, a town or from home, times,
languages, dislikes, some with words. Beside each of them one page of the plain list with the
same filters, all facets counted, so that a busy machine slows both alike.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from opportunities.matching import Wishes

PEOPLE, WARM_UP = 300, 40
WORDS = ("zahrada", "pes", "děti", "auto", "knihy", "dzieci", "ogród", "otroci", "garden", "phone")


def main(arguments: list[str]) -> None:
    """Print what it took, on the data of a folder that is kept, or of one made for the while."""
    from bench import data

    entries = int(next((word for word in arguments if word.isdigit()), "20000"))
    kept = next((word for word in arguments if not word.isdigit()), "")
    with TemporaryDirectory() as made:
        base = Path(kept or made) / "demo"
        folder = base.with_name(str(entries))
        if not folder.exists():
            data.loaded(base if base.exists() else data.base(base), entries)
        os.environ.update(data.environment(folder))
        django.setup()
        report(measured())


def measured() -> dict[str, list[float]]:
    """Return milliseconds of matching and of the plain list, and the queries of matching."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from opportunities.candidates import best

    everybody = list(people(PEOPLE + WARM_UP))
    for wishes in everybody[:WARM_UP]:
        best(wishes, "cs")
        plain(wishes)
    found: dict[str, list[float]] = {"fits": [], "list": [], "queries": [], "matches": []}
    for wishes in everybody[WARM_UP:]:
        found["fits"].append(milliseconds(lambda w=wishes: best(w, "cs")))  # type: ignore[misc]
        found["list"].append(milliseconds(lambda w=wishes: plain(w)))  # type: ignore[misc]
        with CaptureQueriesContext(connection) as queries:
            found["matches"].append(len(best(wishes, "cs")))
        found["queries"].append(len(queries))
    return found


def people(number: int) -> Iterator["Wishes"]:
    """Yield the wishes of so many made-up people."""
    from opportunities import choices
    from opportunities.matching import Spot, Wishes
    from search.models import Field, Place

    chance = random.Random(1)
    columns = ("pk", "latitude", "longitude")
    towns = [Spot(*row) for row in Place.objects.order_by("-population").values_list(*columns)]
    slugs = [*Field.objects.values_list("slug", flat=True)]
    vocabularies: dict[str, list[str]] = {
        "audience": choices.Audience.values,
        "time": choices.Time.values,
        "commitment": choices.Commitment.values,
    }
    for _ in range(number):
        fields = chance.sample(slugs, 3)
        likes = {name: (chance.choice(values),) for name, values in vocabularies.items()}
        yield Wishes(
            likes={"field": tuple(fields[:2]), **dict(chance.sample(list(likes.items()), 2))},
            words=chance.choice(WORDS) if chance.random() < 0.2 else "",
            spot=towns[int(500 * chance.random() ** 2)] if chance.random() < 0.8 else None,
            radius=chance.choice([10, 25, 25, 50]),
            remote=chance.random() < 0.4,
            languages=("cs", "en") if chance.random() < 0.5 else (),
            avoided=tuple(fields[2:]) if chance.random() < 0.5 else (),
        )


def plain(wishes: "Wishes") -> Any:
    """Return one page of the list with the same filters."""
    from search.query import Near, SearchQuery
    from search.service import search

    near = Near(wishes.spot.pk, wishes.radius) if wishes.spot else None
    sort = "nearest" if near else "newest"
    filters = dict(wishes.likes)
    query = SearchQuery("opportunity", "cs", wishes.words, filters, near, sort=sort)  # type: ignore[arg-type]
    return search(query)


def milliseconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def report(found: dict[str, list[float]]) -> None:
    for name in ("fits", "list"):
        times = sorted(found[name])
        p95 = times[int(len(times) * 0.95)]
        print(f"{name}: p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms")
    ratio = statistics.median(found["fits"]) / statistics.median(found["list"])
    print(f"by the plain list: {ratio:.2f} ×")
    print(f"SQL queries: {max(found['queries']):.0f} at most", end="; ")
    print(f"matches: {statistics.mean(found['matches']):.1f} each")


if __name__ == "__main__":
    main(sys.argv[1:])
