"""Whichever engine answers: the same entries, in the same order, with the same counts."""

import datetime
import random
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import registry
from search.asked import Asked, ask
from search.documents import Document, Text
from search.engines import Engine, _engine
from search.engines.embedded.engine import EmbeddedEngine
from search.query import SORTS, SearchQuery
from tests.search_entries import KIND, TODAY, EntrySearch
from tests.search_server import SERVERS

LANGUAGES = ("cs", "pl", "sl", "en")
# With forms, synonyms of several words, words of several meanings, and words to leave out.
WORDS = {
    "cs": "pes psa psí psů hledáme dobrovolníky dobrovolník děti dětem dítě senior seniory starší "
    "lidé lidem domov důchodců na do s pro doučování doučovat učit školu škola stromy ženu je "
    "sázení sázet les lese lesa IT web úklid uklízet řeky řeka mateřské centrum školky školka",
    "pl": "pies psy psa szukamy wolontariuszy wolontariusz dzieci dziecko senior seniorzy dom las "
    "lasu na do z dla pomoc nauka uczyć szkoła szkole sadzenie drzew drzewa rzeka starsze osoby",
    "sl": "pes psi psa iščemo prostovoljce otroci otrok starejši ljudje dom gozd gozdu na v za "
    "pomoč učenje učiti šola šoli sajenje dreves drevo reka starostnik",
    "en": "dog dogs looking for volunteers volunteer children child older people elderly home the "
    "forest forests of to tutoring teach school schools planting trees tree river cleaning",
}
VOCABULARY = {language: words.split() for language, words in WORDS.items()}
ALL_WORDS = sorted({word for words in VOCABULARY.values() for word in words})
FIELDS = ["animals", "children", "sport", "culture"]
REGIONS = ["CZ", "CZ-51", "PL", "SI"]


def document(key: int, chance: random.Random) -> Document:
    """Return an entry of a few words in one to three languages."""
    published = datetime.datetime(2025, chance.randint(1, 5), 9, tzinfo=datetime.UTC)
    return Document(
        key=key,
        texts={
            language: Text(
                *(" ".join(chance.choices(VOCABULARY[language], k=k)) for k in (2, 4, 12))
            )
            for language in chance.sample(LANGUAGES, chance.choice([1, 1, 2, 3]))
        },
        facets={
            "field": chance.sample(FIELDS, chance.randint(0, 3)),
            "region": chance.sample(REGIONS, chance.randint(0, 2)),
        },
        published=chance.choice([None, published]),
        ends=chance.choice([None, TODAY + datetime.timedelta(days=chance.randint(0, 9))]),
        expires=chance.choice([None, TODAY + datetime.timedelta(days=chance.randint(-3, 9))]),
        checked=chance.choice([None, TODAY - datetime.timedelta(days=chance.randint(0, 200))]),
    )


@pytest.fixture
def engines(
    search_url: str, tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> tuple[Engine, Engine]:
    """Tantivy and a server, with the same two hundred random entries."""
    monkeypatch.setattr(registry, "_kinds", {KIND: EntrySearch()})
    chance = random.Random(7)
    documents = [document(key, chance) for key in range(1, 201)]
    engines = EmbeddedEngine(tmp_path / "tantivy"), _engine(search_url)
    for each in engines:
        with ExitStack() as written:
            assert written.enter_context(each.writing(wait=True))
            written.enter_context(each.building()).add(KIND, documents)
    return engines


def phrases() -> st.SearchStrategy[str]:
    """Return what people type: words of one language or mixed, some in quotes, some unfinished."""
    one = st.sampled_from(LANGUAGES).flatmap(
        lambda language: st.lists(st.sampled_from(VOCABULARY[language]), min_size=1, max_size=4)
    )
    mixed = st.lists(st.sampled_from([*ALL_WORDS, "slon"]), min_size=1, max_size=5)
    plain = (one | mixed).map(" ".join)
    quoted = plain.map(lambda words: f"„{words}“")
    begun = plain.map(lambda words: words[: max(len(words) - 2, 3)])
    return plain | quoted | begun | st.builds("{} {}".format, plain, quoted)


def questions() -> st.SearchStrategy[Asked]:
    """Return questions in each of the ways in which they are put."""
    asked = st.builds(ask, st.just("") | phrases(), st.sampled_from([*LANGUAGES, "de"]))
    return asked | asked.map(Asked.begun) | asked.map(lambda each: each.nearly() if each else each)


def choices(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


queries = st.builds(
    SearchQuery,
    kind=st.just(KIND),
    language=st.just("cs"),
    filters=st.fixed_dictionaries(
        {}, optional={"field": choices(FIELDS), "region": choices([*REGIONS, "XX"])}
    ),
    within=st.sampled_from([(), (), ("CZ-51",), ("PL", "SI")]),
    sort=st.sampled_from(["relevance", "relevance", *SORTS]),
    size=st.sampled_from([5, 20, 500]),
    page=st.integers(1, 3),
    today=st.just(TODAY),
)


@pytest.mark.parametrize("search_url", SERVERS, indirect=True)
def test_all_engines_find_the_same_in_the_same_order(engines: tuple[Engine, Engine]) -> None:
    ours, server = engines

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(queries, questions())
    def check(query: SearchQuery, asked: Asked) -> None:
        assert server.search(query, asked) == ours.search(query, asked)
        if asked:
            assert server.found([asked]) == ours.found([asked])

    check()
    assert server.words() == ours.words()
    assert sorted(server.digests(KIND)) == sorted(ours.digests(KIND))


@pytest.mark.parametrize("search_url", SERVERS, indirect=True)
@pytest.mark.parametrize("quotes", ["„{}“", "{}"])
def test_the_longest_question_is_no_trouble(engines: tuple[Engine, Engine], quotes: str) -> None:
    """Words of many meanings: servers take no more than 1,024 parts of a query."""
    _ours, server = engines
    words = "je mi nás bych mít mám on ním to moje si chtěla být są masz mieć"
    for asked in (ask(quotes.format(words), "cs"), ask(quotes.format(words), "pl")):
        for query in (SearchQuery(KIND, "cs", sort=sort) for sort in SORTS):
            server.search(query, asked)
        server.found([asked, asked.nearly()])
