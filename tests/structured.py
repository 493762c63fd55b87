"""What pages say to machines (JSON-LD), held against schema.org's own vocabulary.

``schema_org.json`` is made by tools/vocabulary.py of the types that pages use.
"""

import datetime
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

VOCABULARY = json.loads((Path(__file__).parent / "schema_org.json").read_text())
TYPES: Mapping[str, Any] = VOCABULARY["types"]
ENUMERATIONS: Mapping[str, list[str]] = VOCABULARY["enumerations"]
SCHEMA = "https://schema.org"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ADDRESS = re.compile(r"https?://[^\s/]+/?\S*")


def things_in(html: str) -> list[Any]:
    """Return what the data blocks of a page hold."""
    return [json.loads(block) for block in BLOCK.findall(html)]


def complaints(thing: Any) -> Iterator[str]:
    """Yield what schema.org does not know of a thing that stands by itself."""
    if not isinstance(thing, dict) or thing.get("@context") != SCHEMA:
        yield f"has not the context of schema.org: {thing!r:.80}"
        return
    yield from in_thing({name: value for name, value in thing.items() if name != "@context"})


def in_thing(thing: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a thing and all that it consists of."""
    name = str(thing.get("@type"))
    if name not in TYPES:
        yield f"no type {name!r} (or tools/vocabulary.py was not asked for it)"
        return
    known = properties_of(name)
    for key, value in thing.items():
        if key in ("@type", "@id"):
            continue
        if key not in known:
            yield f"{name} has no property {key}"
            continue
        for each in value if isinstance(value, list) else [value]:
            yield from (f"{name}.{key}: {told}" for told in in_value(each, known[key]))


def in_value(value: Any, ranges: list[str]) -> Iterator[str]:
    """Yield what is wrong with the value of a property."""
    if isinstance(value, dict):
        if not kinds_of(value.get("@type", "")) & set(ranges):
            yield f"{value.get('@type')} is none of {ranges}"
        yield from in_thing(value)
    elif not any(fits(value, each) for each in ranges):
        yield f"{value!r} is none of {ranges}"


def properties_of(name: str) -> dict[str, list[str]]:
    """Return all properties of a type, its own and those of what it is a kind of."""
    return {key: r for kind in kinds_of(name) for key, r in TYPES[kind]["properties"].items()}


def kinds_of(name: str) -> set[str]:
    """Return a type and all that it is a kind of."""
    if name not in TYPES:
        return set()
    return {name}.union(*(kinds_of(above) for above in TYPES[name]["kinds"]))


def fits(value: Any, kind: str) -> bool:
    """Return whether a plain value is of a data type, a member of a list, or names a thing."""
    if kind in PLAIN:
        return PLAIN[kind](value)
    if kind in ENUMERATIONS:
        return isinstance(value, str) and value.removeprefix(f"{SCHEMA}/") in ENUMERATIONS[kind]
    # Things may be named by their address: https://schema.org/docs/datamodel.html
    return PLAIN["URL"](value)


def parsed(reads: Callable[[str], Any]) -> Callable[[Any], bool]:
    """Return a check that a value is a text which ``reads`` understands."""

    def check(value: Any) -> bool:
        try:
            return isinstance(value, str) and reads(value) is not None
        except ValueError:
            return False

    return check


def is_moment(text: str) -> datetime.datetime | None:
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.tzinfo else None


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


PLAIN: Mapping[str, Callable[[Any], bool]] = {
    "Text": lambda value: isinstance(value, str) and bool(value.strip()),
    "URL": lambda value: isinstance(value, str) and bool(ADDRESS.fullmatch(value)),
    "Boolean": lambda value: isinstance(value, bool),
    "Number": is_number,
    "Integer": lambda value: is_number(value) and int(value) == value,
    "Date": parsed(datetime.date.fromisoformat),
    "DateTime": parsed(is_moment),
    "Time": parsed(datetime.time.fromisoformat),
}
