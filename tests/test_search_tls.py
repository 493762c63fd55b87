"""Search servers behind TLS: only the certificate that the site names is trusted."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from search.engines import Away, engine
from search.query import Results, SearchQuery
from search.service import search
from tests.conftest import Index
from tests.search_entries import KIND, TODAY, make
from tests.search_server import SERVERS, TIMEOUT
from tests.tls import before, certificate

pytestmark = pytest.mark.parametrize("search_url", SERVERS, indirect=True)


def asked() -> Results:
    return search(SearchQuery(KIND, "cs", words="pes", today=TODAY))


def test_server_is_reached_by_its_certificate_and_no_other(
    entries: Index, settings: Any, tmp_path: Path
) -> None:
    found = make("pes")
    server = urlsplit(entries.url)
    assert server.port
    ours, others = certificate(tmp_path, "ours"), certificate(tmp_path, "others")
    with before(server.port, ours) as front:
        secure = f"{server.scheme}s://me:secret@127.0.0.1:{front.port}{server.path}"
        settings.SEARCH_URL = f"{secure}?ca={ours}&timeout={TIMEOUT}"
        entries.rebuild()
        assert (asked().complete, asked().keys) == (True, (found.pk,))
        assert b"authorization: Basic" in front.heard

        front.heard.clear()
        for untrusted in (f"&ca={others}", ""):
            settings.SEARCH_URL = f"{secure}?timeout={TIMEOUT}{untrusted}"
            with pytest.raises(Away):
                engine().ready()
            # Found nevertheless: by the database.
            assert (asked().complete, asked().keys) == (False, (found.pk,))
        assert not front.heard
