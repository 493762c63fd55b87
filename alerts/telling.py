"""The worker's round: who has to hear of what is new, and one mail to each of them.

It goes from question to question, some hundred readers at a time. The mails of these readers
and the note up to where they have been told are one transaction, so a round that dies goes on
where it was, and nobody is told twice.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from alerts import arrivals, mails
from alerts.flow import LINK_DAYS, PAGE, STOP
from alerts.mails import TOLD, Copy, Told
from alerts.models import Alert, AlertQuerySet, Often, Question
from alerts.questions import meant, query_of
from alerts.times import next_time
from portal.common import jobs
from portal.common.links import Link
from portal.common.outbox import Mail
from search.engines import Unavailable
from search.engines.locks import shared_lock
from search.newcomers import Newcomers, newcomers
from search.registry import searchable

Numbers = Mapping[int, int]

# Readers whose mails are written in one transaction.
AT_A_TIME = 500
# After so many seconds the worker's other jobs have their turn.
SECONDS_AT_A_TIME = 20.0
# Seconds from one look at what is new to the next.
EVERY = 15


class Waits(jobs.Hindered):
    """The engine of the search cannot answer: nobody can say what is found."""


def register() -> None:
    """Hand it to the worker."""
    jobs.register("tell of new entries", tell, every=EVERY)


def tell() -> None:
    """Tell whoever is due, for some seconds; raises :class:`Waits` without the search."""
    until = time.monotonic() + SECONDS_AT_A_TIME
    last = arrivals.note()
    if not Alert.objects.due(last, timezone.now()).exists():
        return
    with shared_lock("alerts", wait=False) as first, waiting():
        if first:
            with begun(last) as the_round:
                while time.monotonic() < until and the_round.tell_some():
                    if jobs.stopping.is_set():
                        raise jobs.Stopped


@contextmanager
def waiting() -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        raise Waits(str(error)) from error


@contextmanager
def begun(last: int) -> Iterator["Round"]:
    """Give a round over all that somebody has to hear of up to the arrival ``last``."""
    now = timezone.now()
    low = Alert.objects.due(last, now).aggregate(low=Min("mark"))["low"]
    low = last if low is None else low
    numbers = arrivals.between(low, last)
    with newcomers({kind: list(keys) for kind, keys in numbers.items()}) as new:
        yield Round(low, last, now, numbers, new)


class Round:
    """The new entries, ready to be asked, with what has been found out on the way."""

    def __init__(
        self, low: int, last: int, now: datetime, numbers: Mapping[str, Numbers], new: Newcomers
    ) -> None:
        # The round knows what arrived after ``low`` up to ``last``.
        self.low, self.last, self.now = low, last, now
        # Of each new entry, by kind and key.
        self.numbers = numbers
        self.new = new
        self._told: dict[tuple[str, str, int | None], dict[int, Told | None]] = {}
        # What the questions found that were asked last: thousands may keep the same.
        self._found: dict[int, tuple[int, ...]] = {}

    def due(self) -> AlertQuerySet:
        """Return who is to be told, but for those who became due meanwhile of older things."""
        return Alert.objects.due(self.last, self.now).filter(mark__gte=self.low)

    def tell_some(self) -> bool:
        """Tell some of those who are due; return whether there were any."""
        due = self.due().order_by("question_id", "pk")
        keys = dict(due.values_list("pk", "question_id")[:AT_A_TIME])
        # Asked before anything is locked: visitors write, too.
        before = self._found
        self._found = {
            row.pk: before[row.pk] if row.pk in before else self.found(row)
            for row in Question.objects.filter(pk__in=set(keys.values()))
        }
        self.write(list(keys))
        return bool(keys)

    def found(self, question: Question) -> tuple[int, ...]:
        """Return the keys of the new entries in the list of ``question``, the newest first."""
        with meant(question):
            query = query_of(question)
            return self.new.found(query) if query else ()

    @transaction.atomic
    def write(self, keys: Sequence[int]) -> None:
        """Queue the mails of the alerts ``keys`` and note that they are told."""
        rows = self.due().filter(pk__in=keys).select_related("reader", "question")
        alerts = list(rows.select_for_update(of=("self",)))
        Mail.objects.bulk_create(self.letters(alerts), ignore_conflicts=True)
        for often in Often.values:
            mine = [alert.pk for alert in alerts if alert.often == often]
            due_at = next_time(often, timezone.now())
            Alert.objects.filter(pk__in=mine).update(mark=self.last, due_at=due_at)

    def letters(self, alerts: Sequence[Alert]) -> Iterator[Mail]:
        """Yield the mails of those of ``alerts`` for whom there is something new."""
        copies: dict[tuple[int, tuple[int, ...]], Copy | None] = {}
        told: list[tuple[Alert, Copy]] = []
        for alert in alerts:
            about = alert.question_id, self.unheard(alert)
            if about[1] and about not in copies:
                copies[about] = self.copy(alert.question, about[1])
            if copy := copies.get(about):
                told.append((alert, copy))
        pages = Link.objects.standing_all(PAGE, (a.reader_id for a, _ in told), LINK_DAYS)
        stops = Link.objects.standing_all(STOP, (a.pk for a, _ in told), LINK_DAYS)
        for alert, copy in told:
            with meant(alert.question):
                page, stop = pages[alert.reader_id], stops[alert.pk]
                yield mails.news(alert, copy, self.last, page, stop)

    def unheard(self, alert: Alert) -> tuple[int, ...]:
        """Return what its question found that it was not told of."""
        numbers = self.numbers.get(alert.question.kind, {})
        found = self._found.get(alert.question_id, ())
        return tuple(key for key in found if numbers[key] > alert.mark)

    def copy(self, question: Question, keys: Sequence[int]) -> Copy | None:
        """Return the letter about ``keys``; ``None`` if there is nothing to tell."""
        with meant(question):
            told = self.told(question, keys[:TOLD])
            more = max(len(keys) - TOLD, 0)
            return mails.copy(question, told, more) if told else None

    def told(self, question: Question, keys: Iterable[int]) -> list[Told]:
        """Return what a mail says of those of ``keys`` that are public: each is read once."""
        frame = question.kind, question.language, question.site_id
        known = self._told.setdefault(frame, {})
        if missing := [key for key in keys if key not in known]:
            # Others will be needed soon: a few hundred cost little more than one.
            more = (key for key in self.numbers[question.kind] if key not in known)
            wanted = [*dict.fromkeys([*missing, *islice(more, AT_A_TIME)])]
            known |= dict.fromkeys(wanted)
            for hit in searchable(question.kind).hits(wanted, question.language):
                known[hit.key] = Told(hit.title, hit.url, ", ".join(hit.facts))
        return [one for key in keys if (one := known[key])]
