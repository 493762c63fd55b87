"""Links to the pages of a list: the first, the last, and those around the current one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a list; without a number it stands for the pages left out."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class PageLinks:
    """All links; empty addresses where there is nothing before or after."""

    links: tuple[PageLink, ...]
    previous: str
    next: str


def page_links(page: int, last: int, url: Callable[[int], str]) -> PageLinks:
    """Return the links for page ``page`` of ``last``; ``url`` makes the address of one."""
    return PageLinks(
        links=tuple(
            PageLink(n, url(n), n == page) if n else PageLink(None) for n in numbers(page, last)
        ),
        previous=url(page - 1) if 1 < page <= last else "",
        next=url(page + 1) if page < last else "",
    )


def numbers(page: int, last: int) -> Iterator[int | None]:
    """Yield the numbers worth a link, and ``None`` for a gap of two pages or more."""
    near = {1, last, page - 1, page, page + 1}
    shown = sorted(n for n in near if 1 <= n <= last)
    before = 0
    for n in shown:
        if n - before == 2:
            yield n - 1
        elif n - before > 2:
            yield None
        yield n
        before = n
