"""What a call says, typed into the form and read again, is what it said."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from opportunities import choices
from opportunities.models import Opportunity
from portal.common.html import rich
from portal.common.typed import lines, one_line
from search.models import Place
from submissions.kinds import kind_called
from tests import factories
from tests.calls import new_call
from tests.properties import examples

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
FIELDS = ("animals", "seniors", "culture")
TOWNS = ("Liberec", "Jablonec nad Nisou", "Turnov")
MANY = {"fields", "places"}
TEXTS = ("description", "tasks", "requirements", "offer_text")

words = st.text(max_size=60).map(one_line).filter(lambda text: "/" not in text)
texts = st.text(max_size=200).map(lines).filter(lambda text: "/" not in text)
phones = st.from_regex(r"(\+?420 )?[0-9]{3}( ?[0-9]{3}){2}(, [a-zř]{1,20})?", fullmatch=True)
days = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1))


def some(codes: Any) -> st.SearchStrategy[list[str]]:
    """Return a few of ``codes``, in their order."""
    return st.sets(st.sampled_from(codes.values)).map(lambda c: [v for v in codes.values if v in c])


@st.composite
def calls(draw: st.DrawFn) -> dict[str, Any]:
    """Return the facts of a call that may be published."""
    hours = draw(st.none() | st.integers(5, 99_999).map(lambda n: Decimal(n) / 10))
    start, deadline, expires, end = sorted(draw(st.lists(days, min_size=4, max_size=4)))
    dates = {"start_on": start, "deadline": deadline, "expires_on": expires, "end_on": end}
    mode = draw(st.sampled_from(choices.Mode.values))
    least = 0 if mode == choices.Mode.REMOTE else 1
    return {
        **{name: draw(st.sampled_from([day, None])) for name, day in dates.items()},
        "title": draw(words.filter(bool)),
        "summary": draw(words.filter(bool)),
        "description": rich(draw(texts.filter(bool))),
        **{name: rich(draw(texts)) for name in TEXTS[1:]},
        "fields": draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True)),
        "places": draw(st.lists(st.sampled_from(TOWNS), min_size=least, unique=True)),
        "mode": mode,
        "street": draw(words),
        "barrier_free": draw(st.sampled_from([True, False, None])),
        "commitment": draw(st.sampled_from(choices.Commitment.values)),
        "hours": hours,
        "hours_per": draw(st.sampled_from(choices.HoursPer.values)) if hours else "",
        "times": draw(some(choices.Time)),
        "people_wanted": draw(st.none() | st.integers(1, 9999)),
        "minimum_age": draw(st.none() | st.integers(0, 99)),
        "welcomes": draw(some(choices.Audience)),
        "languages": draw(some(choices.Language)),
        "offers": draw(some(choices.Offer)),
        "contact_name": draw(words),
        "contact_email": draw(st.sampled_from(["", "eva@example.org"])),
        "contact_phone": draw(st.just("") | phones),
    }


@given(facts=calls(), language=st.sampled_from(LANGUAGES), page=st.sampled_from(LANGUAGES))
@examples(60)
def test_call_that_is_typed_again_says_the_same(
    django_db_setup: None, facts: dict[str, Any], language: str, page: str
) -> None:
    known = {slug: factories.field(slug) for slug in FIELDS}
    towns = {
        name: Place.objects.filter(name=name).first() or factories.place(name) for name in TOWNS
    }
    fields = [known[slug] for slug in facts["fields"]]
    places = [towns[name] for name in facts["places"]]
    call = Opportunity(
        locale=factories.locale(language), **{n: v for n, v in facts.items() if n not in MANY}
    )
    call.fields, call.places = fields, places
    host = factories.organisation()
    kind, draft = kind_called("opportunity"), new_call(host, language)
    with translation.override(page):
        draft.data = dict(kind.typed(call))
    with translation.override(language):
        assert kind.first_open(draft) is None, kind.answers(draft)
        again = Opportunity(locale=call.locale)
        kind.put(again, kind.given(draft).cleaned, draft)
    assert again.organisation == host
    assert {n: getattr(again, n) for n in facts if n not in MANY} == {
        n: v for n, v in facts.items() if n not in MANY
    }
    assert set(again.fields.all()) == set(fields)
    assert set(again.places.all()) == set(places)
