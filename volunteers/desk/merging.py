"""Pages on which two records become one, or are taken apart again; each needs a button pressed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from volunteers import duplicates, merging
from volunteers.desk.pages import MOVED, Deed, PrivateView
from volunteers.desk.same import MergeForm, in_words
from volunteers.models import Interest, Merge, Offer, Volunteer
from volunteers.models.merge import say_apart

# Pairs on one page; once they are settled there are others.
MOST = 50
FASTER = gettext_lazy("A colleague was faster, or something has changed. Look at it again.")


class SamesView(PrivateView):
    """Who is perhaps in here twice."""

    template_name = "volunteers/desk/sames.html"
    page_title = gettext_lazy("Perhaps the same person")

    def get(self, request: HttpRequest) -> HttpResponse:
        found = duplicates.pairs()
        pairs = [in_words(pair) for pair in found[:MOST]]
        return self.shown(pairs=pairs, more=len(found) > MOST, may_act=self.may_act)


class MergingView(PrivateView):
    """A page for those who may change volunteers' data."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_act:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def note_all(self, deed: str, keys: Any) -> None:
        """Keep that this user did it, with each of the records."""
        for key in keys:
            self.note_deed(deed, key)

    def to_person(self, volunteer: int) -> HttpResponse:
        """Lead to the page of a person, or to the list if it has none."""
        for model, page in ((Interest, "interest_desk_page"), (Offer, "offer_desk_page")):
            row = model.objects.confirmed().filter(volunteer=volunteer).order_by("-pk").first()
            if row:
                return redirect(page, row.pk)
        return redirect("volunteer_sames")


class MergeView(MergingView):
    """Shows both side by side and what would be left; takes what is to stay."""

    template_name = "volunteers/desk/merge.html"
    page_title = gettext_lazy("One person or two?")

    @cached_property
    def keys(self) -> tuple[int, int]:
        return self.kwargs["one"], self.kwargs["other"]

    @cached_property
    def rows(self) -> list[Volunteer]:
        """Both records as they are now, the older first."""
        found = Volunteer.objects.filter(merging.KNOWN, pk__in=self.keys).order_by("pk")
        if len(found) != 2:
            raise Http404
        return list(found)

    def get(self, request: HttpRequest, one: int, other: int) -> HttpResponse:
        rows = self.rows
        self.note_all(Deed.OPENED, self.keys)
        return self.page(MergeForm(None, *rows))

    def page(self, form: MergeForm, status: int = 200) -> HttpResponse:
        pairs = duplicates.of(self.rows[0])
        pair = next((pair for pair in pairs if pair.other == self.rows[1]), None)
        interests = Interest.objects.confirmed().filter(volunteer__in=self.rows)
        offers = Offer.objects.confirmed().filter(volunteer__in=self.rows)
        return self.shown(
            status,
            rows=self.rows,
            form=form,
            why=in_words(pair)["why"] if pair else "",
            interests=interests.select_related("opportunity", "volunteer").order_by("pk"),
            offers=offers.select_related("volunteer").order_by("pk"),
            seen=merging.print_of(*self.rows),
            days=merging.UNDO_DAYS,
        )

    def post(self, request: HttpRequest, one: int, other: int) -> HttpResponse:
        if len(Volunteer.objects.filter(merging.KNOWN, pk__in=self.keys)) != 2:
            messages.warning(request, FASTER)
            return self.to_person(min(self.keys))
        do = request.POST.get("do")
        if do == "not_same":
            say_apart(self.keys)
            self.note_all(Deed.NOT_SAME, self.keys)
            messages.success(request, _("Noted: they are two people. Nobody is asked again."))
            return redirect("volunteer_sames")
        return self.merge() if do == "merge" else HttpResponseBadRequest()

    def merge(self) -> HttpResponse:
        form = MergeForm(self.request.POST, *self.rows)
        if not form.is_valid():
            return self.page(form, 422)
        user, seen = self.request.user, self.request.POST.get("seen", "")
        try:
            done = merging.put_together(self.keys, form.cleaned_data, user, seen)
        except merging.Gone:
            messages.warning(self.request, FASTER)
            return self.page(form, MOVED)
        self.note_all(Deed.MERGED, self.keys)
        messages.success(self.request, _("Both are one record now."))
        return self.to_person(done.kept_id)


class PartView(MergingView):
    """Takes two records apart again, once more asked."""

    template_name = "volunteers/desk/part.html"
    page_title = gettext_lazy("Take the records apart")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(Merge.objects.select_related("kept", "by"), pk=pk)
        self.note_deed(Deed.OPENED, row.kept_id)
        return self.shown(row=row, before=(row.kept_before, row.gone_before))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(Merge, pk=pk)
        keys = (row.kept_id, row.gone)
        try:
            merging.take_apart(row)
        except merging.Gone:
            messages.warning(request, FASTER)
        except merging.Taken:
            text = _(
                "Somebody has a record with one of these addresses by now: look at that first."
            )
            messages.error(request, text)
        else:
            self.note_all(Deed.PARTED, keys)
            messages.success(request, _("They are two records again."))
        return self.to_person(keys[0])
