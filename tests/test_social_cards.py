"""Pictures for those who share a page: what stands on them, for whom, and how many there can be."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from editorial import sizes
from news.models import NewsIndexPage
from portal.common import lettering, placards
from portal.common.brand import Brand
from portal.common.colours import OWN
from portal.common.placards import Placard
from tests import advising, factories
from tests import rooms as made
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    """Keep files where the test is."""
    settings.MEDIA_ROOT = tmp_path / "media"


def meta(html: str) -> dict[str, str]:
    """Return what the head of a page tells networks."""
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)"', html)
    return dict(found)


def picture(client: Client, path: str) -> Image.Image:
    """Return the picture that ``path`` names, whole."""
    told = meta(client.get(path).text)
    assert told["twitter:card"] == "summary_large_image"
    url = told["og:image"]
    assert url.startswith(f"{django_settings.PUBLIC_URL}/")
    response = client.get(urlsplit(url).path)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # it is a file
    assert len(content) < 60_000
    image = Image.open(BytesIO(content))
    image.load()
    assert str(image.width) == told["og:image:width"] == "1200"
    assert str(image.height) == told["og:image:height"] == "630"
    return image


def drawn(rooms: Portal) -> dict[str, str]:
    """Return the path of one of each kind of thing that has a placard."""
    call = factories.opportunity(language="en")
    return {
        "opportunity": call.url_in("en"),
        "organisation": factories.organisation(language="en").url_in("en"),
        "question": advising.question("en").url_in("en"),
        "news": made.news("en").url,
        "story": made.story("en").url,
        "event": made.event("en").url,
        "guide": advising.guide("en").url,
    }


def test_everything_that_is_shared_has_a_picture_of_its_own(rooms: Portal, client: Client) -> None:
    images = [picture(client, path).tobytes() for path in drawn(rooms).values()]
    assert len(set(images)) == len(images)


@pytest.mark.parametrize("code", LANGUAGES)
def test_picture_is_in_the_language_of_the_page(rooms: Portal, client: Client, code: str) -> None:
    source = factories.opportunity(language="cs", title="Venčení psů")
    for other in LANGUAGES:
        if other != "cs":
            factories.translation(source, other, title=f"Title in {other}")
    told = meta(client.get(source.version_in(code).url_in(code)).text)
    assert f"/{source.pk}-{code}." in told["og:image"]
    title = "Venčení psů" if code == "cs" else f"Title in {code}"
    assert told["og:image:alt"] == told["og:title"] == title


def test_words_show_on_the_picture(rooms: Portal, client: Client) -> None:
    """A longer title takes more of the light colour."""
    light = []
    for title in ("Ab", "Čtení dětem, łatwe prace w ogrodzie in šiviljska delavnica"):
        image = picture(client, made.news("en", title=title).url).convert("L")
        light.append(sum(image.histogram()[200:]))
    assert light[1] > 2 * light[0] > 0


def test_every_letter_of_our_languages_is_drawn() -> None:
    letters = "áčďéěíňóřšťúůýžąćęłńóśźżđ"
    unknown = [c for c in letters + letters.upper() if not lettering.is_known(c)]
    assert unknown == []


def test_picture_changes_its_address_with_the_title(rooms: Portal, client: Client) -> None:
    page = made.news("en", title="Before")
    before = meta(client.get(page.url).text)["og:image"]
    page.title = "After"
    page.save_revision().publish()
    after = meta(client.get(page.url).text)["og:image"]
    assert after != before
    old = client.get(urlsplit(before).path)
    assert (old.status_code, old["Location"]) == (302, urlsplit(after).path)
    assert "immutable" in client.get(urlsplit(after).path)["Cache-Control"]


def test_picture_follows_the_brand(rooms: Portal, client: Client) -> None:
    page = made.news("en")
    before = picture(client, page.url).convert("RGB")
    Brand.objects.update(name="Směrovka", colour="#3d1d63")
    Brand.objects.get().save()
    after = picture(client, page.url).convert("RGB")
    assert before.getpixel((1190, 10)) != after.getpixel((1190, 10))


def test_page_with_a_picture_is_shared_with_that(rooms: Portal, client: Client) -> None:
    page = made.news("en", picture=made.picture(2000, 1500), picture_alt="Rings")
    assert "/placards/" in meta(client.get(page.url).text)["og:image"]
    sizes.make_next()
    told = meta(client.get(page.url).text)
    assert told["og:image"].endswith(".jpg")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"] == "Rings"


def test_draft_has_no_picture(rooms: Portal, client: Client) -> None:
    page, call = made.news("en"), factories.opportunity(language="en")
    hidden = factories.opportunity(language="en", organisation=call.organisation)
    urls = [meta(client.get(path).text)["og:image"] for path in (page.url, call.url_in("en"))]
    page.unpublish(), call.unpublish()
    draft = made.news("en", publish=False)
    missing = [urlsplit(url).path for url in urls]
    for kind, key in (
        ("page", draft.pk),
        ("opportunity", f"{call.pk}-en"),
        ("opportunity", f"{hidden.pk}-cs"),
        ("opportunity", "1" * 30 + "-en"),
        ("page", "x"),
        ("page", NewsIndexPage.objects.all()[0].pk),
        ("nothing", 1),
    ):
        missing.append(reverse("placard", args=[kind, key, "0123456789abcdef"]))
    assert {client.get(path).status_code for path in missing} == {404}


def test_each_is_drawn_once_and_one_is_kept(
    rooms: Portal, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    times = []

    def counted(*args: Any) -> bytes:
        times.append(args)
        return lettering.draw(*args)

    monkeypatch.setattr(placards, "draw", counted)
    page = made.news("en", title="Before")
    picture(client, page.url), picture(client, page.url)
    assert len(times) == 1
    for junk in ("0", "ffffffffffffffff"):
        client.get(reverse("placard", args=["page", page.pk, junk]))
    assert len(times) == 1
    page.title = "After"
    page.save_revision().publish()
    picture(client, page.url)
    assert len(times) == 2
    assert len(list(Path(settings.MEDIA_ROOT).rglob("*.png"))) == 1


def test_old_ones_are_swept_away_and_drawn_again(
    rooms: Portal, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    page = made.news("en")
    picture(client, page.url)
    placards.sweep()
    assert len(list(Path(settings.MEDIA_ROOT).rglob("*.png"))) == 1
    monkeypatch.setattr(placards, "KEPT", -placards.KEPT)
    placards.sweep()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.png"))
    picture(client, page.url)


def test_page_costs_no_query_more_for_its_picture(
    rooms: Portal, client: Client, settings: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    call = factories.opportunity(language="en").facts
    call = type(call).objects.published().for_page().get(pk=call.pk)
    placards.of_entry("opportunity", call)
    with django_assert_num_queries(0):
        placards.of_entry("opportunity", call)


# --- Lettering ----------------------------------------------------------------------------


class Look:
    """A site's look."""

    name = "Dobrosměr"
    palette = OWN
    logo = None


@pytest.mark.parametrize(
    "title",
    [
        "A",
        "Nejneobhospodařovávatelnějšími " * 12,
        "Ž" * 400,
        "  spaces   everywhere \n and\ttabs ",
        "with 🐕 and 日本",
        "<b>&amp;</b>",
    ],
)
def test_any_title_makes_a_picture(title: str) -> None:
    content = lettering.draw(title, title, [title, ""], 210, Look)  # type: ignore[arg-type]
    with Image.open(BytesIO(content)) as image:
        image.load()
        assert image.size == (1200, 630)
        # Nothing runs over the edge.
        assert len(image.convert("RGB").crop((1190, 0, 1200, 400)).getcolors() or ()) == 1


def test_no_line_ends_with_a_lonely_letter() -> None:
    lines = list(lettering.wrapped("Pomoc v kuchyni a v zahradě u řeky s dětmi i seniory", 92, 600))
    assert len(lines) > 2
    assert all(len(line.split()[-1]) > 1 for line in lines)


def test_title_in_letters_that_we_do_not_have_is_shared_without_a_picture() -> None:
    assert placards.shared("page", "1", Placard("Волонтерство для всіх")) is None
    assert placards.shared("page", "1", Placard("")) is None
