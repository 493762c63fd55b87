"""Limits: who comes from where, how often something may be done, and what is known of it."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from portal.common import jobs, limits
from portal.common.limits import HOUR, Claim, Count, claim, take
from portal.common.network import UNKNOWN, network


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let it be so many seconds after 1970."""
    monkeypatch.setattr("portal.common.limits.time.time", lambda: seconds)


@pytest.mark.django_db
def test_so_many_and_no_more() -> None:
    assert [take("send", "a", 3, HOUR) for _ in range(5)] == [True] * 3 + [False] * 2


@pytest.mark.django_db
def test_every_key_and_every_name_has_a_counter_of_its_own() -> None:
    assert take("send", "a", 1, HOUR)
    assert take("send", "b", 1, HOUR)
    assert take("ask", "a", 1, HOUR)
    assert not take("send", "a", 1, HOUR)


@pytest.mark.django_db
def test_a_cost_that_no_longer_fits_leaves_room_for_a_smaller_one() -> None:
    assert take("send", "a", 10, HOUR, cost=8)
    assert not take("send", "a", 10, HOUR, cost=3)
    assert take("send", "a", 10, HOUR, cost=2)
    assert not take("send", "b", 10, HOUR, cost=11)


@pytest.mark.django_db
def test_the_next_span_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 100 * HOUR)
    assert take("send", "a", 1, HOUR)
    at(monkeypatch, 101 * HOUR - 1)
    assert not take("send", "a", 1, HOUR)
    at(monkeypatch, 101 * HOUR)
    assert take("send", "a", 1, HOUR)


@pytest.mark.django_db
def test_who_is_refused_writes_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    take("send", "a", 1, HOUR)
    with django_assert_num_queries(1):
        assert not take("send", "a", 1, HOUR)
    with django_assert_num_queries(2):
        assert take("send", "a", 2, HOUR)


@pytest.mark.django_db
def test_nothing_tells_who_was_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 100 * HOUR)
    take("send", "192.0.2.0/24", 5, HOUR)
    at(monkeypatch, 101 * HOUR)
    take("send", "192.0.2.0/24", 5, HOUR)
    claim("proof", "192.0.2.0/24", "ana@example.org", HOUR)
    counts = list(Count.objects.values_list("key", flat=True))
    assert len(set(counts)) == 2, "an address must not be followed from hour to hour"
    stored = str([list(model._default_manager.values()) for model in (Count, Claim)])
    assert "192.0" not in stored
    assert "ana" not in stored


@pytest.mark.django_db
def test_only_the_first_may_use_it_but_twice() -> None:
    assert claim("proof", "x", "ana", HOUR)
    assert not claim("proof", "x", "bob", HOUR)
    assert claim("proof", "x", "ana", HOUR)
    assert claim("proof", "y", "bob", HOUR)


@pytest.mark.django_db
def test_what_has_ended_is_forgotten_and_the_rest_is_kept() -> None:
    assert jobs._jobs["forget counts"].function is limits.forget
    now = timezone.now()
    for model, more in ((Count, {}), (Claim, {"by": "x"})):
        for key, minutes in (("ended", -1), ("running", 1)):
            ends_at = now + datetime.timedelta(minutes=minutes)
            model._default_manager.create(key=key, ends_at=ends_at, **more)
    limits.forget()
    assert [row.key for row in Count.objects.all()] == ["running"]
    assert [row.key for row in Claim.objects.all()] == ["running"]


@pytest.mark.django_db
def test_without_a_database_people_get_through(caplog: pytest.LogCaptureFixture) -> None:
    def away(*_args: Any) -> Any:
        raise DatabaseError("away")

    with connection.execute_wrapper(away):
        assert take("send", "a", 1, HOUR, cost=1)
        assert claim("proof", "x", "ana", HOUR)
    assert "“send” could not be looked up" in caplog.text
    assert "“proof” could not be looked up" in caplog.text


# Address of the connection, X-Forwarded-For, proxies of our own, what is made of it.
NETWORKS = [
    ("203.0.113.77", "", 0, "203.0.113.0/24"),
    ("2001:db8:1:2:3::4", "", 0, "2001:db8:1::/48"),
    ("::ffff:203.0.113.77", "", 0, "203.0.113.0/24"),
    # Nobody believes what comes without a proxy of ours.
    ("203.0.113.77", "198.51.100.1", 0, "203.0.113.0/24"),
    ("10.0.0.1", "198.51.100.1", 1, "198.51.100.0/24"),
    ("10.0.0.1", "192.0.2.66, 198.51.100.1", 1, "198.51.100.0/24"),
    ("10.0.0.1", "192.0.2.66,192.0.2.67 , 198.51.100.1", 1, "198.51.100.0/24"),
    ("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", 2, "198.51.100.0/24"),
    # Fewer have passed it on than there are.
    ("10.0.0.1", "198.51.100.1", 2, "198.51.100.0/24"),
    ("10.0.0.1", "2001:db8:1:2::9", 1, "2001:db8:1::/48"),
    # What the proxy wrote is no address: it is the proxy who asks.
    ("10.0.0.1", "192.0.2.66, unknown", 1, "10.0.0.0/24"),
    ("10.0.0.1", "192.0.2.66,", 1, "192.0.2.0/24"),
    ("10.0.0.1", " , ", 1, "10.0.0.0/24"),
    ("", "", 1, UNKNOWN),
    ("no address", "", 0, UNKNOWN),
]


@pytest.mark.parametrize(("remote", "header", "proxies", "found"), NETWORKS)
def test_network_is_told_by_our_own_proxies_only(
    settings: Any, remote: str, header: str, proxies: int, found: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    extra: dict[str, Any] = {"HTTP_X_FORWARDED_FOR": header} if header else {}
    request = RequestFactory().get("/", REMOTE_ADDR=remote, **extra)
    assert network(request) == found


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_a_visitor_cannot_choose_a_network(settings: Any, proxies: int) -> None:
    """Whatever comes along with the request, our proxies write behind it."""
    settings.TRUSTED_PROXIES = proxies
    ours = ["198.51.100.1", "10.0.0.2"][:proxies]
    found = set()
    for number in range(50):
        header = ", ".join([f"192.0.{number}.1", f"2001:db8:{number}::1", *ours])
        request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=header, REMOTE_ADDR="203.0.113.9")
        found.add(network(request))
    assert len(found) == 1
