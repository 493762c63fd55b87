from news.models.articles import NewsIndexPage, NewsPage, NewsTag
from news.models.event_index import EventIndexPage
from news.models.events import EventPage
from news.models.stories import StoryIndexPage, StoryPage

__all__ = [
    "EventIndexPage",
    "EventPage",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "StoryIndexPage",
    "StoryPage",
]
