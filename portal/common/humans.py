"""Forms for people only: what they show of themselves, and how much they may send.

A person is shown by the work that their browser does unseen (:mod:`portal.common.proofs`),
or without scripts by the answer to a simple question. Robots that manage either are slowed
down by limits. Whatever is refused, nothing typed is lost.
"""

import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.common import limits, proofs, questions
from portal.common.limits import DAY, HOUR
from portal.common.network import network
from portal.common.public_forms import RequestForm

# From seeing a form to sending it: nobody reads faster; tomorrow it is to be read again.
LEAST_SECONDS = 3
MOST_SECONDS = DAY
SALT = "form for people"


class Proof(StrEnum):
    """What shows that it is a person: nothing yet, the browser's work, the answer."""

    FREE = "free"
    WORK = "work"
    QUESTION = "question"


class Limit(NamedTuple):
    """So many times in so many seconds."""

    most: int
    seconds: int


# How often one network may do something, by what shows that a person does it. Each has a
# counter of its own: a robot that answers questions takes nothing from those whose browsers
# work, and the other way round; a person whose neighbour has used up the one is offered the
# other. A class of thirty fills all the forms in one hour.
LIMITS: dict[str, dict[Proof, Limit]] = {
    # A draft that is never sent costs a row for 30 days. Nothing is asked at first.
    "begin": {
        Proof.FREE: Limit(60, HOUR),
        Proof.WORK: Limit(120, HOUR),
        Proof.QUESTION: Limit(30, HOUR),
    },
    # One mail to the address that was given, and work for staff once it is confirmed.
    "send": {Proof.WORK: Limit(60, HOUR), Proof.QUESTION: Limit(30, HOUR)},
    # One mail to an address that belongs to anybody.
    "ask": {Proof.WORK: Limit(60, HOUR), Proof.QUESTION: Limit(20, HOUR)},
    # Work for staff at once.
    "report": {Proof.WORK: Limit(20, HOUR), Proof.QUESTION: Limit(10, HOUR)},
}
# Mails to one address that strangers may cause, from one network and from all. Who wants to
# keep somebody from getting a link uses up the first, not the second.
MAILS_OF_NETWORK = Limit(5, DAY)
MAILS_OF_ALL = Limit(20, DAY)

TOO_MANY = _(
    "A lot has been sent from your network lately. Please try again in an hour, or call us. "
    "What you typed is kept on this page."
)
TOO_MANY_MAILS = _("We have written to this address several times today. Please try tomorrow.")
TOO_FAST = _("That was very fast. Please wait a few seconds and send it again.")
TOO_OLD = _("This page has been open for a long time. Nothing is lost: please send it again.")
TRAPPED = _("Something filled in a field that stays empty. It is empty again: please send again.")
ONCE_MORE = _("Please send it once more: it takes a moment until your browser is ready.")
UNANSWERED = _("Please answer this question.")
WRONG = _("That is not the answer. A number is enough.")
ASKED_TOO = _("A lot has been sent from your network lately. Please answer this question, too.")


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a form was first shown (seconds since 1970), and the number of its question."""

    shown_at: float
    number: int

    @classmethod
    def now(cls, number: int) -> "Stamp":
        """Return the stamp of a form that is shown now, with that question."""
        return cls(time.time(), number)

    def signed(self) -> str:
        """Return it as the form carries it."""
        return signing.dumps([self.shown_at, self.number], salt=SALT)

    @property
    def age(self) -> float:
        """Return the seconds since the form was shown."""
        return time.time() - self.shown_at


def new_stamp() -> str:
    """Return the stamp of a form that is shown now."""
    return Stamp.now(secrets.randbelow(1_000_000)).signed()


def stamp_of(signed: str) -> Stamp | None:
    """Return the stamp, however old; ``None`` if we did not make it."""
    try:
        return Stamp(*signing.loads(signed or "", salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


class StampField(forms.CharField):
    """Goes back and forth with the form; one that is too old is made anew."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Keep the question: the answer to it is on the page already."""
        stamp = stamp_of(data)
        if stamp is None:
            return initial
        return data if stamp.age < MOST_SECONDS else Stamp.now(stamp.number).signed()


class UnseenField(forms.CharField):
    """Is empty whenever it is shown."""

    def bound_data(self, data: Any, initial: Any) -> str:
        """Forget what came."""
        return ""


class HumanForm(RequestForm):
    """A form that only people send. A valid one has been counted: see :data:`LIMITS`.

    ``writes_to`` is whom a mail goes to if it is valid.
    """

    # What it does, by the name of its limits.
    deed: ClassVar[str] = "send"

    stamp = StampField(required=False, initial=new_stamp)
    proof = UnseenField(required=False, widget=forms.HiddenInput)
    homepage = UnseenField(  # type: ignore[call-arg]  # the stubs know no template_name
        label=_("Leave this empty"),
        required=False,
        template_name="forms/trap.html",
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    answer = forms.CharField(  # type: ignore[call-arg]
        required=False,
        help_text=_("This keeps robots out. Write a number."),
        template_name="forms/humans.html",
        widget=forms.TextInput({"autocomplete": "off", "class": "w-6"}),
    )

    def __init__(self, *args: Any, writes_to: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writes_to = writes_to
        # What showed that a person sent it.
        self.is_human: Proof | None = None
        # Whether the question is part of the page.
        self.asks = Proof.FREE not in LIMITS[self.deed]
        own = list(HumanForm.base_fields)
        self.order_fields([name for name in self.fields if name not in own] + own)
        stamp = stamp_of(self["stamp"].value())
        self.fields["answer"].label = questions.question(stamp.number if stamp else 0)

    @property
    def least_seconds(self) -> int:
        """The time before which nobody sends it."""
        return LEAST_SECONDS

    def _post_clean(self) -> None:
        """Look at the person last: only what is right otherwise is counted."""
        super()._post_clean()  # type: ignore[misc]
        self.is_human = self._free() or self._shown()
        if self.is_human and self.writes_to and not may_mail(self.request, self.writes_to):
            self.add_error(None, TOO_MANY_MAILS)

    def _free(self) -> Proof | None:
        """Return that nothing is asked this time; ``None`` if something is."""
        free = Proof.FREE in LIMITS[self.deed] and not self.errors and not self._sent("homepage")
        return Proof.FREE if free and self._count(Proof.FREE) else None

    def _shown(self) -> Proof | None:
        """Return what shows that it is a person; ``None`` once it was said why nothing does."""
        self.asks = True
        if problem := self._problem():
            self.add_error(None, str(problem))
        given = self._given()
        if not given:
            self._ask()
        return self._counted(given) if not self.errors else None

    def _problem(self) -> str | Promise:
        """Return what is wrong with the way it was sent."""
        stamp = stamp_of(self._sent("stamp"))
        if self._sent("homepage"):
            return TRAPPED
        if stamp is None or stamp.age > MOST_SECONDS:
            return TOO_OLD
        return TOO_FAST if stamp.age < LEAST_SECONDS else ""

    def _given(self) -> list[Proof]:
        """Return what speaks for a person, work first."""
        stamp = stamp_of(self._sent("stamp"))
        answered = stamp and questions.is_right(stamp.number, self._sent("answer"))
        worked = proofs.solved(self._sent("proof"))
        return [Proof.WORK] * worked + [Proof.QUESTION] * bool(answered)

    def _ask(self) -> None:
        """Say what is missing: to a browser that has worked, something else than to others."""
        if self._sent("proof") and not self._sent("answer"):
            self.add_error(None, ONCE_MORE)
        else:
            self.add_error("answer", WRONG if self._sent("answer") else UNANSWERED)

    def _counted(self, given: list[Proof]) -> Proof | None:
        """Return the first of ``given`` that may be used still; ``None`` once it was said."""
        given = [proof for proof in given if proof != Proof.WORK or self._use_work()]
        if not given:
            self.add_error(None, ONCE_MORE)
            return None
        found = next((proof for proof in given if self._count(proof)), None)
        if found is None and Proof.QUESTION in given:
            self.add_error(None, TOO_MANY)
        elif found is None:
            self.add_error("answer", ASKED_TOO)
        return found

    def _use_work(self) -> bool:
        """Use the work up: for what was sent here now, and for nothing else."""
        sent = f"{self.request.path}?{self.request.POST.urlencode()}"
        return proofs.use(self._sent("proof"), sent)

    def _count(self, proof: Proof) -> bool:
        limit = LIMITS[self.deed][proof]
        return limits.take(f"{self.deed} {proof}", network(self.request), *limit)

    def _sent(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")


def may_mail(request: HttpRequest, email: str) -> bool:
    """Return whether a stranger may cause one more mail to ``email`` today, and count it."""
    name, _at, domain = email.strip().casefold().rpartition("@")
    # The same person gets what is sent to ana+one@… and to ana+two@….
    address = f"{name.partition('+')[0]}@{domain}"
    of_network = limits.take("mail of network", f"{network(request)} {address}", *MAILS_OF_NETWORK)
    return of_network and limits.take("mail", address, *MAILS_OF_ALL)
