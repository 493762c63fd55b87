"""Pictures in all sizes are made by the worker; no visitor waits for them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from editorial import sizes
from editorial.illustrations import FORMATS, PLAIN, SPECS, WIDTHS, spec
from news.models import NewsIndexPage
from portal.common import jobs, versions
from portal.common.pictures import Picture
from tests import rooms as made
from tests.sites import Portal

pytestmark = pytest.mark.django_db
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h9"/></svg>'


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    """Keep files where the test is."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


def specs(picture: Picture) -> set[str]:
    return set(picture.renditions.values_list("filter_spec", flat=True))


def test_worker_makes_every_size_and_format_of_a_new_picture() -> None:
    picture = made.picture()
    sizes.make_next()
    assert specs(picture) == set(SPECS)
    for rendition in picture.renditions.all():
        with Image.open(rendition.file) as image:
            image.load()
            assert image.size == (rendition.width, rendition.height)


def test_first_visitor_of_an_article_gets_a_plain_picture_at_once(
    rooms: Portal, client: Client
) -> None:
    picture = made.picture()
    page = made.news("en", picture=picture)
    html = client.get(page.url).text
    assert specs(picture) == {PLAIN}
    assert re.search(r'<img src="[^"]+\.jpg" [^>]*width="800" height="500"', html)


def test_page_shows_all_formats_as_soon_as_they_are_made(rooms: Portal, client: Client) -> None:
    page = made.news("en", picture=made.picture(), picture_alt="Rings")
    client.get(page.url)
    sizes.make_next()
    html = client.get(page.url).text
    for kind in FORMATS[:-1]:
        source = re.search(rf'<source type="image/{kind}" srcset="([^"]+)"', html)
        assert source, kind
        assert [f"{width}w" for width in WIDTHS] == re.findall(r"\d+w\b", source[1])
    assert 'alt="Rings"' in html


def test_largest_picture_is_fetched_first_and_all_others_late(
    rooms: Portal, client: Client
) -> None:
    shown, later = made.picture(), made.picture()
    body = [("picture", {"image": later, "caption": ""})]
    page = made.news("en", picture=shown, body=body)
    sizes.make_next()
    sizes.make_next()
    html = client.get(page.url).text
    preload = re.search(r'<link rel="preload" as="image" type="image/avif" href="([^"]+)"', html)
    assert preload
    assert preload[1] in html.split("</head>")[1]
    images = re.findall(r"<img [^>]+>", html.split("<article>")[1])
    assert ["fetchpriority" in each for each in images] == [True, False]
    assert ["lazy" in each for each in images] == [False, True]
    assert all("width=" in each and "height=" in each for each in images)


def test_drawing_needs_no_sizes_and_keeps_its_own(rooms: Portal, client: Client) -> None:
    drawing = Picture.objects.create(title="Way", file=ContentFile(DRAWING, name="way.svg"))
    page = made.news("en", picture=drawing)
    sizes.make_next()
    assert specs(drawing) == set()
    html = client.get(page.url).text
    assert f'<img src="{drawing.file.url}" alt="" width="40' in html
    assert f'<link rel="preload" as="image" href="{drawing.file.url}"' in html


def test_picture_that_is_replaced_is_made_anew() -> None:
    picture = made.picture()
    sizes.make_next()
    other = made.picture(900, 900, "PNG")
    sizes.make_next()
    picture.file = other.file
    picture.save()
    picture.renditions.all().delete()
    sizes.make_next()
    assert specs(picture) == set(SPECS)


def test_broken_picture_is_tried_once_and_keeps_no_other_waiting() -> None:
    good, broken = made.picture(), made.picture()
    Path(broken.file.path).write_bytes(b"\xff\xd8\xff no picture")
    sizes.make_next()
    sizes.make_next()
    assert specs(good) == set(SPECS)
    assert not Picture.objects.exclude(sized_for=sizes.MARK).exists()


def test_article_stands_without_a_picture_whose_file_is_gone(rooms: Portal, client: Client) -> None:
    picture = made.picture()
    page = made.news("en", picture=picture)
    Path(picture.file.path).unlink()
    response = client.get(page.url)
    assert response.status_code == 200
    assert "<img" not in response.text.split("<article>")[1]


def test_worker_that_is_to_end_leaves_the_rest_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = made.picture()
    jobs.stopping.set()
    try:
        with pytest.raises(jobs.Stopped):
            sizes.make_next()
    finally:
        jobs.stopping.clear()
    assert len(specs(picture)) == 1
    sizes.make_next()
    assert specs(picture) == set(SPECS)


def test_finished_picture_makes_pages_anew_and_nothing_else_does() -> None:
    made.picture()
    before = versions.current()
    sizes.make_next()
    after = versions.current()
    assert after != before
    sizes.make_next()
    assert versions.current() == after


def test_many_pictures_of_a_list_cost_one_query(
    rooms: Portal, client: Client, settings: Any
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60

    def queries(more: int) -> int:
        for _ in range(more):
            made.news("en", picture=made.picture(200, 100))
            sizes.make_next()
        url = NewsIndexPage.url_in("en")
        client.get(url)
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).text.count("<picture>") > more
        return len(asked)

    made.news("en", picture=made.picture(200, 100))
    assert queries(1) == queries(4)


def test_avif_is_written_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    save = Image.Image.save

    def note(self: Any, *args: Any, **kwargs: Any) -> None:
        told.append(getattr(self, "encoderinfo", {}))
        save(self, *args, **kwargs)

    picture = made.picture(400, 300)
    monkeypatch.setattr(Image.Image, "save", note)
    rendition = picture.get_rendition(spec("avif", 200))
    assert told == [{"speed": 9}]
    with Image.open(rendition.file) as image:
        assert image.format == "AVIF"
