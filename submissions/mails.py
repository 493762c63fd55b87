"""What is written to people who sent something; the texts stand in templates/mails/."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from portal.common import mails, sites
from portal.common.heads import absolute
from portal.common.links import Link
from submissions.models import Message, Submission

# In one mail of lost links.
MOST_LISTED = 10


class Line(NamedTuple):
    """Something that an address has sent, and the address of its private page."""

    title: str
    reference: str
    url: str
    language: str


_others: list[Callable[[str], Iterable[Line]]] = []


def address(name: str, link: Link, language: str) -> str:
    """Return the absolute address of the private page ``name`` behind ``link``."""
    with translation.override(language):
        return absolute(reverse(name, args=[link.token]))


def status_address(submission: Submission) -> str:
    """Return the absolute address of the status page."""
    from submissions.flow import STATUS, STATUS_DAYS

    link = Link.objects.standing(STATUS, submission.pk, STATUS_DAYS)
    return address("submission_status", link, submission.letter_language)


def post(template: str, submission: Submission, event: str, **context: Any) -> None:
    """Queue a mail about ``submission``; the same ``event`` writes once."""
    with translation.override(submission.letter_language):
        title = submission.title
    mails.queue(
        f"submissions/{template}",
        to=submission.email,
        language=submission.letter_language,
        event=f"submission-{submission.pk}-{event}",
        context={"title": title, "reference": submission.reference, **context},
    )


@sites.at_its_site
def confirm(submission: Submission, link: Link) -> None:
    from submissions.flow import CONFIRM_DAYS

    url = address("submission_confirm", link, submission.letter_language)
    post("confirm", submission, f"confirm-{link.pk}", url=url, days=CONFIRM_DAYS)


@sites.at_its_site
def finish_later(submission: Submission, link: Link, email: str) -> None:
    """Send the address under which the form waits."""
    from submissions.flow import DRAFT_DAYS

    url = address("submission_draft", link, submission.letter_language)
    with translation.override(submission.letter_language):
        title = submission.title
    mails.queue(
        "submissions/finish_later",
        to=email,
        language=submission.letter_language,
        event=f"submission-{submission.pk}-later-{link.pk}",
        context={"title": title, "url": url, "days": DRAFT_DAYS},
    )


@sites.at_its_site
def received(submission: Submission) -> None:
    event, days = f"received-{count(submission)}", settings.CHECK_WITHIN_DAYS
    post("received", submission, event, url=status_address(submission), days=days)


@sites.at_its_site
def received_again(submission: Submission) -> None:
    event = f"received-{count(submission)}"
    post("received_again", submission, event, url=status_address(submission))


@sites.at_its_site
def changed_at_once(submission: Submission) -> None:
    post("changed_at_once", submission, "changed", url=status_address(submission))


@sites.at_its_site
def changes(submission: Submission, message: Message) -> None:
    url = status_address(submission)
    event = f"changes-{message.pk}"
    post("changes", submission, event, letter=words_of(message), staff=name_of(message), url=url)


@sites.at_its_site
def letter(submission: Submission, message: Message) -> None:
    url = status_address(submission)
    event = f"letter-{message.pk}"
    post("letter", submission, event, letter=words_of(message), staff=name_of(message), url=url)


@sites.at_its_site
def letter_to_centre(submission: Submission, message: Message) -> None:
    """Tell the centre that an author has written."""
    mails.to_centre(
        "submissions/author_wrote",
        event=f"author-wrote-{message.pk}",
        context={
            "title": submission.title,
            "reference": submission.reference,
            "letter": message.text,
            "url": absolute(reverse("desk_submission", args=[submission.pk])),
        },
    )


@sites.at_its_site
def published(submission: Submission, url: str) -> None:
    event = f"published-{count(submission)}"
    page = absolute(url) if url else ""
    post("published", submission, event, page=page, url=status_address(submission))


@sites.at_its_site
def declined(submission: Submission, along: Sequence[Submission] = ()) -> None:
    message = submission.messages.filter(from_staff=True).last()
    words = words_of(message) if message else ""
    url = status_address(submission)
    post("declined", submission, "declined", letter=words, url=url, along=titles(along))


@sites.at_its_site
def withdrawn(submission: Submission, along: Sequence[Submission] = ()) -> None:
    if submission.sent_at:
        post("withdrawn", submission, "withdrawn", along=titles(along))


def titles(submissions: Iterable[Submission]) -> list[str]:
    return [submission.title for submission in submissions]


def count(submission: Submission) -> int:
    """Return how many states it has been through: each round has mails of its own."""
    return submission.events.count()


def words_of(message: Message) -> str:
    """Return all that a letter says: reasons, text, remarks on fields."""
    with translation.override(message.submission.letter_language):
        said = [*message.reasons, message.text, *message.remarked]
    return "\n\n".join(filter(None, said))


def name_of(message: Message) -> str:
    """Return the first name of the member of staff, for the foot of a letter."""
    return message.by.get_short_name() if message.by else ""


def lost(email: str) -> None:
    """Send the links to all that ``email`` has sent or begun, if there is anything."""
    found = [*submitted(email), *(line for more in _others for line in more(email))]
    if found:
        key = salted_hmac("lost", email.casefold(), algorithm="sha256").hexdigest()[:20]
        mails.queue(
            "submissions/lost",
            to=email,
            language=found[0].language,
            event=f"lost-{key}-{timezone.now():%Y%m%d%H%M}",
            context={"lines": [line[:3] for line in found]},
        )


def submitted(email: str) -> Iterator[Line]:
    """Yield the submissions of ``email``, the newest first."""
    rows = Submission.objects.filter(email__iexact=email).exclude(state=Submission.State.DRAFT)
    for row in rows.order_by("-pk")[:MOST_LISTED]:
        yield Line(row.title, row.reference, status_address(row), row.letter_language)


def also(lines: Callable[[str], Iterable[Line]]) -> None:
    """Let ``lines`` name what else an address may have sent; called when the apps are ready."""
    _others.append(lines)
