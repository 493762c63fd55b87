"""What ``SEARCH_URL`` may say of a search server, and what it says of itself if it is wrong."""

import logging
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from search.engines import engine
from search.engines.base import Away
from search.engines.server.address import Address, address
from search.engines.server.engine import ServerEngine
from search.query import SearchQuery
from search.service import search
from tests.conftest import Index
from tests.search_server import PRODUCTS, free_port
from tools.environment import clients

SECRET = "s3cr:t/ö"
QUOTED = "s3cr%3At%2F%C3%B6"


@pytest.mark.parametrize("product", PRODUCTS)
def test_an_address_says_where_and_who(product: str, tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.touch()
    assert address(f"{product}://one/") == Address(product, (("one", 9200),))
    assert address(f"{product}://a%40b:{QUOTED}@one:1,two,[::1]:3/vol-2?tls=1&ca={ca}") == Address(
        product,
        (("one", 1), ("two", 9200), ("[::1]", 3)),
        prefix="vol-2",
        tls=True,
        ca=str(ca),
        user="a@b",
        password=SECRET,
    )
    with_key = address(f"{product}s://one:9200?api_key=abc%3D%3D&timeout=0.5")
    assert (with_key.tls, with_key.api_key, with_key.timeout) == (True, "abc==", 0.5)


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "//",
        "///portal",
        "//host:0",
        "//host:99999",
        "//host:port",
        "//ho st",
        "//one,,two",
        "//[::1",
        "//host/Portal",
        "//host/a/b",
        "//host/_all",
        "//host/*",
        "//host?tls=yes",
        "//host?ca=/nowhere/ca.pem&tls=1",
        "//host?ca=/etc/hosts",
        "//host?password=x",
        "//host?timeout=soon",
        "//host?timeout=0",
        "//user:pw@host?api_key=x",
        "//host?&&",
    ],
)
def test_junk_is_refused_without_telling_the_password(settings: Any, rest: str) -> None:
    for product in PRODUCTS:
        secret = rest.replace("//", f"//me:{QUOTED}@", 1) if "@" not in rest else rest
        for url in (f"{product}:{rest}", f"{product}:{secret}"):
            settings.SEARCH_URL = url
            with pytest.raises(ImproperlyConfigured, match="SEARCH_URL") as refusal:
                engine()
            assert "s3cr" not in str(refusal.value)


def test_an_unknown_engine_is_named_without_its_password(settings: Any) -> None:
    settings.SEARCH_URL = f"solr://me:{QUOTED}@host/x"
    with pytest.raises(ImproperlyConfigured, match="solr") as refusal:
        engine()
    assert "s3cr" not in str(refusal.value)


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_missing_client_says_what_to_install(
    product: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("elasticsearch", "opensearchpy"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ImproperlyConfigured, match=r"pip install -r requirements/servers\.txt"):
        ServerEngine(address(f"{product}://host"))


@pytest.mark.parametrize("url", ["elasticsearch://h", "elasticsearchs://h", "opensearch://h"])
def test_setting_up_brings_the_client(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SEARCH_URL", url)
    assert clients() == ["servers"]
    monkeypatch.setenv("SEARCH_URL", "tantivy:/somewhere")
    assert clients() == []


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("tls", ["0", "1"])
def test_no_password_in_any_log(
    index: Index, settings: Any, caplog: pytest.LogCaptureFixture, product: str, tls: str
) -> None:
    settings.SEARCH_URL = f"{product}://me:{QUOTED}@127.0.0.1:{free_port()}/x?tls={tls}"
    caplog.set_level(logging.DEBUG)
    assert not search(SearchQuery("opportunity", "cs")).complete
    with pytest.raises(Away) as error:
        engine().ready()
    everything = caplog.text + repr(address(settings.SEARCH_URL)) + repr(error.value)
    assert "lists come from the database" in caplog.text
    assert not any(each in everything for each in ("s3cr", SECRET, QUOTED))
