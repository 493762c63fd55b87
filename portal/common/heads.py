"""What a page says about itself: to browsers, search engines and other sites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from portal.common import sites


class Link(NamedTuple):
    """Words and where they lead."""

    title: str
    url: str


class Shared(NamedTuple):
    """The picture that networks show of a shared page; ``url`` is a path, sizes are pixels."""

    url: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """All addresses are paths; what leaves the site is made absolute by :func:`absolute`."""

    title: str
    description: str = ""
    # The one address of this content; empty where there is none (errors).
    path: str = ""
    # "noindex" and the like; empty means that robots are welcome.
    robots: str = ""
    kind: str = "website"
    image: Shared | None = None
    # Language → path of the same content.
    alternates: Mapping[str, str] = field(default_factory=dict)
    # Language → path where it can be read in the frame of that language, if more than
    # ``alternates``: an entry without a translation is shown in its own words there.
    readable: Mapping[str, str] = field(default_factory=dict)
    # The pages above this one, from the home page down.
    crumbs: Sequence[Link] = ()
    # The same content for feed readers (Atom).
    feed: str = ""
    # Things described for machines (schema.org), besides the trail.
    things: Sequence[Mapping[str, Any]] = ()

    @property
    def url(self) -> str:
        """The canonical address, absolute."""
        return absolute(self.path) if self.path else ""

    @property
    def image_url(self) -> str:
        return absolute(self.image.url) if self.image else ""

    @property
    def json_ld(self) -> list[Mapping[str, Any]]:
        """What is described in JSON-LD: the trail, then the things."""
        return [*([self._trail()] if self.crumbs and self.path else []), *self.things]

    def _trail(self) -> dict[str, Any]:
        links = [*self.crumbs, Link(self.title, self.path)]
        items = [
            {"@type": "ListItem", "position": n, "name": link.title, "item": absolute(link.url)}
            for n, link in enumerate(links, 1)
        ]
        return {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": items,
        }


def absolute(path: str) -> str:
    """Return ``path`` with the public address of the site before it."""
    return path if path.startswith(("http://", "https://")) else f"{sites.url()}{path}"
