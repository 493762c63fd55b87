"""Two people act on one record at the same moment. These tests really commit.

In a file of their own: nothing may follow in the same process.
"""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.volunteering import call, interest
from volunteers import erasing, flow, merging
from volunteers.models import Interest, Merge, Step, Volunteer

Act = Callable[[], object]
State = Interest.State


@pytest.mark.django_db(transaction=True)
def test_of_two_colleagues_at_once_one_wins_and_the_other_is_told() -> None:
    about = call()
    rows = [interest(about=about).volunteer for _ in range(3)]
    one, other, third = (row.pk for row in rows)
    told = at_once(
        lambda: merging.put_together((one, other)), lambda: merging.put_together((other, one))
    )
    assert told.count(None) == 1
    assert [type(error) for error in told if error] == [merging.Gone]
    (merge,) = Merge.objects.all()
    told = at_once(lambda: merging.take_apart(merge), lambda: merging.take_apart(merge))
    assert [type(error) for error in told if error] == [merging.Gone]
    assert set(Volunteer.objects.values_list("pk", flat=True)) == {one, other, third}
    assert sorted(Interest.objects.values_list("volunteer", flat=True)) == [one, other, third]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_when_the_person_writes_or_erases_meanwhile() -> None:
    one, other = (interest(about=call()).volunteer for _ in range(2))
    new = flow.send("new", call(), "Me, too.", "Yes.", **person(other))
    told = at_once(
        lambda: merging.put_together((one.pk, other.pk), {"email": other.pk}),
        lambda: flow.confirm(new),
    )
    assert told == [None, None]
    kept = Volunteer.objects.get()
    assert kept.interests.count() == 3
    (merge,) = Merge.objects.all()
    told = at_once(lambda: merging.take_apart(merge), lambda: erasing.erase(kept))
    assert [type(error) for error in told if error] in ([], [merging.Gone])
    assert not Merge.objects.exists()
    assert not Volunteer.objects.filter(pk=one.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_who_changes_their_details_and_who_answers_do_not_wait_for_each_other() -> None:
    who = interest(about=call()).volunteer
    rows = [interest(about=call(), email=who.email) for _ in range(6)]
    for number, row in enumerate(rows):
        name = f"Olga {number}"
        told = at_once(
            partial(flow.change, who, name=name),
            partial(flow.move, row, State.AGREED, Step.Who.ORGANISATION),
            partial(flow.write, row, "When?"),
        )
        assert [error for error in told if error and not isinstance(error, flow.Moved)] == []
    assert Volunteer.objects.get().name == "Olga 5"
    assert {row.state for row in Interest.objects.filter(pk__in=[r.pk for r in rows])} == {"agreed"}


@pytest.mark.django_db(transaction=True)
def test_who_writes_again_and_who_answers_do_not_wait_for_each_other() -> None:
    about = [call() for _ in range(6)]
    rows = [interest(about=each, email="olga@example.org") for each in about]
    who = rows[0].volunteer
    for number, (row, each) in enumerate(zip(rows, about, strict=True)):
        again = flow.send(f"again-{number}", each, "Me, too.", "Yes.", **person(who))
        told = at_once(
            partial(flow.confirm, again),
            partial(flow.write, row, "When?"),
            partial(flow.move, row, State.IN_TOUCH, Step.Who.ORGANISATION),
        )
        assert told == [None, None, None]
    assert Interest.objects.count() == len(rows)


def person(who: Volunteer) -> dict[str, str]:
    return {"name": who.name, "email": who.email, "language": "en"}


def at_once(*acts: Act) -> list[Exception | None]:
    """Do all of it now; return what each was told."""
    start = Barrier(len(acts))
    told: list[Exception | None] = [None] * len(acts)

    def act(number: int) -> None:
        start.wait()
        try:
            acts[number]()
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what one is told
            told[number] = error
        finally:
            connection.close()

    threads = [Thread(target=act, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
