"""What tests of the organisation's corner begin with."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from organisations_directory import people
from organisations_directory.models import ContactPerson, Organisation
from portal.common import humans, proofs
from portal.common.links import Link
from portal.common.models import Mail
from tests import factories
from tests.people import HIDDEN, LINK


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait before sending a form, or has sent anything before."""
    monkeypatch.setattr(humans, "LEAST_SECONDS", 0)
    monkeypatch.setattr(proofs, "solved", lambda proof: True)
    monkeypatch.setattr(proofs, "use", lambda proof, sent: True)
    cache.clear()


def at(name: str, *args: Any, language: str = "en") -> str:
    """Return the address of a page."""
    with translation.override(language):
        return reverse(name, args=args)


def person(organisation: Organisation | None = None, **attributes: Any) -> ContactPerson:
    """Return a contact person whose address is confirmed."""
    organisation = organisation or factories.organisation(name="Spolek")
    values = {"name": "Ema", "email": "ema@example.org", "language": "en"}
    confirmed = {"confirmed_at": timezone.now()}
    return ContactPerson.objects.create(
        organisation=organisation, **{**values, **confirmed, **attributes}
    )


def inside(who: ContactPerson) -> Client:
    """Return the browser of somebody who has opened the corner."""
    client = Client()
    link = Link.objects.make(people.CORNER, who.pk, 1)
    assert client.post(at("corner_enter", link.token)).status_code == 302
    return client


def ask_for_link(email: str) -> Any:
    """Return the answer to somebody who asks for the way in."""
    client = Client()
    path = at("corner_open")
    hidden = dict(HIDDEN.findall(client.get(path).content.decode()))
    return client.post(path, {**hidden, "email": email})


def words(answer: Any) -> str:
    """Return the text of a page, without what differs each time."""
    changing = r'(name="(csrfmiddlewaretoken|stamp)" value=)"[^"]*"'
    text = re.sub(changing, r"\1", answer.content.decode())
    text = re.sub(r'<label [^>]*for="id_answer">[^<]*', "", text)
    return re.sub(r'value="[^"]*@[^"]*"', "", text)


def path_in(mail: Mail, part: str) -> str:
    """Return the path of the link in ``mail`` that has ``part`` in it."""
    return str(next(path for path in LINK.findall(mail.text) if part in path))
