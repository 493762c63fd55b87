"""The whole portal to test with: every list in every language, and pages below them."""

import datetime
import io
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from advice.models import GuideIndexPage, MaterialIndexPage, QuestionIndexPage
from editorial.models import EditorialPage
from home.models import ContactIndexPage, HomePage
from news.models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    StoryIndexPage,
    StoryPage,
)
from portal.common import versions
from portal.common.pictures import Picture
from tests import factories
from tests.sites import LANGUAGES, Portal, add_list

LISTS: tuple[type[Any], ...] = (
    NewsIndexPage,
    StoryIndexPage,
    EventIndexPage,
    GuideIndexPage,
    QuestionIndexPage,
    MaterialIndexPage,
    ContactIndexPage,
)
INDEXES: dict[type[Any], type[Any]] = {
    NewsPage: NewsIndexPage,
    StoryPage: StoryIndexPage,
    EventPage: EventIndexPage,
}
PageType = TypeVar("PageType", bound=EditorialPage)
_numbers = count(1)


@pytest.fixture(scope="module")
def kept_rooms(kept_portal: Portal) -> Portal:
    """Return a portal with all its lists, empty, for all tests of a module."""
    homes = [HomePage.objects.get(locale=factories.locale(code)) for code in LANGUAGES]
    for home in homes:
        for model in LISTS:
            add_list(home, model, homes[0] if home is not homes[0] else None)
    versions.bump()
    return kept_portal


@pytest.fixture
def rooms(kept_rooms: Portal, db: None, settings: Any, tmp_path: Path) -> Portal:
    """Return the same for one test, with an index of its own that is not there yet."""
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'index'}"
    cache.clear()
    versions.bump()
    return replace(kept_rooms, folder=tmp_path / "index")


def add(
    model: type[PageType],
    language: str,
    like: Any = None,
    publish: bool = True,
    **attributes: Any,
) -> PageType:
    """Return a page below its list; a translation of ``like`` if that is given."""
    index = INDEXES[model].objects.get(locale=factories.locale(language))
    number = next(_numbers)
    values = {
        "title": f"{model.__name__} {number}",
        "slug": f"page-{number}",
        "summary": f"What {number} says.",
        "live": publish,
        **attributes,
    }
    page = model(locale=index.locale, **values)
    if like:
        page.translation_key = like.translation_key
    index.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    page.refresh_from_db()
    return page


def news(language: str = "cs", **attributes: Any) -> NewsPage:
    """Return a news item."""
    return add(NewsPage, language, **attributes)


def story(language: str = "cs", **attributes: Any) -> StoryPage:
    """Return a story."""
    return add(StoryPage, language, **{"person": "Jana", "doing": "reads", **attributes})


def event(language: str = "cs", **attributes: Any) -> EventPage:
    """Return an event: online, in ten days, for two hours."""
    start = timezone.now().replace(minute=0, second=0, microsecond=0)
    start += datetime.timedelta(days=10)
    values = {"starts_at": start, "ends_at": start + datetime.timedelta(hours=2), "online": True}
    return add(EventPage, language, **{**values, **attributes})


def picture(
    width: int = 1600, height: int = 1000, kind: str = "JPEG", **attributes: Any
) -> Picture:
    """Return an uploaded picture."""
    content = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(content, kind)
    file = ContentFile(content.getvalue(), name=f"picture.{kind.lower()}")
    made: Picture = Picture.objects.create(**{"title": "A picture", "file": file, **attributes})
    return made
