"""Public pages are kept whole, for everybody, until something changes."""

import gzip

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from portal.common import versions
from portal.common.caching import PageCacheMiddleware, declare_public
from search.models import Field

pytestmark = pytest.mark.django_db


class Counting:
    """A view that counts how often it was asked."""

    def __init__(self, *, public: bool = True) -> None:
        self.public = public
        self.asked = 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        response = HttpResponse(f"answer {self.asked} " + "…" * 500)
        return declare_public(response) if self.public else response


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    from django.core.cache import cache

    cache.clear()


def ask(view: Counting, path: str = "/", **headers: str) -> HttpResponse:
    request = RequestFactory(headers=headers).get(path)
    response = PageCacheMiddleware(view)(request)
    assert isinstance(response, HttpResponse)
    return response


def test_second_reader_gets_the_kept_page() -> None:
    view = Counting()
    assert ask(view).content == ask(view).content
    assert view.asked == 1


def test_page_without_declaration_is_never_kept() -> None:
    view = Counting(public=False)
    ask(view), ask(view)
    assert view.asked == 2


def test_other_address_is_another_page() -> None:
    view = Counting()
    ask(view, "/?page=1"), ask(view, "/?page=2")
    assert view.asked == 2


def test_partial_answer_for_htmx_is_kept_apart() -> None:
    view = Counting()
    ask(view), ask(view, **{"HX-Target": "listing"})
    assert view.asked == 2


def test_signed_in_staff_see_the_page_as_it_is_now() -> None:
    view = Counting()
    ask(view), ask(view, Cookie="sessionid=abc")
    assert view.asked == 2


def test_any_change_of_content_makes_the_page_anew() -> None:
    view = Counting()
    ask(view)
    Field.objects.create(slug="gardens", name="Gardens", icon="f-environment")
    ask(view)
    assert view.asked == 2


def test_change_that_is_rolled_back_is_no_change() -> None:
    before = versions.current()
    with transaction.atomic():
        versions.bump()
        transaction.set_rollback(True)
    versions.forget()
    assert versions.current() == before


def test_compressed_page_says_the_same() -> None:
    view = Counting()
    compressed = ask(view, **{"Accept-Encoding": "gzip"})
    assert compressed["Content-Encoding"] == "gzip"
    assert int(compressed["Content-Length"]) == len(compressed.content)
    assert gzip.decompress(compressed.content).startswith(b"answer 1")


def test_browser_that_has_the_page_is_told_so() -> None:
    view = Counting()
    tag = ask(view)["ETag"]
    again = ask(view, **{"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)


def test_browsers_ask_each_time() -> None:
    assert "max-age=0" in ask(Counting())["Cache-Control"]


def test_post_is_never_answered_from_the_cache(client: Client) -> None:
    view = Counting()
    middleware = PageCacheMiddleware(view)
    for _ in range(2):
        middleware(RequestFactory().post("/"))
    assert view.asked == 2
