"""The page of one offer, and the people whom a call fits."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from opportunities.matching import Match
from opportunities.models import Opportunity
from opportunities.reasons import reasons_text
from portal.common.letters import Letter
from volunteers import ages, erasing
from volunteers.desk import offer_queue, same
from volunteers.desk.forms import NoteForm, ReminderForm
from volunteers.desk.pages import Deed, PrivateView, RowView
from volunteers.desk.permissions import ERASE
from volunteers.desk.views import EraseView
from volunteers.models import OfferStep, Proposal
from volunteers.offers import flow, mails, proposing, suggestions
from volunteers.offers.wording import BUTTONS, wishes_of

Who = OfferStep.Who


class OfferDesk(PrivateView):
    """A page of the desk of offers."""

    desk_name = "offer_desk"
    desk_label = gettext_lazy("People who offer help")


class OfferView(OfferDesk, RowView):
    """The page of one offer: what is open for it, and what was proposed."""

    template_name = "volunteers/desk/offer.html"
    rows: ClassVar[Any] = staticmethod(offer_queue.rows)
    page_name = "offer_desk_page"
    keep_note: ClassVar[Any] = staticmethod(flow.note)

    # --- Looking -------------------------------------------------------------------------

    def page(self, status: int = 200, note: Form | None = None) -> HttpResponse:
        """Return the page; what was typed is in it."""
        row, who = self.row, self.row.volunteer
        typed = self.request.POST.get("note", "")
        return self.shown(
            status,
            row=row,
            who=who,
            wishes=wishes_of(row),
            waits=offer_queue.waits_for(row),
            overdue=offer_queue.is_overdue(row),
            steps=row.steps.select_related("by"),
            proposals=row.proposals.select_related("opportunity", "interest").order_by("pk"),
            **same.elsewhere(row),
            calls=self.calls if self.may_act and row.is_open and not row.paused_at else [],
            troubled=erasing.letters(who).in_trouble(),
            guardian=ages.is_below(who.age, ages.guardian_age_near(row.place)),
            may_act=self.may_act,
            may_erase=self.request.user.has_perm(ERASE),
            buttons=[(state, words) for state, words in BUTTONS if self.can(state)],
            note_form=note or NoteForm(initial={"note": typed}, required=False),
            reminder_form=ReminderForm(initial={"remind_on": self.day or row.remind_on}),
        )

    @property
    def day(self) -> str:
        """The day that was typed."""
        return self.request.POST.get("remind_on", "")

    @property
    def calls(self) -> list[tuple[Opportunity, str, Letter]]:
        """What fits, why, and the letter that proposing it sends."""
        wishes, found = self.row.wishes, suggestions.calls_for(self.row)
        return [
            (call, reasons_text(match, wishes), self.letter(call, match)) for call, match in found
        ]

    def letter(self, call: Opportunity, match: Match) -> Letter:
        """Return the letter as it would be sent, in the language of its reader."""
        with translation.override(self.row.volunteer.language):
            why = reasons_text(match, self.row.wishes)
        return mails.written(Proposal(offer=self.row, opportunity=call, why=why))

    def why(self, call: Opportunity) -> str:
        """Return why ``call`` fits, in the words of whom it is proposed to."""
        with translation.override(self.row.volunteer.language):
            return suggestions.why(self.row, call)

    def can(self, state: str) -> bool:
        """Return whether the offer can come into ``state`` from where it is."""
        return self.row.state != state and self.row.state in flow.BY_STAFF[state]

    # --- Doing ---------------------------------------------------------------------------

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_act:
            raise PermissionDenied
        deed, _dash, key = request.POST.get("do", "").partition("-")
        acts = {"note": self.take_note, "remind": self.take_reminder}
        if deed in acts:
            return acts[deed]()
        if deed in ("propose", "yes") and key.isdecimal() and len(key) < 10:
            return self.bring_together(deed, int(key))
        if request.POST.get("do") in dict(BUTTONS):
            return self.move(request.POST["do"])
        return HttpResponseBadRequest()

    def take_reminder(self) -> HttpResponse:
        form = ReminderForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("There is no such day."))
            return self.page(422)
        day = form.cleaned_data["remind_on"]
        return self.done(lambda: flow.remind(self.row, self.request.user, day, self.seen))

    def move(self, state: str) -> HttpResponse:
        by = self.request.user
        return self.done(lambda: flow.move(self.row, state, Who.STAFF, by=by, seen=self.seen))

    def bring_together(self, deed: str, key: int) -> HttpResponse:
        """Propose a call by mail, or take the yes that was said on the telephone."""
        call = Opportunity.objects.published().filter(pk=key).first()
        if call is None or (deed == "propose" and not self.row.volunteer.email):
            return HttpResponseBadRequest()
        act = proposing.propose if deed == "propose" else proposing.said_yes
        why = self.why(call)
        return self.done(lambda: act(self.row, call, why, self.request.user, self.seen))


class OfferEraseView(OfferDesk, EraseView):
    """Erases whoever made an offer."""

    rows: ClassVar[Any] = staticmethod(offer_queue.rows)
    page_name = "offer_desk_page"


class CallView(OfferDesk):
    """The people whom a call fits, each with the reasons; every look is noted."""

    template_name = "volunteers/desk/call.html"

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        rows = Opportunity.objects.published().select_related("organisation")
        self.call = get_object_or_404(rows, pk=key)
        found = suggestions.people_for(self.call)
        self.note_deed(Deed.OPENED, rows=len(found))
        return self.shown(
            call=self.call,
            edit=reverse("wagtailsnippets_opportunities_opportunity:edit", args=[key]),
            people=[(person, offer_queue.waits_for(person.offer)) for person in found],
        )

    def get_page_title(self) -> str:
        return _("Who could help with “%(title)s”") % {"title": self.call}
