"""What staff look at afterwards: facts that went live at once, reports, mails in trouble."""

from typing import Any, ClassVar, NamedTuple

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.common import outbox
from portal.common.outbox import Mail
from submissions.desk.home import changed_by_themselves, open_reports
from submissions.desk.permissions import DECIDE
from submissions.desk.stale import edit_address
from submissions.kinds import models
from submissions.models import Report, Submission

PER_PAGE = 30


class Fact(NamedTuple):
    """One thing that an author changed, as it is now."""

    label: str
    value: str


class Row(NamedTuple):
    """A row of a list, and what else the template shows of it."""

    one: Any
    more: Any


class Afterwards(WagtailAdminTemplateMixin, View):
    """A list, each row with something to press."""

    page_title: ClassVar[str | Promise]
    # What pressing does, for the head of the last column.
    deed: ClassVar[str | Promise]
    url_name: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(DECIDE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        pages = Paginator(self.rows(), PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        shown = [Row(one, self.more(one)) for one in page]
        context = {"page_obj": page, "shown": shown, "deed": self.deed}
        response: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def rows(self) -> Any:
        """Return what is listed."""
        raise NotImplementedError

    def more(self, one: Any) -> Any:
        """Return what the template shows of ``one`` besides itself."""
        return None

    def post(self, request: HttpRequest) -> HttpResponse:
        key = request.POST.get("key", "")
        self.press(int(key) if key.isdecimal() and len(key) < 19 else 0)
        return redirect(self.url_name)

    def press(self, key: int) -> None:
        """Do what the button of the row with that key says."""
        raise NotImplementedError


class FactsView(Afterwards):
    """Telephones and the like that authors changed by themselves, until somebody has seen them."""

    page_title = gettext_lazy("Changes without a check")
    deed = gettext_lazy("Seen")
    header_icon = "history"
    url_name = "desk_facts"
    template_name = "submissions/desk/facts.html"

    def rows(self) -> Any:
        return with_entries(changed_by_themselves())

    def more(self, one: Submission) -> list[Fact]:
        return facts(one)

    def press(self, key: int) -> None:
        changed_by_themselves().filter(pk=key).update(seen_at=timezone.now())


def facts(row: Submission) -> list[Fact]:
    """Return what the author changed, as the entry says it now."""
    entry: Any = row.entry
    if entry is None:
        return []
    return [
        Fact(capfirst(entry._meta.get_field(name).verbose_name), str(getattr(entry, name) or "–"))
        for name in row.context["facts"]
    ]


def with_entries(rows: Any) -> Any:
    """Return ``rows``, each with the entry that it is about; a query for each kind."""
    entries = [model._default_manager.all() for model in models()]
    return rows.prefetch_related(GenericPrefetch("entry", entries))


class ReportsView(Afterwards):
    """What visitors found wrong, until somebody has dealt with it."""

    page_title = gettext_lazy("Reports from visitors")
    deed = gettext_lazy("Dealt with")
    header_icon = "warning"
    url_name = "desk_reports"
    template_name = "submissions/desk/reports.html"

    def rows(self) -> Any:
        return with_entries(open_reports())

    def more(self, one: Report) -> str:
        return edit_address(one.entry) if one.entry else ""

    def press(self, key: int) -> None:
        done = {"dealt_with_at": timezone.now(), "dealt_with_by": self.request.user}
        open_reports().filter(pk=key).update(**done)


class MailsView(Afterwards):
    """Mails that somebody has perhaps not got."""

    page_title = gettext_lazy("Mails in trouble")
    deed = gettext_lazy("Send again")
    header_icon = "mail"
    url_name = "desk_mails"
    template_name = "submissions/desk/mails.html"

    def rows(self) -> Any:
        mails = Mail.objects.in_trouble().shown_to(self.request.user)
        return mails.order_by("-created_at", "-pk").defer("text", "html")

    def press(self, key: int) -> None:
        mail = Mail.objects.shown_to(self.request.user).filter(pk=key).first()
        if mail and outbox.send_again(mail):
            messages.success(self.request, _("It goes out again: %(mail)s") % {"mail": mail})
        else:
            messages.warning(self.request, _("Somebody has already sent it again."))
