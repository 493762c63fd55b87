"""What tests of the staff's desk begin with: moderators, and what they press."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from submissions.models import Reason, Submission
from tests.admin import client_of

# Longer than any target.
LONG_AGO = timezone.now() - datetime.timedelta(days=20)


@pytest.fixture
def moderator() -> Client:
    client = client_of("Moderators", first_name="Jitka")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def other() -> Client:
    client = client_of("Moderators", first_name="Petr")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def listed(client: Client, **asked: str) -> list[Submission]:
    """Return the rows of the list narrowed by ``asked``."""
    return list(client.get(reverse("desk"), asked).context["object_list"])


def address(row: Submission) -> str:
    return reverse("desk_submission", args=[row.pk])


def opened(client: Client, row: Submission) -> str:
    return client.get(address(row)).content.decode()


def do(client: Client, row: Submission, act: str, **typed: Any) -> Any:
    """Press a button of the page; return the answer."""
    answer = client.post(address(row), {"do": act, **typed})
    row.refresh_from_db()
    return answer


def reason(decision: str = Reason.For.DECLINED) -> Reason:
    found = Reason.objects.filter(decision=decision).first()
    assert found
    return found
