"""The bars, the figures beside them, and the table of both."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

LARGE, SMALL = "20000", "2000"
SENDING = {
    "step": "submission: one step",
    "send": "submission: sent",
    "confirm": "submission: confirmed",
    "queue": "desk: 5,000 waiting",
    "decide": "desk: page to decide on",
}
# Entries → milliseconds that the search alone may take at p95.
ENGINE = {"20000": 8, "100000": 20}
EDITORIAL = {"home": ("home page", 15), "news": ("list of news", None), "article": ("article", 10)}


@dataclass(frozen=True)
class Figure:
    """Something measured; ``most`` or ``least`` is its bar, if it has one."""

    name: str
    value: float
    unit: str = "ms"
    most: float | None = None
    least: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the bar was met; "" without one."""
        if self.most is None and self.least is None:
            return ""
        low = self.least is not None and self.value < self.least
        high = self.most is not None and self.value > self.most
        return "MISSED" if low or high else "ok"

    @property
    def bar(self) -> str:
        if self.most is not None:
            return f"≤ {self.most:g}"
        return f"≥ {self.least:g}" if self.least is not None else ""

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "verdict": self.verdict}


def figures(measured: Mapping[str, Mapping[str, Any]]) -> Iterator[Figure]:
    """Yield the rows of the table from what was measured at each size."""
    small, large = measured[SMALL], measured[LARGE]
    for size, at in (("2 k", small), ("20 k", large)):
        yield from lists(size, at, bars=at is large)
        yield from editorial(size, at, bars=at is large)
    yield Figure("minimal Wagtail page, p50", large["minimal"]["p50"])
    yield Figure("minimal Wagtail page, processor", large["cpu"]["minimal"])
    yield Figure("bare Django view, p50", large["bare"]["p50"])
    yield from cached(large)
    yield from sending(large["sending"])
    for name, times in large["admin"].items():
        yield Figure(f"admin: {name}, p50", times["p50"], most=400)
    for size, bar in ENGINE.items():
        yield from engine(size, bar, large["engine"][size])
    yield Figure("20 k indexed from nothing", large["index"], "s", most=60)
    yield Figure("20 k generated and indexed", large["load"], "s", most=120)
    yield Figure("memory of a web process", large["megabytes"], "MB", most=200)


def lists(size: str, at: Mapping[str, Any], *, bars: bool) -> Iterator[Figure]:
    """Yield what was measured of pages that no cache has."""
    ratio = at["list"]["p50"] / at["minimal"]["p50"]
    yield Figure(f"list, {size}, p50", at["list"]["p50"], most=12 if bars else None)
    yield Figure(f"list, {size}, p95", at["list"]["p95"], most=25 if bars else None)
    yield Figure(f"list, {size}, by minimal page", ratio, "×", most=3)
    yield Figure(f"list, {size}, processor", at["cpu"]["list"])
    yield Figure(f"list, {size}, SQL", at["queries"]["list"], "queries", most=10)
    yield Figure(f"detail, {size}, p50", at["detail"]["p50"], most=8 if bars else None)
    yield Figure(
        f"detail, {size}, by minimal page", at["detail"]["p50"] / at["minimal"]["p50"], "×"
    )
    yield Figure(f"detail, {size}, processor", at["cpu"]["detail"])
    yield Figure(f"detail, {size}, SQL", at["queries"]["detail"], "queries")


def editorial(size: str, at: Mapping[str, Any], *, bars: bool) -> Iterator[Figure]:
    """Yield what was measured of editorial pages that no cache has."""
    for kind, (name, bar) in EDITORIAL.items():
        p50 = at[kind]["p50"]
        yield Figure(f"{name}, {size}, p50", p50, most=bar if bars else None)
        yield Figure(f"{name}, {size}, by minimal page", p50 / at["minimal"]["p50"], "×")
        yield Figure(f"{name}, {size}, processor", at["cpu"][kind])
        yield Figure(f"{name}, {size}, SQL", at["queries"][kind], "queries", most=15)


def engine(size: str, bar: float, at: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield what was measured of the search without any page."""
    name = f"search alone, {int(size) // 1000} k"
    yield Figure(f"{name}, p50", at["p50"])
    yield Figure(f"{name}, p95", at["p95"], most=bar)
    yield Figure(f"{name}, by raw Tantivy", at["overhead"], "×", most=1.5)
    yield Figure(f"{name}, made and indexed", at["build"], "s")


def cached(at: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield what was measured of the page cache."""
    yield Figure("bare Django view", at["bare_rate"], "/s")
    yield Figure("list from the cache", at["cached_rate"], "/s")
    yield Figure("list from the cache, by bare view", at["cached_share"], "×", least=0.5)
    yield Figure("old copy last seen after a change", at["stale"], "s", most=1)


def sending(at: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield what was measured of what people send, and of the desk where it waits."""
    bars = {"step": None, "send": 60, "confirm": 60, "queue": 150, "decide": None}
    for kind, name in SENDING.items():
        yield Figure(f"{name}, p50", at[kind]["p50"], most=bars[kind])
        yield Figure(f"{name}, p95", at[kind]["p95"])
        yield Figure(f"{name}, by minimal page", at[kind]["p50"] / at["minimal"]["p50"], "×")


def table(rows: list[Figure]) -> str:
    """Return the figures in columns."""
    wide = max(len(row.name) for row in rows)
    return "\n".join(
        f"{row.name:{wide}}  {row.value:9,.2f} {row.unit:8} {row.bar:7} {row.verdict}".rstrip()
        for row in rows
    )
