"""What is written to people who asked; the texts stand in templates/mails/advice/."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from advice.models import Asked, Letter
from portal.common import mails, sites
from portal.common.heads import absolute
from portal.common.links import Link
from submissions.mails import MOST_LISTED, Line


def address(name: str, link: Link, language: str) -> str:
    """Return the absolute address of the private page ``name`` behind ``link``."""
    with translation.override(language):
        return absolute(reverse(name, args=[link.token]))


def status_address(asked: Asked) -> str:
    """Return the absolute address of the asker's page."""
    from advice.asking.flow import STATUS, STATUS_DAYS

    link = Link.objects.standing(STATUS, asked.pk, STATUS_DAYS)
    return address("asked", link, asked.language)


def post(template: str, asked: Asked, event: str, **context: Any) -> None:
    """Queue a mail about ``asked``; the same ``event`` writes once."""
    mails.queue(
        f"advice/{template}",
        to=asked.email,
        language=asked.language,
        event=f"asked-{asked.pk}-{event}",
        context={"title": asked.title, "reference": asked.reference, **context},
    )


def lost(email: str) -> Iterator[Line]:
    """Yield the private pages of what ``email`` asked, the newest first."""
    rows = Asked.objects.confirmed().filter(email__iexact=email)
    for row in rows.order_by("-pk")[:MOST_LISTED]:
        yield Line(row.title, row.reference, status_address(row), row.language)


@sites.at_its_site
def confirm(asked: Asked, link: Link) -> None:
    from advice.asking.flow import CONFIRM_DAYS

    url = address("ask_confirm", link, asked.language)
    post("confirm", asked, f"confirm-{link.pk}", url=url, days=CONFIRM_DAYS)


@sites.at_its_site
def received(asked: Asked) -> None:
    days = settings.ANSWER_WITHIN_DAYS
    post("received", asked, "received", url=status_address(asked), days=days)


@sites.at_its_site
def answered(asked: Asked, letter: Letter) -> None:
    """Send the answer, or the address of the published one, or both."""
    question = letter.question
    version = question and question.version_in(asked.language)
    page = version.url_in(asked.language) if version else ""
    post(
        "answered",
        asked,
        f"answered-{letter.pk}",
        letter=letter.text,
        staff=letter.by.get_short_name() if letter.by else "",
        known=version.title if version else "",
        page=absolute(page) if page else "",
        may_ask_back=asked.may_ask_back,
        url=status_address(asked),
    )
