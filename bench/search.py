"""The search alone at any size and on any engine: ``python -m bench.search 100000 [URL …]``."""

import sys
from itertools import product

import django


def main(arguments: list[str]) -> None:
    """Print how long each of the named sizes takes on each of the named engines."""
    django.setup()
    from bench.engine import measure

    sizes = [int(word) for word in arguments if word.isdigit()] or [20_000]
    urls = [word for word in arguments if not word.isdigit()] or ["tantivy:"]
    for url, entries in product(urls, sizes):
        found = measure(entries, url)
        by_raw = f", {found.overhead:.2f} × raw Tantivy" if found.overhead else ""
        print(
            f"{entries:,} entries, {url.partition(':')[0]}: built in {found.build:.0f} s, ", end=""
        )
        print(f"p50 {found.p50:.1f} ms, p95 {found.p95:.1f} ms{by_raw}")
        for kind, milliseconds in found.kinds.items():
            print(f"    {kind}: {milliseconds} ms", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
