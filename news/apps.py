from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"

    def ready(self) -> None:
        from news.search import EventSearch, NewsSearch, StorySearch
        from search import registry

        for kind in (NewsSearch, StorySearch, EventSearch):
            registry.register(kind())
