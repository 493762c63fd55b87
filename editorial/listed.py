"""What lists remember until the content changes: thousands of pages are read once."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, TypeVar, overload

from django.db.models import QuerySet

from portal.common import versions

Value = TypeVar("Value")
# Junk in addresses makes many narrowed lists; at so many, all are forgotten.
MOST = 500
_memory: Callable[[], dict[Hashable, Any]] = versions.kept(dict)


def remembered(key: Hashable, made: Callable[[], Value]) -> Value:
    """Return what ``made`` gave under ``key`` since the content changed last."""
    memory = _memory()
    if key not in memory:
        value = made()
        if len(memory) >= MOST:
            memory.clear()
        memory[key] = value
    found: Value = memory[key]
    return found


class Rows(Sequence[Any]):
    """The rows of ``keys`` in that order; only the slice that is asked for is read."""

    def __init__(self, rows: QuerySet[Any], keys: Sequence[int]) -> None:
        self.rows = rows
        self.keys = keys

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, int):
            return self[index : index + 1 or None][0]
        keys = self.keys[index]
        found = self.rows.in_bulk(keys)
        # One that has just gone is left out.
        return [found[key] for key in keys if key in found]
