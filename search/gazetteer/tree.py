"""The tree of regions in memory: asked for every document, facet and page.

Read with one query in each process, and again when a region is saved there, when
the gazetteer is loaded, or a minute later, because another process may have
saved one. Codes that do not exist have no ancestors and no descendants.
"""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models.signals import post_delete, post_save

from portal.common.text import collation_key
from search.models import Region

SECONDS = 60


@dataclass(slots=True)
class Node:
    """One region; ``path`` leads from the country to it."""

    code: str
    level: int
    name: str
    names: dict[str, str]
    path: tuple[str, ...]

    def label(self, language: str) -> str:
        """Return the name in ``language``, or the name of its own."""
        return self.names.get(language) or self.name


@dataclass
class Tree:
    """All regions, and which is inside which."""

    nodes: dict[str, Node]
    codes: dict[int, str]
    _sorted: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def inside(self) -> dict[str, list[str]]:
        """The codes directly inside a code; countries are inside the empty one."""
        inside = defaultdict(list)
        for node in self.nodes.values():
            inside[node.path[-2] if len(node.path) > 1 else ""].append(node.code)
        return dict(inside)

    @cached_property
    def below(self) -> dict[str, frozenset[str]]:
        """For each code, it and all codes inside it."""
        below = defaultdict(set)
        for node in self.nodes.values():
            for code in node.path:
                below[code].add(node.code)
        return {code: frozenset(codes) for code, codes in below.items()}

    def children(self, code: str, language: str) -> tuple[str, ...]:
        """Return the codes directly inside ``code`` in the order of ``language``."""
        if (code, language) not in self._sorted:
            codes = sorted(self.inside.get(code, ()), key=lambda each: self._key(each, language))
            self._sorted[code, language] = tuple(codes)
        return self._sorted[code, language]

    def _key(self, code: str, language: str) -> tuple[str, str]:
        return collation_key(self.nodes[code].label(language), language)


def ancestors(code: str) -> tuple[str, ...]:
    """Return the codes from the country down to ``code`` itself."""
    node = tree().nodes.get(code)
    return node.path if node else ()


def ancestors_of_id(pk: int) -> tuple[str, ...]:
    """Return the codes from the country down to the region with the primary key ``pk``."""
    return ancestors(tree().codes.get(pk, ""))


def descendants(code: str) -> frozenset[str]:
    """Return ``code`` and the codes of all regions inside it."""
    return tree().below.get(code, frozenset())


def exists(code: str) -> bool:
    """Tell whether there is a region with ``code``."""
    return code in tree().nodes


def label(code: str, language: str) -> str:
    """Return the name of ``code`` in ``language``; the code itself if there is no such region."""
    node = tree().nodes.get(code)
    return node.label(language) if node else code


def level(code: str) -> int:
    """Return 0 for a country, 1 for a region, 2 for a district; raises ``KeyError``."""
    return tree().nodes[code].level


def roots(language: str) -> tuple[str, ...]:
    """Return the codes of the countries in the order of ``language``."""
    return tree().children("", language)


def children(code: str, language: str) -> tuple[str, ...]:
    """Return the codes directly inside ``code`` in the order of ``language``."""
    return tree().children(code, language) if code else ()


def tree() -> Tree:
    """Return the tree as it was at most a minute ago."""
    return _read(int(time.monotonic() // SECONDS))


def clear(**_signal: object) -> None:
    """Forget the tree: a region has changed."""
    _read.cache_clear()


@lru_cache(maxsize=1)
def _read(_minute: int) -> Tree:
    nodes: dict[str, Node] = {}
    codes: dict[int, str] = {}
    rows = Region.objects.order_by("level").values_list(
        "pk", "parent_id", "code", "level", "name", "names"
    )
    for pk, parent, code, level, name, names in rows.iterator():
        codes[pk] = code
        path = nodes[codes[parent]].path if parent else ()
        nodes[code] = Node(code, level, name, names, (*path, code))
    return Tree(nodes, codes)


for signal in (post_save, post_delete):
    signal.connect(clear, sender=Region, dispatch_uid="search.gazetteer.tree")
