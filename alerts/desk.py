"""What staff see of kept searches: numbers. Nobody reads there who keeps what."""

import datetime
from collections import Counter
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from alerts import flow
from alerts.mails import NEWS
from alerts.models import Alert, Often, Reader
from portal.common.outbox import Mail, State
from search.registry import searchables
from search.reports import may_see

MONTH = datetime.timedelta(days=30)
# Only administrators have it, unless a group is given it.
DELETE = "alerts.delete_reader"


class Row(NamedTuple):
    """How many searches of one kind are kept, in the order of :class:`Often`, and in all."""

    label: str
    counts: list[int]
    total: int


class AddressForm(forms.Form):
    """Whose searches are to go."""

    email = forms.EmailField(label=_("E-mail"))


class AlertsView(WagtailAdminTemplateMixin, View):
    """How many searches are kept; whoever asks on the telephone is deleted here."""

    page_title = _("Kept searches")
    header_icon = "mail"
    template_name = "alerts/admin/numbers.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.shown(AddressForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Delete all that an address keeps."""
        if not request.user.has_perm(DELETE):
            raise PermissionDenied
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.shown(form)
        folded = form.cleaned_data["email"].casefold()
        reader = Reader.objects.filter(folded=folded).first()
        if reader is None:
            messages.warning(request, _("This address keeps no search."))
        else:
            n = flow.forget(reader)
            told = ngettext("%(n)s kept search deleted.", "%(n)s kept searches deleted.", n)
            messages.success(request, told % {"n": n})
        return redirect("kept_searches")

    def shown(self, form: AddressForm) -> HttpResponse:
        context = {
            "oftens": Often.labels,
            "rows": rows(),
            "readers": Reader.objects.filter(alerts__confirmed_at__isnull=False).distinct().count(),
            "unconfirmed": Alert.objects.filter(confirmed_at=None).count(),
            "mails": sent(),
            "form": form if self.request.user.has_perm(DELETE) else None,
        }
        response: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]


def rows() -> list[Row]:
    """Return the numbers of each kind of which somebody keeps a search."""
    pairs = Alert.objects.confirmed().values_list("question__kind", "often")
    counts = Counter(pairs.iterator())
    kinds = sorted({kind for kind, _often in counts})
    return [row(kind, [counts[kind, often] for often in Often.values]) for kind in kinds]


def row(kind: str, counts: list[int]) -> Row:
    known = searchables().get(kind)
    return Row(str(known.label if known else kind), counts, sum(counts))


def sent() -> int:
    """Return how many mails of news went out in the last 30 days."""
    since = timezone.now() - MONTH
    return Mail.objects.filter(state=State.SENT, sent_at__gte=since, event__startswith=NEWS).count()
