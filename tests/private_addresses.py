"""Prints where a demo has the pages that are not for everybody, by language, as JSON.

Run in the environment of a site: ``python -m tests.private_addresses``. It adds to the demo
what has to be there for these pages: drafts, letters, people, a claim, a hidden opportunity.
The public pages lose nothing but that one.
"""

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from opportunities.models import Opportunity
    from organisations_directory.models import ContactPerson, Organisation
    from submissions.models import Submission

JUNK = {"phone": ["twelve"], "email": ["at"], "country": ["XX"], "website": ["nowhere"]}
# Pages of the form, by kind of what is sent.
PROFILE = ("who", "what", "where", "contact")
CALL = ("job", "where", "when", "who", "contact")


def main() -> None:
    """Print ``{"pages": {language: {kind: path}}, "cookies": {name: [value, path]}}``."""
    django.setup()
    from django.conf import settings
    from django.utils import translation

    site = Furnished()
    pages = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            pages[code] = dict(site.addresses())
    json.dump({"pages": pages, "cookies": site.cookies()}, sys.stdout)


class Furnished:
    """A demo with all that private pages show."""

    def __init__(self) -> None:
        from submissions.models import Submission

        self.organisation = busiest()
        self.call = self.organisation.opportunities.published().order_by("pk")[0]
        self.person, self.invited = people(self.organisation)
        # One of each state; of those that wait, the one of a Czech author.
        rows = Submission.objects.filter(nonce__startswith="demo-").order_by("-pk")
        self.sent = {row.state: row for row in rows}
        self.wrong = sent_back(self.sent["changes"])
        self.whole = whole_draft()
        self.double = typed(903, "waiting", name=self.organisation.name)
        self.sent["withdrawn"] = withdrawn()
        self.change = change_of(self.call, self.person)
        self.version = version_of(self.call, self.person)
        self.asked, self.open = claims(self.organisation)
        self.gone = hidden()
        self.questions = questions()
        self.alerts = alerts()
        self.interests = interests(self.call)
        self.offers, self.proposals = offers(self.call)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield kind and path of every page."""
        yield from self.pages_of_the_form()
        yield from self.pages_for_the_author()
        yield from self.pages_of_the_corner()
        yield from self.pages_of_letters()
        yield from self.pages_for_the_asker()
        yield from self.pages_of_kept_searches()
        yield from self.pages_for_the_volunteer()
        yield from self.pages_of_offers()

    def pages_of_the_form(self) -> Iterator[tuple[str, str]]:
        yield "start", at("submission_start", "organisation")
        draft = token("draft", self.sent["draft"])
        yield "first step", at("submission_step", draft, "who")
        yield "later", at("submission_later", draft)
        for slug in PROFILE:
            wrong = at("submission_step", token("draft", self.wrong), slug)
            yield f"wrong {slug}", wrong
        for slug in CALL:
            yield f"call {slug}", at("submission_step", token("draft", self.change), slug)
        version = token("draft", self.version)
        yield "version", at("submission_step", version, self.version.kind.steps[0].slug)
        whole = token("draft", self.whole)
        yield "check", at("submission_check", whole)
        double = token("draft", self.double)
        yield "already", at("submission_already", double)
        yield "claim", at("corner_claim", double, self.organisation.pk)

    def pages_for_the_author(self) -> Iterator[tuple[str, str]]:
        yield "sent", at("submission_sent", token("draft", self.sent["sent"]))
        yield "confirm", at("submission_confirm", token("confirm", self.sent["sent"]))
        for state, row in self.sent.items():
            if state != "draft":
                yield f"status {state}", at("submission_status", token("status", row))
        yield "withdraw", at("submission_withdraw", token("status", self.sent["waiting"]))
        yield "lost link", at("submission_lost")
        yield "ended link", at("submission_status", token("confirm", self.sent["sent"]))
        yield "report", at("report", "organisation", self.organisation.pk)

    def pages_of_the_corner(self) -> Iterator[tuple[str, str]]:
        yield "corner door", at("corner_open")
        yield "corner enter", at("corner_enter", token("corner", self.person))
        yield "corner ended", at("corner_enter", token("claim", self.person))
        yield "corner", at("corner")
        yield "corner add", at("corner_person_add")
        yield "corner remove", at("corner_person_remove", self.invited.pk)
        for name in ("found", "extend", "close"):
            yield f"corner {name}", at(f"corner_call_{name}", self.call.pk)

    def pages_of_letters(self) -> Iterator[tuple[str, str]]:
        yield "still valid", at("still_valid", token("still-organisation", self.organisation))
        yield "still hidden", at("still_valid", token("still-opportunity", self.gone))
        yield "claim confirm", at("corner_claim_confirm", token("claim", self.asked))
        yield "claim decide", at("corner_claim_decide", token("claim-decide", self.open))

    def pages_for_the_asker(self) -> Iterator[tuple[str, str]]:
        rows = self.questions
        yield "ask", at("ask")
        yield "ask sent", at("ask_sent", token("ask-sent", rows["sent"]))
        yield "ask confirmed", at("ask_sent", token("ask-sent", rows["new"]))
        yield "ask confirm", at("ask_confirm", token("ask-confirm", rows["sent"]))
        for state, row in rows.items():
            if state != "sent":
                yield f"asked {state}", at("asked", token("ask-status", row))
        yield "asked delete", at("asked_delete", token("ask-status", rows["answered"]))
        yield "asked ended", at("asked", token("ask-confirm", rows["answered"]))
        yield "useful", f"{at('guide_useful', guide())}?helped=no"

    def pages_of_kept_searches(self) -> Iterator[tuple[str, str]]:
        sure, unsure = self.alerts
        yield "keep", f"{at('alert_keep', 'opportunity')}?q=les&field=environment&near=Liberec"
        yield "keep all", at("alert_keep", "organisation")
        yield "keep sent", at("alert_sent")
        yield "keep confirm", at("alert_confirm", token("alert-confirm", unsure))
        yield "kept", at("alerts", token("alert-page", sure.reader))
        yield "kept delete", at("alerts_delete", token("alert-page", sure.reader))
        yield "kept still", at("alert_still", token("alert-still", sure.reader))
        yield "kept stop", at("alert_stop", token("alert-stop", sure))

    def pages_for_the_volunteer(self) -> Iterator[tuple[str, str]]:
        rows = self.interests
        yield "interested", at("interest", self.call.pk)
        yield "interested sent", at("interest_sent", token("interest-sent", rows["sent"]))
        yield "interested called", at("interest_sent", token("interest-sent", rows["called"]))
        yield "interested confirm", at("interest_confirm", token("interest-confirm", rows["sent"]))
        for state, row in rows.items():
            if state not in ("sent", "called"):
                page = token("volunteer", row.volunteer)
                yield f"volunteer {state}", at("volunteer_page", page)
        mine = token("volunteer", rows["passed"].volunteer)
        yield "volunteer change", at("volunteer_change", mine)
        yield "volunteer e-mail", at("volunteer_email", mine)
        yield (
            "volunteer address",
            at("volunteer_address", token("volunteer-address", new_address(rows["passed"]))),
        )
        yield "volunteer erase", at("volunteer_erase", mine)
        yield "volunteer withdraw", at("volunteer_withdraw", mine, rows["passed"].pk)
        yield "interested worked", at("interest_worked", token("interest-worked", rows["in_touch"]))
        yield "interested host", at("interest_host", token("interest-host", rows["passed"]))
        yield "interested host done", at("interest_host", token("interest-host", rows["agreed"]))
        yield "interested ended", at("interest_host", token("interest-sent", rows["passed"]))

    def pages_of_offers(self) -> Iterator[tuple[str, str]]:
        rows = self.offers
        yield "offer", f"{at('offer')}?field=animals&near=Liberec&time=weekend"
        yield "offer sent", at("offer_sent", token("offer-sent", rows["sent"]))
        yield "offer called", at("offer_sent", token("offer-sent", rows["called"]))
        yield "offer confirm", at("offer_confirm", token("offer-confirm", rows["sent"]))
        for state, row in rows.items():
            if state not in ("sent", "called"):
                yield f"offers {state}", at("volunteer_page", token("volunteer", row.volunteer))
        mine = token("volunteer", rows["new"].volunteer)
        yield "offer change", at("volunteer_offer_change", mine, rows["new"].pk)
        yield "offer withdraw", at("volunteer_offer_withdraw", mine, rows["new"].pk)
        for state, row in self.proposals.items():
            yield f"proposal {state}", at("offer_proposal", token("offer-proposal", row))

    def cookies(self) -> dict[str, tuple[str, str]]:
        """Return value and path of the cookies that let into the corner, by name."""
        from organisations_directory.corner import session

        value = token("session", self.person)
        return {name: (value, path) for name, path in session.cookies()}


def questions() -> dict[str, Any]:
    """Return a private question of the demo in each state, and one answered by a known answer."""
    from advice.asking import flow
    from advice.models import Asked, Question

    rows: dict[str, Any] = {row.state: row for row in Asked.objects.order_by("-pk")}
    values = {"language": "cs", "country": "CZ", "text": "Kdo zaplatí rozbité okno?"}
    made = (
        flow.send(f"private-{number}", email="asks@example.org", **values) for number in range(3)
    )
    rows["sent"], rows["closed"], rows["known"] = made
    for state in ("closed", "known"):
        flow.confirm(rows[state])
    flow.close(rows["closed"], None)
    flow.point_to(rows["known"], None, Question.objects.published()[0], "Podívejte se sem.")
    return rows


def alerts() -> tuple[Any, Any]:
    """Return a kept search of the demo, and one whose address is not confirmed."""
    from alerts.models import Alert

    rows = Alert.objects.order_by("pk")
    return rows.confirmed()[0], rows.filter(confirmed_at=None)[0]


def new_address(row: Any) -> Any:
    """Return an address that somebody would rather have."""
    from volunteers.models import NewAddress

    return NewAddress.objects.create(volunteer=row.volunteer, email="nova@posta.example")


def interests(call: "Opportunity") -> dict[str, Any]:
    """Return an interest in ``call`` in each state, and one of somebody to be called."""
    from volunteers import flow
    from volunteers.models import Interest, Step

    person = {"name": "Iva Nová", "language": "cs", "age": "15", "guardian": "Jana, 777 000 111"}
    rows: dict[str, Any] = {}
    for number, state in enumerate([*Interest.State.values, "called"]):
        reach = {"email": f"iva-{number}@example.org", "phone": "+420 777 000 222"}
        reach |= {"email": ""} if state == "called" else {}
        text = "Mám čas v úterý odpoledne."
        row = flow.send(f"private-interest-{number}", call, text, "Ano.", **person, **reach)
        if state not in ("sent", "called"):
            row = flow.confirm(row)
            if row.state == "new" and state != "new":
                flow.move(row, "passed", Step.Who.STAFF)
            if state not in ("new", "passed"):
                who = Step.Who.VOLUNTEER if state == "withdrawn" else Step.Who.ORGANISATION
                flow.move(row, state, who)
            row.refresh_from_db()
        rows[state] = row
    return rows


def offers(call: "Opportunity") -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an offer in each state, and a proposal of ``call`` for each answer."""
    from volunteers.models import Offer, OfferStep
    from volunteers.offers import flow, proposing

    person = {"name": "Iva Malá", "language": "cs", "age": "18"}
    wishes = {"fields": ["animals"], "times": ["weekend"], "text": "Mám ráda psy."}
    rows, answers = {}, {}
    states = [*Offer.State.values, "called", "paused", "asked", "yes", "no"]
    for number, state in enumerate(states):
        reach = {"email": f"ola-{number}@example.org", "phone": "+420 777 000 333"}
        reach |= {"email": ""} if state == "called" else {}
        row = flow.send(f"private-offer-{number}", wishes, "Ano.", **person, **reach)
        if state not in ("sent", "called"):
            row = flow.confirm(row)
        if state in Offer.DONE or state == "in_progress":
            flow.move(row, state, OfferStep.Who.STAFF)
        if state == "paused":
            flow.pause(row, paused=True)
        if state in ("asked", "yes", "no"):
            answers[state] = proposing.propose(row, call, "Víkendy", None)
        rows[state] = row
    proposing.accept(answers["yes"], "Přijdu ráda.", "Ano.")
    proposing.decline(answers["no"], "time", "Jen o víkendech.")
    return rows, answers


def guide() -> int:
    from advice.models import GuidePage

    return int(GuidePage.objects.live().order_by("pk")[0].pk)


def at(name: str, *arguments: Any) -> str:
    from django.urls import reverse

    return reverse(name, args=arguments)


def token(purpose: str, row: Any) -> str:
    from portal.common.links import Link

    return Link.objects.standing(purpose, row.pk, 30).token


def busiest() -> "Organisation":
    """Return the organisation with the most calls."""
    from django.db.models import Count

    from organisations_directory.models import Organisation

    rows = Organisation.objects.published().annotate(n=Count("opportunities"))
    row: Organisation = rows.order_by("-n", "pk")[0]
    return row


def people(organisation: "Organisation") -> "tuple[ContactPerson, ContactPerson]":
    """Return two of its people: the second has not answered yet."""
    from organisations_directory import people

    return (
        people.add(organisation, "Ema Nováková", "ema@example.org", "", "cs", confirmed=True),
        people.add(organisation, "Jan Malý", "jan@example.org", "", "cs", confirmed=False),
    )


def typed(number: int, state: str, **changes: Any) -> "Submission":
    """Return a draft with all answers of the demo's first profile in ``state``."""
    from home.demo import sent
    from home.demo.reading import read

    row = next(row for row in read("sent") if row["state"] == state)
    return sent.typed(number, row | changes)


def whole_draft() -> "Submission":
    """Return a profile that could be sent, and an unfinished call that goes along."""
    from submissions import companions
    from submissions.kinds import kind_called

    draft = typed(902, "waiting", name="Spolek za zrcadlem")
    companions.add(draft, kind_called("opportunity"))
    return draft


def withdrawn() -> "Submission":
    from submissions import flow

    row = flow.send(typed(904, "waiting", name="Kroužek hodinářů"))
    flow.withdraw(row)
    return row


def sent_back(like: "Submission") -> "Submission":
    """Return a profile with a remark beside every field, and something wrong on every page."""
    from django.contrib.auth import get_user_model

    from submissions import flow

    row = flow.confirm(flow.send(typed(901, "changes", name="Dům U Dvou bříz")))
    staff = get_user_model().objects.get(username="moderator")
    names = [name for step in row.kind.steps for name in step.form.base_fields]
    flow.ask_for_changes(row, staff, "", [], dict.fromkeys(names, like.title))
    for step, answers in list(row.data.items()):
        flow.keep(row, step, {name: JUNK.get(name, [""]) for name in answers})
    return row


def change_of(call: "Opportunity", person: "ContactPerson") -> "Submission":
    from submissions import flow
    from submissions.kinds import kind_called

    return flow.change(kind_called("opportunity"), call, person.email)


def version_of(call: "Opportunity", person: "ContactPerson") -> "Submission":
    """Return the call in another language than its own, not finished."""
    from organisations_directory.corner.cards import other_languages
    from submissions import versions

    language, _name = other_languages(call)[-1]
    context = {"organisation": call.organisation_id, "confirmed": True}
    return versions.begin(call, language, person.email, context)


def claims(organisation: "Organisation") -> tuple[Any, Any]:
    """Return a claim whose address is not confirmed, and one to be decided."""
    from organisations_directory.models import Claim

    values = {"name": "Eva Čistá", "email": "eva@example.org", "language": "cs"}
    make = organisation.claims.create
    return (
        make(submission_id=1, **values),
        make(submission_id=2, state=Claim.State.OPEN, phone="+420 485 000 111", **values),
    )


def hidden() -> "Opportunity":
    """Return an opportunity that hid itself."""
    from opportunities.models import Opportunity
    from portal.common import hiding

    entry: Opportunity = Opportunity.objects.published().latest("pk")
    hiding.hide(entry, hiding.Reason.STALE)
    return entry


if __name__ == "__main__":
    main()
