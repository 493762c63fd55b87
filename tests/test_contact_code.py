"""The code on a contact's page, as a camera sees it."""

import io
from typing import Any

import pytest
import zxingcpp
from PIL import Image


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_camera_reads_the_card_from_the_page(new_page: Any, scheme: str) -> None:
    page = new_page("/cs/", width=320, color_scheme=scheme)
    page.goto(page.locator('a[href$="/kontakt/"]').first.get_attribute("href"))
    page.goto(page.locator(".point a").first.get_attribute("href"))
    drawing = Image.open(io.BytesIO(page.locator("svg.qr").screenshot()))
    (code,) = zxingcpp.read_barcodes(drawing)
    card = page.request.get(f"{page.url}card/").text()
    assert code.text == card
