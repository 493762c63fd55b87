from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from portal.common.signals import shows_on_pages
        from search import upkeep

        upkeep.register()
        shows_on_pages("search.Field", "search.Region", "search.Place")
