"""What is written to volunteers, organisations and the centre; texts in templates/mails/.

A :class:`Post` is a mail that can be looked at before it is sent: only sending makes its link.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from opportunities.models import OpportunityIndexPage
from organisations_directory import people
from portal.common import letters, mails, sites
from portal.common.heads import absolute
from portal.common.letters import Letter
from portal.common.links import Link
from portal.common.models import Mail
from portal.common.watches import Reader
from submissions.mails import MOST_LISTED, Line, address
from volunteers.models import Interest, Step, Volunteer
from volunteers.purposes import (
    CONFIRM_DAYS,
    HOST,
    HOST_DAYS,
    MINE,
    MINE_DAYS,
    WORKED,
    WORKED_DAYS,
)

State, Who = Interest.State, Step.Who
# A private page: name of the address, purpose and days of its link.
Page = tuple[str, str, int]
MY_PAGE: Page = ("volunteer_page", MINE, MINE_DAYS)
WORKED_PAGE: Page = ("interest_worked", WORKED, WORKED_DAYS)
HOST_PAGE: Page = ("interest_host", HOST, HOST_DAYS)


@dataclass(frozen=True, slots=True)
class Post:
    """A mail to one reader. The same ``event`` of the same interest is written once."""

    template: str
    row: Interest
    reader: Reader
    event: str
    page: Page
    context: dict[str, Any] = field(default_factory=dict)

    def send(self) -> None:
        """Queue it, in the transaction of what it tells of."""
        name, purpose, days = self.page
        subject = self.row.volunteer_id if purpose == MINE else self.row.pk
        url = address(name, Link.objects.standing(purpose, subject, days), self.reader.language)
        mails.queue(
            f"volunteers/{self.template}",
            to=self.reader.email,
            language=self.reader.language,
            event=f"{prefix(self.row)}{self.event}",
            context=self.values(url),
        )

    def written(self) -> Letter:
        """Return it as it would be sent, with no link that works."""
        url = f"{sites.url()}/…"
        name = f"volunteers/{self.template}"
        return letters.write(name, self.reader.language, self.values(url))

    def values(self, url: str) -> dict[str, Any]:
        """Return what the text is filled with."""
        row, language = self.row, self.reader.language
        host = row.opportunity.organisation
        return {
            "title": row.opportunity.version_in(language).title,
            "reference": row.reference,
            "organisation": host.heading if host else "",
            "url": url,
            **self.context,
        }


def prefix(row: Interest) -> str:
    """Return how the events of all mails about ``row`` begin: erasing finds them by it."""
    return f"interest-{row.pk}-"


def prefix_of(volunteer: Volunteer) -> str:
    """Return the same for mails about the record itself."""
    return f"volunteer-{volunteer.pk}-"


Maker = Callable[..., Iterable[Post]]


def sent(make: Maker) -> Callable[..., None]:
    """Decorate what makes mails, so that it queues them in the name of the site of the row."""

    @wraps(make)
    def wrapped(row: Interest, *args: Any) -> None:
        with sites.of(row.site_id):
            for post in make(row, *args):
                post.send()

    return wrapped


def volunteer_of(row: Interest) -> list[Reader]:
    """Return whom to write to about ``row``: the volunteer, if there is an address."""
    who = row.volunteer
    return [Reader(who.email, who.language)] if who.email else []


def hosts_of(row: Interest) -> list[Reader]:
    """Return the people of the organisation."""
    host = row.opportunity.organisation
    return list(people.readers(host)) if host else []


def to_hosts(template: str, row: Interest, event: str, **context: Any) -> Iterator[Post]:
    """Yield a mail to everybody of the organisation."""
    for number, reader in enumerate(hosts_of(row)):
        yield Post(template, row, reader, f"{event}-{number}", HOST_PAGE, context)


# --- To the volunteer --------------------------------------------------------------------


@sites.at_its_site
def confirm(row: Interest, link: Link) -> None:
    who = row.volunteer
    mails.queue(
        "volunteers/confirm",
        to=who.email,
        language=who.language,
        event=f"{prefix(row)}confirm-{link.pk}",
        context={
            "title": row.opportunity.version_in(who.language).title,
            "url": address("interest_confirm", link, who.language),
            "reference": row.reference,
            "days": CONFIRM_DAYS,
        },
    )


@sent
def received(row: Interest) -> Iterator[Post]:
    """Tell that the centre looks at it first."""
    for reader in volunteer_of(row):
        days = settings.PASS_ON_WITHIN_DAYS
        yield Post("received", row, reader, "received", MY_PAGE, {"days": days})


def of_passing(row: Interest) -> Iterator[Post]:
    """Yield what both sides get when it is passed on."""
    call = row.opportunity
    contact = {
        "contact": call.contact_name,
        "phone": call.contact_phone or (call.organisation.phone if call.organisation else ""),
    }
    for reader in volunteer_of(row):
        yield Post("passed", row, reader, "passed", MY_PAGE, contact)
    who = row.volunteer
    person = {"name": who.name, "email": who.email, "phone": who.phone, "words": row.text}
    more = {"age": who.get_age_display(), "guardian": who.guardian}
    yield from to_hosts("to_host", row, "to-host", **person, **more)


passed = sent(of_passing)


def tells_volunteer(row: Interest) -> bool:
    """Return whether the state of ``row`` is news for the volunteer."""
    tried = row.state == State.NO_ANSWER and row.passed_at
    return bool(tried or row.state in (State.AGREED, State.NOT_NOW))


def of_moving(row: Interest, who: str, text: str = "") -> Iterator[Post]:
    """Yield what is written when ``who`` brought it into the state it is in."""
    event = f"{row.state}-{row.version}"
    if who in (Who.ORGANISATION, Who.STAFF) and tells_volunteer(row):
        for reader in volunteer_of(row):
            with translation.override(reader.language):
                reason = row.get_reason_display() if row.reason != Interest.Reason.OTHER else ""
                context = {"state": row.state, "reason": str(reason), "words": text}
                context["list"] = absolute(OpportunityIndexPage.url_in(reader.language) or "/")
            yield Post("outcome", row, reader, event, MY_PAGE, context)
    if row.state == State.WITHDRAWN and row.passed_at:
        yield from to_hosts("withdrawn", row, event)
    wanted = row.opportunity.people_wanted
    if row.state == State.AGREED and is_full(row) and agreed(row) == wanted:
        yield from to_hosts("full", row, f"full-{wanted}", people=wanted)


moved = sent(of_moving)


def is_full(row: Interest) -> bool:
    """Return whether with ``row`` as many have agreed as were wanted, and the call is open."""
    call = row.opportunity
    return bool(call.people_wanted and call.live and agreed(row) >= call.people_wanted)


def agreed(row: Interest) -> int:
    """Return how many have agreed about the call of ``row``, which may not be saved yet."""
    others = Interest.objects.filter(opportunity=row.opportunity, state=State.AGREED)
    return others.exclude(pk=row.pk).count() + (row.state == State.AGREED)


# --- Later -------------------------------------------------------------------------------


@sent
def wrote(row: Interest, step: Step) -> Iterator[Post]:
    """Hand on what the volunteer adds."""
    yield from to_hosts("wrote", row, f"wrote-{step.pk}", words=step.text, name=row.volunteer.name)


@sent
def remind(row: Interest) -> Iterator[Post]:
    yield from to_hosts("remind", row, "remind")


@sent
def ask(row: Interest) -> Iterator[Post]:
    """Ask both sides whether it worked out."""
    for reader in volunteer_of(row):
        yield Post("worked", row, reader, "worked", WORKED_PAGE)
    yield from to_hosts("worked_host", row, "worked-host")


@sites.at_its_site
def to_staff(row: Interest, why: str) -> None:
    """Tell the centre that somebody has to look; nothing of the person is in it."""
    mails.to_centre(
        "volunteers/to_staff",
        event=f"{prefix(row)}staff-{why}",
        context={
            "why": why.partition("-")[0],
            "title": row.opportunity.title,
            "reference": row.reference,
            "url": absolute(reverse("interest_desk_page", args=[row.pk])),
        },
    )


def erased(row: Interest) -> None:
    """Tell the organisation that somebody is gone: it holds what we passed on to it."""
    with sites.of(row.site_id):
        for number, reader in enumerate(hosts_of(row)):
            mails.queue(
                "volunteers/erased",
                to=reader.email,
                language=reader.language,
                event=f"erased-{row.reference}-{number}",
                context={
                    "title": row.opportunity.version_in(reader.language).title,
                    "reference": row.reference,
                },
            )


def keep(volunteer: Volunteer, days: int) -> None:
    """Ask whether to keep the record."""
    link = Link.objects.standing(MINE, volunteer.pk, MINE_DAYS)
    rows = (volunteer.interests.all(), volunteer.offers.all())
    latest = [row for found in rows if (row := found.order_by("-pk").first())]
    with sites.of(max(latest, key=lambda row: row.sent_at).site_id if latest else None):
        mails.queue(
            "volunteers/keep",
            to=volunteer.email,
            language=volunteer.language,
            event=f"{prefix_of(volunteer)}keep-{volunteer.active_at:%Y%m%d}",
            context={
                "url": address("volunteer_page", link, volunteer.language),
                "days": days,
            },
        )


def lost_to(email: str) -> Any:
    """Return the letters with lost links to ``email``."""
    return Mail.objects.filter(event__startswith="lost-", to__iexact=email)


def lost(email: str) -> Iterator[Line]:
    """Yield the volunteer's page, if ``email`` is a volunteer's."""
    who = Volunteer.objects.confirmed().with_email(email).first()
    if who is None:
        return
    link = Link.objects.standing(MINE, who.pk, MINE_DAYS)
    url = address("volunteer_page", link, who.language)
    rows = who.interests.confirmed().select_related("opportunity").order_by("-pk")
    for row in rows[:MOST_LISTED]:
        yield Line(row.opportunity.title, row.reference, url, who.language)
    for offer in who.offers.confirmed().order_by("-pk")[:MOST_LISTED]:
        with translation.override(who.language):
            title = _("What you offer")
        yield Line(title, offer.reference, url, who.language)
