"""A site's brand: what staff give it, what they are refused, and how it reaches the pages."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from home.models import HomePage
from portal.common import colours, letters, versions
from portal.common.brand import Brand, digest
from portal.common.colours import MARK, OWN, TEXT, Palette, contrast, made
from portal.common.pictures import Picture
from tests import rooms
from tests.admin import client_of
from tests.sites import Portal

pytestmark = pytest.mark.django_db
CSS = (Path(settings.BASE_DIR) / "static" / "css" / "portal.css").read_text()
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 40" width="{0}" height="40"/>'


@pytest.fixture
def brand(kept_portal: Portal) -> Brand:
    found: Brand = Brand.objects.get()
    return found


def body(client: Client, path: str = "/en/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def flaws(**values: str) -> dict[str, list[str]]:
    """Return what is said against a brand, by field."""
    brand = Brand.objects.get()
    for name, value in values.items():
        setattr(brand, name, value)
    try:
        brand.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def drawing(width: int = 40) -> Picture:
    file = ContentFile(LOGO.format(width).encode(), name="logo.svg")
    made: Picture = Picture.objects.create(title="Logo", file=file)
    return made


# --- Colours that are refused -------------------------------------------------------------------


def test_colours_of_the_portal_itself_are_fine(kept_portal: Portal) -> None:
    assert flaws() == {}


def test_light_first_colour_is_refused_with_its_ratio_and_one_that_would_do(
    kept_portal: Portal,
) -> None:
    with translation.override("cs"):
        (said,) = flaws(colour="#888888")["colour"]
    assert "3,34" in said
    offered = re.search(r"#[0-9a-f]{6}", said)
    assert offered
    assert flaws(colour=offered[0]) == {}


def test_dark_second_colour_is_refused_with_all_that_cannot_be_read(kept_portal: Portal) -> None:
    said = flaws(accent="#003399")["accent"]
    assert len(said) == 3  # dark text on it; it on dark pages; it beside the first one
    offered = re.search(r"#[0-9a-f]{6}", said[0])
    assert offered
    assert flaws(accent=offered[0]) == {}


def test_each_colour_is_judged_by_itself(kept_portal: Portal) -> None:
    assert set(flaws(colour="#ffffff", accent="#fcbb20")) == {"colour"}
    assert set(flaws(colour="#0b4932", accent="#222222")) == {"accent"}
    assert set(flaws(colour="#ffffff", accent="#000000")) == {"colour", "accent"}


@pytest.mark.parametrize("value", ["", "red", "#fff", "#0b4932;}", "#gggggg", "#0b4932\n"])
def test_what_is_no_colour_is_refused(kept_portal: Portal, value: str) -> None:
    assert set(flaws(colour=value)) == {"colour"}


def test_staff_read_the_flaw_beside_the_field(brand: Brand) -> None:
    client = client_of("Moderators")
    url = reverse("wagtailsettings:edit", args=["common", "brand", brand.site_id])
    answer = client.post(url, {"name": "City", "colour": "#888888", "accent": "#fcbb20"})
    assert answer.status_code == 200
    field = re.search(r'data-contentpath="colour">.*?</p>', answer.text, re.DOTALL)
    assert field
    assert "3,34" in field[0]
    assert Brand.objects.get().name == "Portal"


def test_staff_change_name_and_colours(brand: Brand, client: Client) -> None:
    url = reverse("wagtailsettings:edit", args=["common", "brand", brand.site_id])
    values = {"name": "City", "colour": "#3B2A8C", "accent": "#ffd24d", "email": "a@city.example"}
    assert client_of("Moderators").post(url, values).status_code == 302
    html = body(client)
    assert "<b>City</b>" in html
    assert "a@city.example" in html


@pytest.mark.parametrize("group", ["Editors", "Translators"])
def test_brand_is_for_moderators(brand: Brand, group: str) -> None:
    url = reverse("wagtailsettings:edit", args=["common", "brand", brand.site_id])
    assert client_of(group).get(url).status_code == 302


# --- What is made of two colours --------------------------------------------------------------


def tokens(dark: bool) -> dict[str, str]:
    """Return what the style sheet declares for one theme."""
    start = CSS.index(':root[data-theme="dark"] {' if dark else ":root {")
    found = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", CSS[start : CSS.index("}", start)]))
    return {**tokens(False), **found} if dark else found


def shown(name: str, palette: Palette, dark: bool) -> str:
    """Return the colour that a token has for ``palette``, as browsers work it out."""
    if name == "--brand" and not dark:
        return palette.brand
    if name == "--accent":
        return palette.accent
    value = tokens(dark)[name]
    if used := re.fullmatch(r"var\((--[\w-]+)\)", value):
        return shown(used[1], palette, dark)
    parts = re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) (?:var\((--\w+)-hue\)|([\d.]+))\)", value)
    if parts is None:
        raise AssertionError(value)
    hues = {"--brand": palette.brand_hue, "--accent": palette.accent_hue}
    hue = hues[parts[3]] if parts[3] else float(parts[4] or 0)
    return made(float(parts[1]) / 100, float(parts[2]), hue)


READ = [
    *(("--ink", ground) for ground in ("--paper", "--surface", "--tint", "--accent-tint")),
    *(("--ink-soft", ground) for ground in ("--paper", "--surface", "--tint")),
    *(("--link", ground) for ground in ("--paper", "--surface", "--tint")),
    *(("--on-brand", ground) for ground in ("--brand", "--brand-deep")),
    *((f"--on-{ground}", f"--{ground}") for ground in ("accent", "action", "hero", "arm")),
    ("--accent", "--brand-deep"),
]


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_can_be_read_in_colours_that_are_taken(dark: bool) -> None:
    brands = ("#0b4932", "#3b2a8c", "#a31f34", "#767600", "#000000", "#00558c")
    accents = ("#fcbb20", "#9bbeff", "#ffffff", "#ff9d8f", "#7fe0a8")
    taken = [Palette(one, other) for one, other in product(brands, accents)]
    taken = [
        p for p in taken if not [*p.flaws_of_brand(), *p.flaws_of_accent(), *p.flaws_of_pair()]
    ]
    assert len(taken) > 15
    for palette in taken:
        for text, ground in READ:
            ratio = contrast(shown(text, palette, dark), shown(ground, palette, dark))
            assert ratio >= TEXT, (palette, text, ground, ratio)
        assert contrast(palette.accent, shown("--brand", palette, dark)) >= MARK


def test_own_colours_are_those_of_the_style_sheet() -> None:
    light = {name: shown(name, OWN, dark=False) for name in ("--brand-deep", "--on-brand")}
    assert light == {"--brand-deep": OWN.deep, "--on-brand": OWN.on_brand}
    declared = tokens(dark=False)
    for name, own in OWN.variables().items():
        if own.startswith("#"):
            hue, chroma = (declared[f"{name}-{part}"] for part in ("hue", "chroma"))
            lightness = re.match(r"oklch\(([\d.]+)%", declared[name])
            assert lightness
            assert own == made(float(lightness[1]) / 100, float(chroma), float(hue))


def test_grey_has_no_hue_and_takes_that_of_the_other_colour() -> None:
    assert Palette("#333333", "#ffd24d").brand_hue == Palette("#0b4932", "#ffd24d").accent_hue
    assert Palette("#333333", "#dddddd").brand_hue == colours.OWN_HUE


# --- How it reaches the pages -------------------------------------------------------------------


def test_site_without_colours_of_its_own_loads_no_second_sheet(
    brand: Brand, client: Client
) -> None:
    assert "/brand." not in body(client)


def test_colours_come_in_a_sheet_that_browsers_keep_for_ever(brand: Brand, client: Client) -> None:
    brand.colour, brand.accent = "#3B2A8C", "#ffd24d"
    brand.save()
    html = body(client)
    assert "style=" not in html
    assert '<meta name="theme-color" content="#3b2a8c"' in html
    url = re.search(r'<link rel="stylesheet" href="(/brand\.\w+\.css)">', html)
    assert url
    sheet = client.get(url[1])
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet["Cache-Control"]
    assert "--brand:#3b2a8c;" in sheet.text
    assert "--brand-hue:283.9;" in sheet.text
    assert not sheet.cookies


def test_old_address_of_the_sheet_gets_the_new_one_for_a_minute(
    brand: Brand, client: Client
) -> None:
    old = digest(OWN)
    brand.colour = "#3b2a8c"
    brand.save()
    answer = client.get(f"/brand.{old}.css")
    assert "--brand:#3b2a8c" in answer.text
    assert answer["Cache-Control"] == "public, max-age=60"


def test_tab_has_the_signpost_in_the_colours_of_the_site(brand: Brand, client: Client) -> None:
    assert "favicon.svg" in body(client)
    brand.colour = "#3b2a8c"
    brand.save()
    url = re.search(r'<link rel="icon" href="(/brand\.\w+\.svg)">', body(client))
    assert url
    icon = client.get(url[1])
    assert icon["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert 'fill="#3b2a8c"' in icon.text
    assert OWN.brand not in icon.text


def test_logo_stands_before_the_name_and_a_square_one_in_the_tab(
    brand: Brand, client: Client
) -> None:
    brand.logo = drawing()
    brand.save()
    html = body(client)
    size = r'width="\d+" height="\d+"'
    assert re.search(rf'<a class="logo"[^>]*><img src="[^"]+" {size} alt="">', html)
    assert re.search(r'<link rel="icon" href="/media/', html)
    brand.logo = drawing(width=200)
    brand.save()
    assert "favicon.svg" in body(client)


def test_lost_file_of_a_logo_breaks_no_page(brand: Brand, client: Client) -> None:
    brand.logo = rooms.picture(80, 80, "PNG")
    brand.logo.file.storage.delete(brand.logo.file.name)
    brand.save()
    assert 'class="logo"' in body(client)


def test_deleted_logo_leaves_the_signpost(brand: Brand, client: Client) -> None:
    brand.logo = drawing()
    brand.save()
    brand.logo.delete()
    html = body(client)
    assert re.search(r'<a class="logo"[^>]*><svg', html)


def test_letters_are_in_the_colours_of_the_site(brand: Brand) -> None:
    brand.colour, brand.accent = "#3b2a8c", "#ffd24d"
    brand.save()
    values = {"title": "x", "url": f"{settings.PUBLIC_URL}/x", "days": 1}
    html = letters.write("submissions/confirm", "en", values).html
    assert "#3b2a8c" in html
    assert OWN.brand not in html
    assert OWN.accent not in html


def test_what_differs_by_language_is_written_on_the_home_pages(
    kept_portal: Portal, client: Client
) -> None:
    for code, text in (("en", "Run by the centre."), ("pl", "Prowadzi centrum.")):
        HomePage.objects.filter(locale__language_code=code).update(imprint=text)
    versions.bump()
    assert "Run by the centre." in body(client)
    assert "Run by the centre." not in body(client, "/pl/")
    assert "Prowadzi centrum." in body(client, "/pl/")


def test_site_that_nobody_has_named_is_called_as_in_the_settings(
    kept_portal: Portal, client: Client
) -> None:
    Brand.objects.all().delete()
    assert f"<b>{settings.WAGTAIL_SITE_NAME}</b>" in body(client)
    Site.objects.update(site_name="City")
    versions.bump()
    assert "<b>City</b>" in body(client)
