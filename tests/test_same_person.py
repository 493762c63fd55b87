"""Who is perhaps in here twice; two records become one, and can be taken apart again."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.common import phones
from portal.common.links import Link
from portal.common.models import Mail
from submissions import retention
from tests import factories
from tests.admin import client_of, english_client_of
from tests.sites import Portal
from tests.volunteering import State, call, interest, my_page
from volunteers import duplicates, erasing, flow, mails, merging
from volunteers.duplicates import Reason
from volunteers.models import Consent, Interest, Merge, NotSame, Opening, Volunteer
from volunteers.models.merge import say_apart

pytestmark = pytest.mark.django_db
SAMES = "/admin/interested/same/"
CALLED = {"email": "", "phone": "777 123 456", "name": "Radka Zelinková"}


def person(**given: Any) -> Volunteer:
    """Return the record of somebody whose interest was passed on, each in a call elsewhere."""
    about = given.pop("about", None) or somewhere()
    state = State.PASSED if given.get("email", "x") else State.NEW
    found: Volunteer = interest(state, about, **given).volunteer
    return found


def somewhere(code: str | None = None) -> Any:
    """Return a call of an organisation and in a region that no other call has."""
    number = Interest.objects.count()
    place = factories.place(f"Town {number}", region=factories.region(code or f"CZ-9{number:02}"))
    return call(organisation=factories.organisation(name=f"Host {number}"), places=[place])


def found() -> list[tuple[str, str, list[Reason]]]:
    return [(pair.one.name, pair.other.name, pair.reasons) for pair in duplicates.pairs()]


def two() -> tuple[Volunteer, Volunteer]:
    """Return two records of one person: who wrote, and later only left a number."""
    one = person(name="Radka Zelinkova", email="radka@example.org", phone="+420777123456")
    return one, person(**CALLED)


def press(client: Client, one: Volunteer, other: Volunteer, do: str, **given: Any) -> Any:
    path = reverse("volunteer_merge", args=[one.pk, other.pk])
    seen = given.pop("seen", None)
    if seen is None:
        seen = merging.print_of(*Volunteer.objects.filter(pk__in=[one.pk, other.pk]).order_by("pk"))
    return client.post(path, {"do": do, "seen": seen, **given})


@pytest.fixture
def broker() -> Client:
    return english_client_of("Brokers")


# --- Who is perhaps the same -------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+420 777 123 456", "777123456"),
        ("00420 777-123-456", "777 123 456, after six"),
        ("031 123 456", "+386 31 123 456"),
        ("(+48) 601 22 33 44", "601-223-344"),
    ],
)
def test_one_telephone_in_two_writings(one: str, other: str) -> None:
    assert phones.subscriber(one) == phones.subscriber(other) != ""


def test_what_is_no_telephone_is_nobodys() -> None:
    assert [phones.subscriber(text) for text in ("", "none", "112")] == ["", "", ""]


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"email": "r.zelinkova@example.org"}, {"email": "rzelinkova+w@example.org"}, ["email"]),
        ({"phone": "+420 777 123 456"}, {"phone": "777123456"}, ["phone"]),
        (
            {"name": "Radka Zelinková", "email": "zelinkova@example.org"},
            {"name": "Zelinkova Radka", "email": "zelinkva@example.org"},
            ["slip"],
        ),
        # One letter apart, but two names, or two numbers.
        (
            {"name": "Jan", "email": "jan@example.org"},
            {"name": "Eva", "email": "jana@example.org"},
            [],
        ),
        (
            {"name": "Eva Mala", "email": "e1@example.org"},
            {"name": "Eva Mala", "email": "e2@example.org"},
            [],
        ),
    ],
)
def test_likeness_of_addresses(portal: Portal, one: Any, other: Any, reasons: list[str]) -> None:
    person(**{"name": "Anna", **one})
    person(**{"name": "Olga", **other})
    assert [pair[2] for pair in found()] == ([reasons] if reasons else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Radka Zelinková", "ZELINKOVA Radka", True),
        ("Radka Zelinková", "Radka Zelenková", True),
        ("Radka Zelinková", "Radka Marie Zelinková", True),
        ("Jan Novák", "Jana Novák", False),
        ("Radka Zelinková", "Radka Nová", False),
        ("Radka", "Radka Zelinková", False),
    ],
)
def test_like_names_count_in_one_region_only(
    portal: Portal, one: str, other: str, same: bool
) -> None:
    person(name=one, about=somewhere("CZ-010"))
    person(name=other, about=somewhere("CZ-010"))
    person(name=other, about=somewhere("CZ-020"))
    assert found() == ([(one, other, [Reason.NAME])] if same else [])


def test_who_did_not_confirm_is_nobody_yet(portal: Portal) -> None:
    person(phone="777 123 456")
    interest(State.SENT, phone="777 123 456")
    assert not found()


def test_surest_first_and_never_asked_twice(portal: Portal) -> None:
    about = somewhere()
    for name in ("Radka Zelinková", "Radka Zelinkova"):
        person(name=name, about=about)
    one, other = two()
    assert [reasons[0] for _one, _other, reasons in found()] == [Reason.PHONE, Reason.NAME]
    assert [pair.other for pair in duplicates.of(one)] == [other]
    for keys in ((other.pk, one.pk), (one.pk, other.pk)):
        say_apart(keys)
    assert NotSame.objects.count() == 1
    assert [reasons[0] for _one, _other, reasons in found()] == [Reason.NAME]
    erasing.erase(other)
    assert not NotSame.objects.exists()


# --- Together ----------------------------------------------------------------------------


def test_one_record_holds_what_both_had(portal: Portal) -> None:
    one, other = two()
    other.interests.update(text="Call me.")
    link = Link.objects.make("volunteer", other.pk, 30)
    mails.keep(Volunteer(pk=other.pk, email="x@example.org", language="en"), 30)
    merging.put_together((other.pk, one.pk), {"phone": one.pk})
    (kept,) = Volunteer.objects.all()
    assert (kept.pk, kept.name, kept.email) == (one.pk, "Radka Zelinková", "radka@example.org")
    assert (kept.phone, kept.created_at) == ("+420777123456", one.created_at)
    assert kept.interests.count() == kept.consents.count() == 2
    assert all("radka@example.org" in row.folded for row in kept.interests.all())
    link.refresh_from_db()
    assert link.subject == kept.pk
    assert "Your page" in Client().get(my_page(kept)).text
    assert not found()
    erasing.erase(kept)
    for model in (Volunteer, Interest, Consent, Merge):
        assert not model.objects.exists()
    assert not Mail.objects.filter(event__startswith="volunteer-").exists()


def test_address_of_either_may_stay_and_is_known_again(portal: Portal) -> None:
    one, other = person(email="one@example.org"), person(email="other@example.org")
    merging.put_together((one.pk, other.pk), {"email": other.pk})
    again = interest(email="OTHER@example.org")
    assert again.volunteer_id == one.pk
    assert again.volunteer.email == "other@example.org"


def test_seen_by_a_colleague_before_a_change_is_not_merged(portal: Portal) -> None:
    one, other = two()
    seen = merging.print_of(one, other)
    flow.change(one, phone="601 000 000")
    with pytest.raises(merging.Gone):
        merging.put_together((one.pk, other.pk), seen=seen)
    assert Volunteer.objects.count() == 2


def test_unconfirmed_address_is_never_given_a_record(portal: Portal) -> None:
    one, stranger = person(), interest(State.SENT).volunteer
    with pytest.raises(merging.Gone):
        merging.put_together((one.pk, stranger.pk))


# --- Apart -------------------------------------------------------------------------------


def everything() -> Any:
    """Return all that both records hold, as it can be compared."""
    return [
        [
            *Volunteer.objects.order_by("pk").values(),
            *model.objects.order_by("pk").values_list("pk", "volunteer"),
        ]
        for model in (Interest, Consent)
    ] + [list(Mail.objects.order_by("pk").values_list("event", flat=True))]


def test_taken_apart_both_are_as_before(portal: Portal) -> None:
    one, other = two()
    mails.keep(Volunteer(pk=other.pk, email="x@example.org", language="en"), 30)
    third = person()
    say_apart((other.pk, third.pk))
    before = everything()
    merge = merging.put_together((one.pk, other.pk))
    assert everything() != before
    assert merging.take_apart(merge) == other
    assert everything() == before
    assert NotSame.objects.get().one_id == other.pk
    assert not Merge.objects.exists()
    with pytest.raises(merging.Gone):
        merging.take_apart(merge)


def test_what_came_since_stays(portal: Portal) -> None:
    one, other = two()
    merge = merging.put_together((one.pk, other.pk), {"phone": other.pk})
    kept = Volunteer.objects.get()
    flow.change(kept, phone="601 000 000")
    newer = interest(email=one.email)
    assert newer.volunteer_id == kept.pk
    merging.take_apart(merge)
    one.refresh_from_db()
    assert one.phone == "601 000 000"
    assert one.interests.count() == 2
    assert other.interests.count() == 1


def test_links_to_both_pages_end(portal: Portal) -> None:
    one, other = person(email="one@example.org"), person(email="other@example.org")
    pages = [my_page(one), my_page(other)]
    merge = merging.put_together((one.pk, other.pk))
    assert [Client().get(page).status_code for page in pages] == [200, 200]
    merging.take_apart(merge)
    assert [Client().get(page).status_code for page in pages] == [410, 410]


def test_of_three_the_latest_comes_first(portal: Portal) -> None:
    rows = [person(email=f"radka{number}@example.org") for number in range(3)]
    before = everything()
    one, other, third = (row.pk for row in rows)
    first = merging.put_together((other, third), {"email": third})
    second = merging.put_together((one, other))
    first.refresh_from_db()
    assert first.kept_id == one
    with pytest.raises(merging.Gone):
        merging.take_apart(first)
    merging.take_apart(second)
    first.refresh_from_db()
    assert first.kept_id == other
    merging.take_apart(first)
    assert everything() == before


def test_address_that_is_somebody_elses_by_now(portal: Portal) -> None:
    one, other = person(email="one@example.org"), person(email="other@example.org")
    merge = merging.put_together((one.pk, other.pk), {"email": one.pk})
    interest(email="other@example.org")
    with pytest.raises(merging.Taken):
        merging.take_apart(merge)
    assert Merge.objects.exists()


def test_after_thirty_days_it_stays_as_it_is(portal: Portal) -> None:
    one, other = two()
    merge = merging.put_together((one.pk, other.pk))
    then = timezone.now()
    for days, is_kept in ((29, True), (31, False)):
        Merge.objects.update(at=then - datetime.timedelta(days=days))
        retention.carry_out()
        assert Merge.objects.filter(pk=merge.pk).exists() is is_kept
    assert Volunteer.objects.count() == 1


def test_export_has_what_was_merged(portal: Portal) -> None:
    one, other = two()
    merging.put_together((one.pk, other.pk))
    records = erasing.everything(Volunteer.objects.get())["merged"][0]["records"]
    assert [row["name"] for row in records] == ["Radka Zelinkova", "Radka Zelinková"]


# --- At the desk -------------------------------------------------------------------------


def test_desk_puts_together_and_takes_apart(portal: Portal, broker: Client) -> None:
    one, other = two()
    person_page = reverse("interest_desk_page", args=[one.interests.get().pk])
    path = reverse("volunteer_merge", args=[one.pk, other.pk])
    for page in (SAMES, person_page):
        assert path in broker.get(page).text
    page = broker.get(path).text
    assert "What speaks for one person: the same telephone" in page
    assert "E-mail: <b>radka@example.org</b>" in page
    assert Volunteer.objects.count() == 2
    done = press(broker, one, other, "merge", name=one.pk, phone=other.pk)
    assert done.status_code == 302
    kept = Volunteer.objects.get()
    assert (kept.name, kept.phone) == ("Radka Zelinkova", "777 123 456")
    page = broker.get(person_page).text
    apart = reverse("volunteer_part", args=[Merge.objects.get().pk])
    assert apart in page
    assert "777" in broker.get(apart).text
    broker.post(apart)
    assert Volunteer.objects.count() == 2
    deeds = Opening.objects.exclude(deed="opened").values_list("deed", "number")
    assert sorted(deeds) == [
        *(("merged", row.pk) for row in (one, other)),
        *(("parted", row.pk) for row in (one, other)),
    ]


def test_desk_remembers_two_people(portal: Portal, broker: Client) -> None:
    one, other = two()
    assert press(broker, one, other, "not_same").status_code == 302
    assert "Nobody seems to be in here twice" in broker.get(SAMES).text
    assert set(Opening.objects.values_list("deed", flat=True)) == {"not_same"}


def test_desk_says_who_was_faster(portal: Portal, broker: Client) -> None:
    one, other = two()
    choice = {"name": one.pk, "phone": one.pk}
    assert press(broker, one, other, "merge", seen="older", **choice).status_code == 409
    assert press(broker, one, other, "merge", name=0).status_code == 422
    assert press(broker, one, other, "explode").status_code == 400
    assert press(broker, one, other, "merge", **choice).status_code == 302
    again = broker.post(
        reverse("volunteer_merge", args=[one.pk, other.pk]), {"do": "merge"}, follow=True
    )
    assert "A colleague was faster" in again.text
    assert Merge.objects.count() == 1


def test_nobody_else_sees_or_merges(portal: Portal) -> None:
    one, other = two()
    merge = merging.put_together((one.pk, other.pk))
    paths = [SAMES, reverse("volunteer_part", args=[merge.pk])]
    for client in (client_of("Moderators"), client_of("Editors")):
        assert [client.get(path).status_code for path in paths] == [302, 302]
        assert client.post(paths[1]).status_code == 302
    looker = client_of(permissions=["volunteers.view_interest"])
    interest(State.NEW, somewhere(), **CALLED)
    page = looker.get(paths[0])
    assert (page.status_code, CALLED["phone"] in page.text) == (200, True)
    assert "interested/same/" not in page.text.partition("<main")[2]
    assert looker.post(paths[1]).status_code == 302
    assert Merge.objects.exists()
