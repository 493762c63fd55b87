"""Whatever is typed, cut off or made up: a page, or "no such page", and never an error."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from opportunities.models import OpportunityIndexPage
from search.hues import sheet_url
from tests import factories
from tests.properties import examples
from tests.sites import LANGUAGES, Portal

pytestmark = pytest.mark.django_db

LISTS = ("opportunities", "organisations")
NAMES = [
    *("q", "region", "field", "commitment", "mode", "time", "audience", "access", "language"),
    *("near", "radius", "sort", "page", "form", "open", "not"),
]
# What has broken something somewhere before.
NASTY = [
    *("", " ", "\0", "a\0b", "'", '"', "'; DROP TABLE x--", "\\", "%", "%%", "%00", "%zz", "&amp;"),
    *("*", "?", "(", ")", "a AND", "OR OR", "NOT", "-", "+", "^", "~", "[a TO b]", "title:x", "/"),
    *("{{7*7}}", "${x}", "<script>", "\r\nX: y", "\t", "\x1f", "\x7f", "\ufeff", "\u202e"),
    *("ł", "Ł" * 300, "ß", "ﬁ", "İ", "e\u0301" * 200, "🦊", "\U0010ffff", "Ⅷ", "١٢", "²", "०"),
    *("-1", "0", "1", "2", "99999", "9" * 30, "1e9", "NaN", "1.5", "0x1", " 7 ", "1_000", "None"),
    *("CZ-51", "CZ-999", "animals", "ANIMALS", "zoo", "yes", "newest", "nearest", "relevance"),
    *("Liberec", "liber", "Liberec (", "(CZ)", "Liberec (Region CZ-51)", "x" * 10_000),
    *("a " * 5_000, "\u2028"),
]


@pytest.fixture(scope="module")
def site(kept_portal: Portal) -> Portal:
    """A portal with a few entries of every state."""
    animals, liberec = factories.field("animals"), factories.place("Liberec")
    host = factories.organisation([animals], [factories.region()], place=liberec)
    call = factories.opportunity([animals], [liberec], organisation=host, title="Walk the dogs")
    factories.translation(call, "en", title="Walk the dogs")
    factories.opportunity([animals], [liberec], organisation=host, live=False)
    kept_portal.rebuild()
    return kept_portal


@pytest.fixture(scope="module")
def paths(site: Portal) -> list[bytes]:
    """Public addresses, and the beginnings of others."""
    found = ["/", "/fields.x.css", sheet_url(), "/robots.txt", "/sitemap.xml", "/media/", "/xx/"]
    for code in LANGUAGES:
        found += [f"/{code}/", f"/{code}/about/"]
        found += [site.opportunities[code], site.organisations[code]]
        found.append(OpportunityIndexPage.guide_in(code))
    return [path.encode() for path in found]


# --- Junk -----------------------------------------------------------------------------


def quoted(raw: bytes) -> bytes:
    return quote_from_bytes(raw).encode()


raw_bytes = st.binary(max_size=40).map(quoted)
nasty = st.sampled_from(NASTY).map(lambda text: quoted(text.encode()))
texts = st.text(max_size=30).map(lambda text: quoted(text.encode("utf-8", "surrogatepass")))
# Bytes that stand in an address as they are.
unquoted = st.binary(max_size=40).map(lambda raw: raw.replace(b"#", b"").replace(b"?", b""))
values = st.one_of(nasty, nasty, texts, raw_bytes, unquoted)
names = st.one_of(
    st.sampled_from([name.encode() for name in NAMES]),
    st.sampled_from([f"{name}%5B%5D".encode() for name in NAMES]),
    st.sampled_from([f"{name}[{key}]".encode() for name in NAMES for key in ("", "0", "x")]),
    values,
)
pairs = st.tuples(names, values).map(b"=".join)
# Django redirects to no address above 16 kB, and quoted bytes take three times the room.
LONGEST = 5_000
repeated = st.tuples(pairs, st.sampled_from([2, 300, 5000]))
queries = st.one_of(
    st.lists(pairs, max_size=6).map(b"&".join),
    repeated.map(lambda p: b"&".join([p[0]] * min(p[1], LONGEST // (len(p[0]) + 1)))),
    unquoted,
)
# Headers as a server hands them over: bytes as letters, and none that end a line.
header_values = st.one_of(
    st.sampled_from(NASTY).map(lambda text: text.encode().decode("latin-1")),
    st.text(st.characters(max_codepoint=255)),
).map(lambda text: "".join(letter for letter in text if letter.isprintable()))
headers = st.fixed_dictionaries(
    {},
    optional={
        name: st.one_of(header_values, *more)
        for name, more in {
            "HTTP_HOST": [st.just("localhost:99999"), st.just("[::1"), st.just("évil.example")],
            "HTTP_ACCEPT_LANGUAGE": [st.just("cs;q=x,*;q=2"), st.just("a-" * 300)],
            "HTTP_COOKIE": [st.just('sessionid="abcdefgh\\000"'), st.just("sessionid=" + "x" * 50)],
            "HTTP_HX_TARGET": [st.just("listing")],
            "HTTP_HX_REQUEST": [st.just("true")],
            "HTTP_HX_CURRENT_URL": [st.just("http://[")],
            "HTTP_IF_NONE_MATCH": [st.just('W/"x", *')],
            "HTTP_IF_MODIFIED_SINCE": [st.just("Sat, 99 Foo 10000 99:99:99 GMT")],
            "HTTP_ACCEPT_ENCODING": [st.just("gzip;q=0, *")],
            "HTTP_RANGE": [st.just("bytes=5-1")],
            "HTTP_X_FORWARDED_PROTO": [],
            "HTTP_REFERER": [],
            "HTTP_USER_AGENT": [],
        }.items()
    },
)


def ask(path: bytes, query: bytes = b"", **environ: Any) -> HttpResponse:
    """Return the answer to a request made of bytes, as a server hands them over.

    An error in the portal's code is raised here.
    """
    asked = {
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        **environ,
    }
    response: HttpResponse = Client().request(**asked)  # type: ignore[assignment]
    assert response.status_code < 500
    return response


# --- What holds --------------------------------------------------------------------------


@examples(800)
@given(data=st.data(), query=queries)
def test_any_question_to_a_list_is_answered(
    site: Portal, data: st.DataObject, query: bytes
) -> None:
    path = data.draw(st.sampled_from([f"/{c}/{name}/" for c in LANGUAGES for name in LISTS]))
    partial = data.draw(st.sampled_from([{}, {}, {"HTTP_HX_TARGET": "listing"}]))
    response = ask(path.encode(), query, **partial)
    assert response.status_code == (404 if asks_for_another_page(query) else 200), query
    assert "\n" not in response.get("HX-Push-Url", "")


def asks_for_another_page(query: bytes) -> bool:
    """Whether the last ``page=`` is a number above the only page there is."""
    got = QueryDict(b"&".join(query.split(b"&")[:1000]), encoding="utf-8").get("page", "")
    try:
        return int(got) > 1
    except ValueError:
        return False


@examples(500)
@given(data=st.data(), query=queries)
def test_any_question_to_another_page_is_answered(
    paths: list[bytes], data: st.DataObject, query: bytes
) -> None:
    path = data.draw(st.sampled_from(paths))
    assert ask(path, query).status_code in (200, 302, 404)


@examples(700)
@given(data=st.data(), tail=st.lists(values, min_size=1, max_size=3))
def test_any_address_leads_somewhere_or_nowhere(
    paths: list[bytes], data: st.DataObject, tail: list[bytes]
) -> None:
    beginning, end = data.draw(st.sampled_from(paths)), data.draw(st.sampled_from([b"", b"/"]))
    assert ask(beginning + b"/".join(tail) + end).status_code in (200, 301, 302, 304, 400, 404, 410)


@examples(300)
@given(data=st.data(), slug=values)
def test_any_number_in_an_address_of_an_entry_is_answered(
    site: Portal, data: st.DataObject, slug: bytes
) -> None:
    numbers = st.sampled_from(["0", "1", "2", "007", "9" * 18, "9" * 19, "9" * 400, "-1", "١", "²"])
    lists = st.sampled_from([*site.opportunities.values(), *site.organisations.values()])
    number = quoted(data.draw(numbers).encode())
    path = data.draw(lists).encode() + slug + b"-" + number + b"/"
    assert ask(path).status_code in (200, 301, 404, 410)


@examples(500)
@given(data=st.data(), environ=headers)
def test_any_headers_are_answered(
    paths: list[bytes], data: st.DataObject, environ: Mapping[str, Any]
) -> None:
    path = data.draw(st.sampled_from(paths))
    response = ask(path, **environ)
    if response.status_code == 400:
        assert "HTTP_HOST" in environ


@examples(150)
@given(data=st.data(), junk=st.lists(pairs, max_size=5))
def test_junk_beside_a_question_changes_no_total(
    site: Portal, data: st.DataObject, junk: list[bytes]
) -> None:
    known = [b"q=", b"near=", b"radius=", b"sort=", b"page="]
    meant = [b"field=animals", b"region=CZ-51", b"q=dogs", b"near=Liberec&radius=10"]
    question = data.draw(st.sampled_from(meant))
    # What can be understood is no junk.
    junk = [pair for pair in junk if not any(understood(pair, name) for name in known)]
    path = b"/en/opportunities/"
    assert total(ask(path, b"&".join([*junk, question]))) == total(ask(path, question)) == 1


def understood(pair: bytes, known: bytes) -> bool:
    """Whether ``pair`` asks for something in one of the simple parameters or a real value."""
    got = QueryDict(pair, encoding="utf-8")
    if known.decode().rstrip("=") in got:
        return True
    return any(value in REAL for values in got.lists() for value in values[1])


# Values that exist, so that asking for them is no junk.
REAL = {"CZ-51", "animals", "yes"}


def total(response: HttpResponse) -> int:
    found = re.search(r'id="count"[^>]*>(\d+)', response.content.decode())
    assert found
    return int(found[1])


@pytest.mark.parametrize("name", ["page", "q", "field", "near", "radius", "sort"])
def test_the_last_of_repeated_parameters_counts_or_all_do(site: Portal, name: str) -> None:
    query = "&".join(f"{name}={value}" for value in ("%00", "zoo", "1")).encode()
    assert ask(b"/en/opportunities/", query).status_code == 200


def test_array_style_values_are_understood(site: Portal) -> None:
    got = ask(b"/en/opportunities/", b"field[]=animals&field%5B%5D=zoo")
    assert 'id="field-animals" name="field" value="animals" checked' in got.content.decode()


def test_known_value_after_many_unknown_ones_counts(site: Portal) -> None:
    query = b"&".join([b"field=zoo"] * 500) + b"&field=animals"
    assert 'value="animals" checked' in ask(b"/en/opportunities/", query).content.decode()


@pytest.mark.parametrize("page", ["2", "99999", "9" * 300])
def test_a_page_beyond_the_last_does_not_exist(site: Portal, page: str) -> None:
    assert ask(b"/en/opportunities/", f"page={page}".encode()).status_code == 404


@pytest.mark.parametrize("page", ["-1", "0", "x", "", "1.5"])
def test_a_page_that_is_no_number_is_the_first(site: Portal, page: str) -> None:
    assert ask(b"/en/opportunities/", f"page={page}".encode()).status_code == 200


def test_thousands_of_parameters_are_cut_off_not_refused(site: Portal) -> None:
    query = b"field=animals&" + b"&".join([b"x="] * 20_000)
    assert total(ask(b"/en/opportunities/", query)) == 1
