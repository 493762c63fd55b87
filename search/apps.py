from typing import Any

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from portal.common.signals import shows_on_pages
        from search import changes, upkeep  # noqa: F401  # changes: connects the receivers
        from search.signals import index_changed

        # A list made between the commit and the index would be kept as it was.
        index_changed.connect(let_pages_be_made_anew, dispatch_uid="search.content_version")

        upkeep.register()
        shows_on_pages("search.Field", "search.Region", "search.Place")
        shows_on_pages("search.Reach", "search.Reach_regions")


def let_pages_be_made_anew(**kwargs: Any) -> None:
    from portal.common import versions

    versions.bump()
