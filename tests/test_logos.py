"""Logos from outside: pictures, and nothing but what can be seen of them."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, PngImagePlugin
from wagtail.models import Collection

from organisations_directory import logos

RED, BLUE = (200, 30, 30), (30, 30, 200)
FORMATS = ["PNG", "JPEG", "WEBP", "GIF"]


def picture(
    size: tuple[int, int] = (200, 100), mode: str = "RGB", colour: Any = RED
) -> Image.Image:
    return Image.new(mode, size, colour)


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def upload(content: bytes, name: str = "logo.png", kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def cleaned(content: bytes, **named: str) -> Image.Image:
    """Return the picture that becomes of an upload."""
    return Image.open(BytesIO(logos.clean(upload(content, **named)).read()))


def code_of_refusal(content: bytes, **named: str) -> str:
    with pytest.raises(ValidationError) as refused:
        logos.clean(upload(content, **named))
    assert refused.value.messages[0]
    return str(refused.value.code)


def like(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("kind", FORMATS)
def test_pictures_become_webp_whatever_they_are_called(kind: str) -> None:
    image = cleaned(encoded(picture(), kind), name="virus.exe", kind="text/html")
    assert (image.format, image.size) == ("WEBP", (200, 100))
    assert like(image.convert("RGB").getpixel((50, 50)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_of_every_mode_is_read(mode: str) -> None:
    assert cleaned(encoded(Image.new(mode, (80, 80)))).size == (80, 80)


def test_cmyk_photograph_is_read() -> None:
    assert cleaned(encoded(picture(mode="CMYK", colour=(0, 0, 0, 0)), "JPEG")).mode == "RGB"


def test_drawings_keep_every_pixel_and_their_transparency() -> None:
    image = picture((100, 100), "RGBA", (0, 0, 0, 0))
    image.putpixel((10, 10), (1, 2, 3, 255))
    image.putpixel((11, 10), (250, 99, 7, 128))
    found = cleaned(encoded(image))
    assert found.mode == "RGBA"
    assert found.getpixel((10, 10)) == (1, 2, 3, 255)
    assert found.getpixel((11, 10)) == (250, 99, 7, 128)
    assert found.getpixel((50, 50))[3] == 0  # type: ignore[index]  # four channels


def test_transparent_colour_of_a_gif_stays_transparent() -> None:
    image = picture((80, 80), "P", 0)
    image.putpalette([0, 0, 0, *RED])
    image.putpixel((5, 5), 1)
    found = cleaned(encoded(image, "GIF", transparency=0)).convert("RGBA")
    assert found.getpixel((40, 40))[3] == 0  # type: ignore[index]  # four channels
    assert found.getpixel((5, 5)) == (*RED, 255)


def test_animation_shows_its_first_picture() -> None:
    content = encoded(picture(), "GIF", save_all=True, append_images=[picture(colour=BLUE)])
    found = cleaned(content)
    assert getattr(found, "n_frames", 1) == 1
    assert like(found.convert("RGB").getpixel((50, 50)), RED)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_large_picture_is_made_smaller_in_its_proportions(kind: str) -> None:
    assert cleaned(encoded(picture((3000, 1000)), kind)).size == (1200, 400)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_turned_photograph_stands_upright(kind: str) -> None:
    image = picture((1600, 800))
    image.paste(BLUE, (0, 0, 800, 800))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # a quarter turn to the right
    found = cleaned(encoded(image, kind, exif=exif)).convert("RGB")
    assert found.size == (600, 1200)
    assert like(found.getpixel((300, 100)), BLUE)
    assert like(found.getpixel((300, 1100)), RED)


def with_secrets(kind: str) -> bytes:
    """Return a picture that tells where it was made, by whom, with what."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "SECRET-ARTIST"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (50.0, 46.0, 1.5)
    options: dict[str, Any] = {"exif": exif, "xmp": b"<x>SECRET-XMP</x>"}
    options["icc_profile"] = b"SECRET-PROFILE"
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Comment", "SECRET-COMMENT")
        options["pnginfo"].add_text("XML:com.adobe.xmp", "SECRET-XMP")
    if kind == "JPEG":
        options["comment"] = "SECRET-COMMENT"
    return encoded(picture(), kind, **options)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_places_and_names_in_the_file_are_gone(kind: str) -> None:
    content = with_secrets(kind)
    before = Image.open(BytesIO(content))
    assert before.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert b"SECRET" in content
    kept = logos.clean(upload(content)).read()
    after = Image.open(BytesIO(kept))
    assert b"SECRET" not in kept
    assert not after.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(after.info)


def chunk(name: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + checksum


def png_that_claims(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


GIF = encoded(picture(), "GIF")
JPEG = encoded(picture((400, 400)), "JPEG")
PHP = b"<?php system($_GET['c']); ?>"
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
LIES: dict[str, tuple[bytes, str]] = {
    "program": (PHP, "type"),
    "empty": (b"", "type"),
    "page": (b"<!doctype html><script>alert(1)</script>", "type"),
    "begins like a PNG": (b"\x89PNG\r\n\x1a\n" + PHP, "type"),
    "begins like a GIF": (b"GIF89a=0;/*" + b"<script>alert(1)</script>", "type"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "type"),
    "ICO": (encoded(picture((64, 64)), "ICO"), "type"),
    "TIFF": (encoded(picture(), "TIFF"), "type"),
    "AVIF": (encoded(picture(), "AVIF"), "type"),
    "EPS, for Ghostscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n", "type"),
    "drawing": (SVG, "svg"),
    "drawing without a head": (b"<svg onload='alert(1)'/>", "svg"),
    "script behind a GIF": (GIF + b"<script>alert(1)</script>", "hidden"),
    "page behind a JPEG": (JPEG + b"<HTML><body>", "hidden"),
    "program behind a JPEG": (JPEG + PHP, "hidden"),
    "program in a comment": (encoded(picture(), "JPEG", comment=PHP), "hidden"),
    "half a JPEG": (JPEG[: len(JPEG) // 2], "damaged"),
    "half a GIF": (GIF[: len(GIF) // 2], "damaged"),
    "half a PNG": (encoded(Image.effect_noise((300, 300), 50))[:20_000], "damaged"),
    "bomb": (png_that_claims(50_000, 50_000), "pixels"),
    "small bomb": (png_that_claims(8_000, 5_001), "pixels"),
    "claims more than it has": (png_that_claims(500, 500), "damaged"),
    "too small": (encoded(picture((300, 63))), "small"),
}


@pytest.mark.parametrize("case", LIES)
def test_files_that_lie_are_refused(case: str) -> None:
    content, code = LIES[case]
    assert code_of_refusal(content) == code


def test_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def decode(*_: Any) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", decode)
    assert code_of_refusal(png_that_claims(8_000, 5_001)) == "pixels"


def test_file_of_more_than_five_megabytes_is_refused() -> None:
    assert code_of_refusal(encoded(picture()) + b"\0" * logos.MOST_BYTES) == "bytes"


def test_an_upload_that_was_read_before_is_read_from_its_beginning() -> None:
    file = upload(encoded(picture()))
    file.read()
    assert logos.clean(file).size


def test_names_cannot_be_guessed_and_hold_nothing_that_was_sent() -> None:
    names = {logos.clean(upload(encoded(picture()), "../../evil.php")).name for _ in range(2)}
    assert len(names) == 2
    assert all(str(name).startswith("logo-") and str(name).endswith(".webp") for name in names)


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.mark.django_db
def test_logo_comes_into_the_library(media: Path) -> None:
    saved = logos.save_logo(logos.clean(upload(encoded(picture()))), "Dog shelter")
    saved.refresh_from_db()
    assert (saved.title, saved.width, saved.height) == ("Dog shelter", 200, 100)
    assert saved.collection.name == logos.COLLECTION
    assert Path(saved.file.path).is_relative_to(media)
    assert saved.get_rendition("max-50x50").width == 50


@pytest.mark.django_db
def test_logos_share_one_collection(media: Path) -> None:
    for _ in range(2):
        logos.save_logo(logos.clean(upload(encoded(picture()))), "Dog shelter")
    assert Collection.objects.filter(name=logos.COLLECTION).count() == 1


@pytest.mark.django_db
def test_file_of_another_field_is_copied(media: Path, make_image: Callable[[], Any]) -> None:
    kept = make_image()
    with kept.file.open("rb") as file:
        saved = logos.save_logo(file, "Dog shelter")
    assert saved.file.name != kept.file.name
    assert saved.file.read()


@pytest.fixture
def make_image() -> Callable[[], Any]:
    return lambda: logos.save_logo(ContentFile(encoded(picture()), "kept.png"), "Kept")
