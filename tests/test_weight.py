"""What pages weigh on their way to the browser, everything included."""

import pytest
from playwright.sync_api import Browser

from tests.kinds import EDITORIAL, LANGUAGES, Address

pytestmark = pytest.mark.browser

LIMIT = 60_000  # bytes
WITH_PICTURES = 250_000
PICTURES = "/media/"
# Shows its pictures to the end: those further down are asked for when they come near.
TO_THE_END = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
        scrollTo(0, y);
        await new Promise(requestAnimationFrame);
    }
}"""


def weights(browser: Browser, url: str, encodings: str) -> dict[str, int]:
    """Return the bytes that came over the wire at a first visit, by address."""
    context = browser.new_context(extra_http_headers={"Accept-Encoding": encodings})
    page = context.new_page()
    network = context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    network.on(
        "Network.responseReceived", lambda e: names.update({e["requestId"]: e["response"]["url"]})
    )
    network.on(
        "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]})
    )
    network.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    page.evaluate(TO_THE_END)
    page.wait_for_load_state("networkidle")
    while not any("favicon" in names[request] for request in sizes):
        page.wait_for_timeout(50)  # browsers ask for it when they have nothing else to do
    context.close()
    return {names[request]: size for request, size in sizes.items()}


# Browsers take brotli from secure addresses only.
@pytest.mark.parametrize("encodings", ["gzip, br", "gzip"])
@pytest.mark.parametrize("kind", ["opportunities", "organisations"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_list_page_is_light(
    browser: Browser, address: Address, language: str, kind: str, encodings: str
) -> None:
    found = weights(browser, address(kind, language), encodings)
    for part in ("portal.", "sign.", "icons.", "favicon.", "fields.", "htmx"):
        assert any(part in url for url in found), part
    assert sum(found.values()) <= LIMIT, found


@pytest.mark.parametrize("kind", ["home", "guide to fits", "fits", *EDITORIAL])
@pytest.mark.parametrize("language", LANGUAGES)
def test_written_page_is_light(
    browser: Browser, address: Address, language: str, kind: str
) -> None:
    found = weights(browser, address(kind, language), "gzip, br")
    pictures = {url: size for url, size in found.items() if PICTURES in url}
    assert sum(found.values()) - sum(pictures.values()) <= LIMIT, found
    assert sum(found.values()) <= WITH_PICTURES, found
