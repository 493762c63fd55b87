from news.models.articles import NewsIndexPage, NewsPage, NewsTag
from news.models.stories import StoryIndexPage, StoryPage

__all__ = ["NewsIndexPage", "NewsPage", "NewsTag", "StoryIndexPage", "StoryPage"]
