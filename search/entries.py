"""What entries have in common where they are found: one row for each version, no instances."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from portal.common.furniture import furniture
from portal.common.html import plain
from portal.common.models import Entry
from portal.common.text import address
from search.documents import Hit, Searchable

Row = Mapping[str, Any]


class EntrySearch(Searchable):
    """Entries of one model: the key of one is that of its source."""

    model: ClassVar[type[Entry]]
    # The fields of a version: first what stands in for a summary, then the rest of its words.
    texts: ClassVar[tuple[str, ...]]
    # What facts are made of: columns of the source.
    columns: ClassVar[tuple[str, ...]] = ()
    # Whether versions have titles of their own; the name of an organisation is one in all.
    translated: ClassVar[bool] = True

    def facts(self, rows: Mapping[int, Row], language: str) -> Mapping[int, Iterable[str]]:
        """Return what a reader is told of each of ``rows``, sources by their keys."""
        return {}

    def hits(self, keys: Sequence[int], language: str) -> list[Hit]:
        names = (self.model.title_field, *self.texts, *self.columns)
        public: Any = self.public().filter(pk__in=keys).values("pk")
        found = self.model.objects.versions(public, names)
        sources = {key: next(iter(versions.values())) for key, versions in found.items()}
        facts = self.facts(sources, language)
        link = furniture(language).roles.get(self.role)
        url = link.url if link else ""
        return [
            self.hit(key, found[key], language, url, facts.get(key, ()))
            for key in keys
            if key in found
        ]

    def hit(
        self, key: int, versions: Mapping[str, Row], language: str, url: str, facts: Iterable[str]
    ) -> Hit:
        """Return what a reader of ``language`` sees of ``versions``, the source's own first."""
        own, source = next(iter(versions.items()))
        version = versions.get(language, source)
        title = str((version if self.translated else source)[self.model.title_field])
        summary, *texts = (version[name] for name in self.texts)
        return Hit(
            key=key,
            title=title,
            url=f"{url}{address(title, key)}/",
            language=language if language in versions else own,
            summary=plain(summary),
            text=plain(*texts),
            facts=tuple(filter(None, facts)),
        )
