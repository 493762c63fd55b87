"""The look: one style sheet, its two dark blocks, colours of fields, lettering, icons."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from fontTools.ttLib import TTFont

from search.hues import sheet_url
from search.models import Field

STATIC = Path(settings.BASE_DIR) / "static"
CSS = (STATIC / "css" / "portal.css").read_text()
SPRITE = (STATIC / "icons" / "icons.svg").read_text()
TEMPLATES = [
    path
    for folder in ("portal", "home", "opportunities", "organisations_directory", "search")
    for path in (Path(settings.BASE_DIR) / folder).glob("**/templates/**/*.html")
]
LETTERS = "áčďéěíňóřšťúůýžąćęłńóśźżčšžabcdefghijklmnopqrstuvwxyz"
# Bytes of the font; the whole list page may weigh 60 kB.
FONT_LIMIT = 25_000


def declarations(selector: str) -> dict[str, str]:
    """Return what the first rule for ``selector`` declares."""
    start = CSS.index(selector + " {") + len(selector) + 2
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", CSS[start : CSS.index("}", start)]))


def test_both_dark_blocks_are_equal() -> None:
    by_system = declarations(':root:not([data-theme="light"])')
    by_choice = declarations(':root[data-theme="dark"]')
    assert len(by_system) > 20
    assert by_system == by_choice


def test_dark_blocks_change_only_what_the_light_one_has() -> None:
    assert declarations(':root[data-theme="dark"]').keys() <= declarations(":root").keys()


def test_layers_cover_the_whole_sheet() -> None:
    declared = re.search(r"@layer ([\w, ]+);", CSS)
    assert declared
    assert set(re.findall(r"@layer (\w+) \{", CSS)) == set(declared[1].split(", "))


def test_every_token_that_is_used_exists() -> None:
    everything = CSS + "".join(path.read_text() for path in TEMPLATES)
    used = set(re.findall(r"var\((--[\w-]+)\)", everything))
    defined = set(re.findall(r"(--[\w-]+):", CSS))
    assert used - defined == set()


@pytest.mark.parametrize("mode", ["prefers-reduced-motion", "forced-colors: active", "print"])
def test_sheet_serves_readers_with_other_needs(mode: str) -> None:
    assert mode in CSS[CSS.index("@layer modes {") :]


def test_every_icon_that_templates_name_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))
    named = {
        name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())
    }
    assert named
    assert named - drawn == set()


def test_lettering_has_the_letters_of_all_languages() -> None:
    font = TTFont(STATIC / "fonts" / "sign.woff2")
    wanted = set(LETTERS + LETTERS.upper() + "0123456789 .,:;!?…–—‘’“”„«»()/&%+−·\u00a0")
    assert wanted - {chr(point) for point in font.getBestCmap()} == set()


def test_lettering_is_light_and_brings_its_licence() -> None:
    assert (STATIC / "fonts" / "sign.woff2").stat().st_size <= FONT_LIMIT
    assert "SIL Open Font License" in (STATIC / "fonts" / "LICENSE.txt").read_text()


def test_text_keeps_the_face_of_the_system() -> None:
    assert CSS.count("url(") == 1


@pytest.mark.django_db
def test_fields_bring_their_own_hues(client: Client) -> None:
    Field.objects.create(slug="bees", name="Bees", icon="f-animals", hue=77)
    response = client.get(sheet_url())
    assert ".f-bees{--hue:77}" in response.content.decode()
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]


@pytest.mark.django_db
def test_other_hue_has_another_address(client: Client) -> None:
    field = Field.objects.create(slug="bees", name="Bees", icon="f-animals", hue=77)
    before = sheet_url()
    field.hue = 78
    field.save()
    assert sheet_url() != before
    old = client.get(before)
    assert ".f-bees{--hue:78}" in old.content.decode()
    assert "immutable" not in old["Cache-Control"]
