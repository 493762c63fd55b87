"""Make tests/schema_org.json: schema.org's own vocabulary, of the types that pages describe.

    npm install schema-dts
    python tools/vocabulary.py node_modules/schema-dts/dist/schema.d.ts

Run it again when a page describes something of another type: add that to USED. The package
(Apache-2.0) is made of schema.org's files by people of Google, who keep both.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "tests" / "schema_org.json"
USED = (
    "Answer",
    "Article",
    "BreadcrumbList",
    "Country",
    "DigitalDocument",
    "Event",
    "FAQPage",
    "GeoCoordinates",
    "ImageObject",
    "JobPosting",
    "ListItem",
    "LocalBusiness",
    "NGO",
    "NewsArticle",
    "Offer",
    "OpeningHoursSpecification",
    "Organization",
    "Person",
    "Place",
    "PostalAddress",
    "QAPage",
    "Question",
    "SearchAction",
    "VirtualLocation",
    "WebPage",
    "WebSite",
)
INTERFACE = re.compile(
    r"^(?:export )?interface (\w+) extends ([^{]+)\{(.*?)^\}", re.MULTILINE | re.DOTALL
)
PROPERTY = re.compile(
    r'(?:/\*\*(?P<says>(?:(?!\*/).)*)\*/\s*)?"(?P<name>[^"@]+)"\?: (?P<value>.*?);$',
    re.MULTILINE | re.DOTALL,
)
NAMED = re.compile(r'"@type": "(\w+)"')
MEMBERS = re.compile(r'^export type (\w+) = ("https://schema\.org/.*);$', re.MULTILINE)
MEMBER = re.compile(r'"https://schema\.org/(\w+)"')


def main(source: Path) -> None:
    """Write the vocabulary of the types in USED and of all that they are."""
    text = source.read_text()
    types = dict(all_types(text))
    kept = {name: types[name] for used in USED for name in line(types, used)}
    wanted = {r for each in kept.values() for ranges in each["properties"].values() for r in ranges}
    lists = {n: MEMBER.findall(v) for n, v in MEMBERS.findall(text) if n in wanted}
    found = {"types": dict(sorted(kept.items())), "enumerations": dict(sorted(lists.items()))}
    TARGET.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    print(f"{len(kept)} types, {len(lists)} lists of values, {TARGET.stat().st_size} bytes")


def all_types(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each type with what it is a kind of and its own properties with their ranges."""
    bases = {name: (above, body) for name, above, body in INTERFACE.findall(text)}
    for name, (above, body) in bases.items():
        told = NAMED.search(body)
        if not name.endswith("Leaf") or told is None:
            continue
        own = f"{told[1]}Base"
        parents, properties = bases.get(own, (above, "")) if own in above else (above, "")
        yield told[1], {"kinds": kinds(parents), "properties": dict(properties_in(properties))}


def kinds(parents: str) -> list[str]:
    """Return the types that ``parents`` (interfaces of the package) stand for."""
    names = (name.strip() for name in parents.split(","))
    return [name.removesuffix("Base") for name in names if name.endswith("Base")]


def properties_in(body: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the properties that are not superseded, with the types of their values."""
    for found in PROPERTY.finditer(body):
        if "@deprecated" in (found["says"] or ""):
            continue
        value = re.sub(r"^SchemaValue<(.*), \"\w+\">$", r"\1", found["value"])
        ranges = [each.strip() for each in value.split("|")]
        yield found["name"], [each for each in ranges if each != "IdReference"]


def line(types: dict[str, dict[str, Any]], name: str) -> Iterator[str]:
    """Yield a type and all that it is a kind of."""
    if name in types:
        yield name
        for above in types[name]["kinds"]:
            yield from line(types, above)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
