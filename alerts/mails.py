"""What is written to those who keep searches; the texts stand in templates/mails/alerts/."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from alerts.models import Alert, Question, Reader
from alerts.questions import address_of, listing_of, meant, words_of
from portal.common import letters, mails
from portal.common.heads import absolute
from portal.common.letters import Letter
from portal.common.links import Link
from portal.common.outbox import Mail
from submissions.mails import MOST_LISTED, Line

# All mails of news begin so, for those who count them.
NEWS = "alert-news-"
# So many entries are told one by one; how many more there are is a number.
TOLD = 10


class Told(NamedTuple):
    """One new entry as a mail tells of it: title, path, where and by whom."""

    title: str
    url: str
    about: str


class Copy(NamedTuple):
    """A letter about one question, of which every reader gets a copy with links of their own."""

    letter: Letter
    # Addresses that stand for those of the reader: their page, and the end of this search.
    page: str
    stop: str


def in_its_words(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate what is written about an alert to mean the site and language of its question."""

    @wraps(function)
    def wrapped(alert: Alert, *args: Any) -> Any:
        with meant(alert.question):
            return function(alert, *args)

    return wrapped


def page_link(reader: Reader) -> Link:
    """Return the link to the page of ``reader``."""
    from alerts.flow import LINK_DAYS, PAGE

    return Link.objects.standing(PAGE, reader.pk, LINK_DAYS)


def at(name: str, token: str) -> str:
    return absolute(reverse(name, args=[token]))


def about(question: Question) -> dict[str, Any]:
    """Return what every mail says of the question: its list, what narrows it, where it is."""
    listing = listing_of(question)
    return {
        "list": listing.page.title if listing else "",
        "narrowed": words_of(listing) if listing else [],
        "all": absolute(address_of(listing)) if listing else "",
    }


def post(template: str, alert: Alert, event: str, **context: Any) -> None:
    mails.queue(
        f"alerts/{template}",
        to=alert.reader.email,
        language=alert.question.language,
        event=f"alert-{event}",
        context={**about(alert.question), **context},
    )


@in_its_words
def confirm(alert: Alert, link: Link) -> None:
    """Ask whether the address is the reader's; asked again, write again."""
    from alerts.flow import CONFIRM_DAYS

    url = at("alert_confirm", link.token)
    post("confirm", alert, f"confirm-{link.pk}-{minute()}", url=url, days=CONFIRM_DAYS)


@in_its_words
def known(alert: Alert) -> None:
    """Say that this is kept already."""
    url = at("alerts", page_link(alert.reader).token)
    post("known", alert, f"known-{alert.pk}-{minute()}", url=url)


@in_its_words
def still_wanted(alert: Alert, link: Link, since: datetime.date, days: int) -> None:
    """Ask whether the mails are still wanted, in the words of one of the searches."""
    url = at("alert_still", link.token)
    post("still", alert, f"still-{link.pk}", url=url, since=since, days=days)


def minute() -> str:
    """Return what is the same for two who press a button at once."""
    return f"{timezone.now():%Y%m%d%H%M}"


def lost(email: str) -> Iterator[Line]:
    """Yield the page of what ``email`` keeps, under the name of each list."""
    found = Alert.objects.confirmed().filter(reader__folded=email.strip().casefold())
    for alert in found.select_related("reader", "question").order_by("pk")[:MOST_LISTED]:
        yield line(alert)


@in_its_words
def line(alert: Alert) -> Line:
    url = at("alerts", page_link(alert.reader).token)
    told = about(alert.question)
    title = ", ".join([told["list"], *told["narrowed"]])
    return Line(title, alert.get_often_display(), url, alert.question.language)


# --- News --------------------------------------------------------------------------------


def copy(question: Question, told: Sequence[Told], more: int) -> Copy | None:
    """Return the letter that tells of new entries, ``more`` of them only by their number.

    ``None`` while the list cannot be read. Call it where the question is meant.
    """
    context = about(question)
    if not context["list"]:
        return None
    # As long as real ones, so that lines break where they do for readers.
    page, stop = (at(name, f"{letter * 16}.{letter * 43}") for name, letter in PLACES)
    entries = [(one.title, absolute(one.url), one.about) for one in told]
    context |= {"entries": entries, "more": more, "n": len(told) + more, "page": page, "stop": stop}
    return Copy(letters.write("alerts/news", question.language, context), page, stop)


PLACES = (("alerts", "p"), ("alert_stop", "s"))


def news(alert: Alert, copy: Copy, last: int, page: Link, stop: Link) -> Mail:
    """Return the mail, not saved yet, that tells ``alert`` of what arrived up to ``last``.

    Call it where the question is meant.
    """
    mine = {copy.page: at("alerts", page.token), copy.stop: at("alert_stop", stop.token)}

    def own(text: str) -> str:
        for standing_in, address in mine.items():
            text = text.replace(standing_in, address)
        return text

    return Mail(
        event=f"{NEWS}{alert.pk}-{last}",
        to=alert.reader.email,
        reply_to=copy.letter.email,
        language=alert.question.language,
        subject=copy.letter.subject,
        text=own(copy.letter.text),
        html=own(copy.letter.html),
        unsubscribe=mine[copy.stop],
    )
