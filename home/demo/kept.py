"""Searches that people of the demo keep: each rhythm, each list, and one not confirmed yet."""

from django.http import QueryDict

from alerts import arrivals
from alerts.models import Alert, Often, Question, Reader
from alerts.questions import question_for
from alerts.times import next_time
from home.demo.asked import ago
from search.pages import list_of
from search.params import Params

# Address, list, language, what it is narrowed to, how often, days since; 0: not confirmed.
ROWS = (
    ("barbora.klimesova", "opportunity", "cs", "field=seniors&near=Liberec", Often.DAILY, 40),
    ("barbora.klimesova", "opportunity", "cs", "q=zahrada&time=weekend", Often.WEEKLY, 12),
    ("marek.prouza", "opportunity", "cs", "field=animals&region=CZ-51", Often.NOW, 5),
    ("zofia.lipka", "opportunity", "pl", "field=children&time=weekend", Often.WEEKLY, 90),
    ("zofia.lipka", "organisation", "pl", "field=environment", Often.WEEKLY, 90),
    ("tine.hribar", "opportunity", "sl", "q=gozd", Often.DAILY, 21),
    ("rosa.field", "opportunity", "en", "mode=remote", Often.NOW, 3),
    ("karel.novotny", "opportunity", "cs", "field=environment", Often.DAILY, 0),
)
DOMAIN = "@kept.example"


def make() -> int:
    """Make what is missing; nobody is written to. Return how many that were."""
    # What the demo has made is not in the index yet, and no news.
    last = arrivals.note(indexed=False)
    return sum(kept(last, *row) for row in ROWS)


def kept(last: int, name: str, kind: str, language: str, asked: str, often: str, days: int) -> int:
    model, email = list_of(kind), f"{name}{DOMAIN}"
    assert model
    params = Params.from_get(QueryDict(asked), model.facets)
    question = question_for(kind, language, params)
    reader = Reader.objects.get_or_create(folded=email, defaults={"email": email})[0]
    state = {
        "often": often,
        "asked_at": ago(days),
        "confirmed_at": ago(days) if days else None,
        "mark": last,
        "due_at": next_time(often, ago(0)),
    }
    return int(Alert.objects.get_or_create(reader=reader, question=question, defaults=state)[1])


def remove() -> None:
    """Delete all of it, once the entries are gone."""
    Reader.objects.filter(folded__endswith=DOMAIN).delete()
    Question.objects.filter(alerts=None).delete()
    arrivals.forget_gone()
