"""One contract for every engine: what a query finds, and in what order."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from search.models import Place
from search.query import Near, Results, SearchQuery
from search.service import search
from tests.conftest import Index
from tests.search_entries import KIND, TODAY, make, town
from tests.search_server import SERVERS

Ask = Callable[..., Results]


pytestmark = pytest.mark.parametrize("search_url", ["tantivy", "database", *SERVERS], indirect=True)


@pytest.fixture
def ask(entries: Index) -> Ask:
    """Ask for a page; everything made before is in the index."""
    indexed: list[Any] = []

    def asked(**query: Any) -> Results:
        # A server takes its time to make an index.
        if indexed != (there := [*Place.objects.order_by("pk").values()]):
            entries.rebuild()
            indexed[:] = there
        given: dict[str, Any] = {"kind": KIND, "language": "cs", "today": TODAY}
        return search(SearchQuery(**given | query))

    return asked


def keys(*entries: Place) -> tuple[int, ...]:
    return tuple(entry.pk for entry in entries)


def test_newest_first_and_undated_last(ask: Ask) -> None:
    undated = make()
    older = make(published="2025-05-01T10:00:00+00:00")
    newer = make(published="2025-05-02T10:00:00+02:00")
    assert ask().keys == keys(newer, older, undated)


def test_what_ends_sooner_first_and_endless_last(ask: Ask) -> None:
    endless, later, sooner = make(), make(ends="2025-07-01"), make(ends="2025-06-15")
    assert ask(sort="ending").keys == keys(sooner, later, endless)


def test_of_equals_the_larger_key_first(ask: Ask) -> None:
    entries = [make("pes", published="2025-05-01T10:00:00+00:00") for _ in range(7)]
    for sort in ("newest", "ending", "relevance", "nearest"):
        assert ask(sort=sort, words="pes").keys == keys(*reversed(entries))


def test_pages_follow_one_another(ask: Ask) -> None:
    entries = keys(*[make() for _ in range(7)])[::-1]
    pages = [ask(page=page, size=3) for page in (1, 2, 3)]
    assert [page.keys for page in pages] == [entries[:3], entries[3:6], entries[6:]]
    assert {page.total for page in pages} == {7}


def test_a_page_beyond_the_last_is_empty_with_the_right_total(ask: Ask) -> None:
    make()
    for page in (2, 10_000):
        assert ask(page=page).keys == ()
        assert ask(page=page).total == 1


def test_an_index_without_entries_answers(ask: Ask) -> None:
    assert ask(words="pes", filters={"field": ("animals",)}, sort="relevance").total == 0


def test_values_of_a_facet_widen_and_facets_narrow(ask: Ask) -> None:
    dogs = make(facets={"field": ["animals"], "time": ["weekend"]})
    cats = make(facets={"field": ["animals"]})
    school = make(facets={"field": ["children", "education"], "time": ["weekend", "morning"]})
    assert ask(filters={"field": ("animals", "education")}).keys == keys(school, cats, dogs)
    both = {"field": ("animals", "education"), "time": ("weekend",)}
    assert ask(filters=both).keys == keys(school, dogs)
    assert ask(filters={"field": ()}).total == 3


def test_an_entry_is_shown_up_to_the_day_it_expires(ask: Ask) -> None:
    entry = make(expires="2025-06-02")
    assert ask().keys == keys(entry)
    assert ask(today=datetime.date(2025, 6, 3)).total == 0


def test_what_is_not_public_is_not_found(ask: Ask) -> None:
    make(public=False)
    assert ask().total == 0


def test_all_words_must_be_there(ask: Ask) -> None:
    both = make(("Venčení psů", "Pomoc seniorům"))
    make("Venčení koček")
    assert ask(words="venceni hokej", literal=True).total == 0
    assert ask(words="venceni senior").keys == keys(both)


def test_words_of_a_phrase_count_apart_as_well(ask: Ask) -> None:
    apart = make(("Smlouva", "Jak ji dobrovolnické centrum podepíše"))
    make("Smlouva o nájmu")
    assert ask(words="dobrovolnická smlouva").keys == keys(apart)


def test_words_are_searched_in_title_summary_and_body(ask: Ask) -> None:
    entries = [make(["les", "", ""]), make(["", "les", ""]), make(["", "", "les"])]
    assert set(ask(words="les").keys) == set(keys(*entries))


def test_signs_and_nul_change_nothing(ask: Ask) -> None:
    entry = make("les")
    make("louka")
    for junk in ("les \0", "\"les'", "les !!! --", "*les?", "(les)"):
        assert ask(words=junk).keys == keys(entry), junk
    assert ask(words="\0'\"").total == 2


def test_long_junk_is_answered(ask: Ask) -> None:
    make("les")
    assert ask(words="x" * 10_000).total == 0
    assert ask(words="les " * 10_000).total == 1


# --- languages ------------------------------------------------------------------


def test_a_translated_entry_is_found_by_the_words_of_the_version_that_is_shown(ask: Ask) -> None:
    entry = make({"cs": "psi v útulku", "en": "dogs in a shelter"})
    assert ask(words="dog", language="en").keys == keys(entry)
    assert ask(words="útulek", language="en").total == 0
    assert ask(words="utulku", language="cs").keys == keys(entry)
    assert ask(words="dogs", language="cs").total == 0


def test_an_untranslated_entry_is_found_by_the_words_of_its_own_language(ask: Ask) -> None:
    entry = make({"cs": "Sázení stromů"})
    for language in ("cs", "pl", "sl", "en", "de"):
        assert ask(words="strom", language=language).keys == keys(entry), language


def test_readers_without_a_version_see_the_source_not_another_translation(ask: Ask) -> None:
    entry = make({"sl": "gozd", "en": "forest"})
    assert ask(words="gozdovi", language="pl").keys == keys(entry)
    assert ask(words="forest", language="pl").total == 0


def test_words_of_two_versions_do_not_add_up(ask: Ask) -> None:
    make({"cs": "les", "en": "forest"})
    assert ask(words="les forest", language="cs", literal=True).total == 0
    assert ask(words="les forest", language="en", literal=True).total == 0


def test_an_entry_in_several_languages_is_one_result(ask: Ask) -> None:
    entry = make({"cs": "hospic", "pl": "hospic", "en": "hospic"})
    found = ask(words="hospic", language="en", sort="relevance")
    assert (found.keys, found.total) == (keys(entry), 1)


# --- near -----------------------------------------------------------------------


@pytest.fixture
def towns(db: None) -> tuple[Place, Place, Place]:
    """Three towns on a line, about 11 and 33 km from the first."""
    return town(50.0, 15.0), town(50.1, 15.0), town(50.3, 15.0)


def test_near_is_the_nearest_of_an_entrys_places(
    ask: Ask, towns: tuple[Place, Place, Place]
) -> None:
    here, close, far = towns
    at_both = make(places=[far, close])
    at_far = make(places=[far])
    nowhere = make()
    found = ask(near=Near(here.pk, 25))
    assert found.keys == keys(at_both)
    assert ask(near=Near(here.pk, 40)).total == 2
    assert nowhere.pk not in ask(near=Near(here.pk, 500)).keys
    assert at_far.pk in ask(near=Near(here.pk, 500)).keys


def test_nearest_first(ask: Ask, towns: tuple[Place, Place, Place]) -> None:
    here, close, far = towns
    entries = [
        make(places=[far]),
        make(places=[close]),
        make(places=[far, here]),
        make(places=[close]),
    ]
    at_far, at_close, at_both, at_close_too = entries
    found = ask(near=Near(here.pk, 50), sort="nearest")
    assert found.keys == keys(at_both, at_close_too, at_close, at_far)


def test_nearest_pages_when_many_are_equally_near(
    ask: Ask, towns: tuple[Place, Place, Place]
) -> None:
    here, close, _far = towns
    at_close = [make(places=[close]) for _ in range(70)]
    at_here = [make(places=[here]) for _ in range(5)]
    right = keys(*reversed(at_here), *reversed(at_close))
    for page in (1, 2, 4, 5):
        found = ask(near=Near(here.pk, 25), sort="nearest", page=page)
        assert found.keys == right[20 * (page - 1) : 20 * page]
        assert found.total == 75


def test_nothing_is_near_an_unknown_place(ask: Ask) -> None:
    make()
    assert ask(near=Near(987654, 25), sort="nearest").total == 0
