from typing import Any

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from django.conf import settings
        from django.core.checks import register

        from portal.common.signals import shows_on_pages
        from search import changes, upkeep  # noqa: F401  # changes: connects the receivers
        from search.checks import lexicons_are_there
        from search.signals import index_changed
        from words import find_lexicons

        # A list made between the commit and the index would be kept as it was.
        index_changed.connect(let_pages_be_made_anew, dispatch_uid="search.content_version")

        find_lexicons(settings.LEXICON_DIR)
        register(lexicons_are_there)
        upkeep.register()
        shows_on_pages("search.Field", "search.Region", "search.Place")
        shows_on_pages("search.Reach", "search.Reach_regions", "search.Synonyms")


def let_pages_be_made_anew(**kwargs: Any) -> None:
    from portal.common import versions

    versions.bump()
