"""“Something is wrong here”: from any visitor to the staff, on every entry."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.models import Entry
from portal.common.private import private
from submissions.forms import ReportForm
from submissions.kinds import kind_called
from submissions.models import Report
from submissions.views.access import page_head


@private
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, kind_slug: str, number: int) -> HttpResponse:
    """Take a report about the published entry with that number."""
    entry = published_entry(kind_slug, number)
    form = ReportForm(request.POST or None, request=request)
    taken = request.method == "POST" and form.is_valid()
    if taken:
        keep(entry, form)
    shown = entry.version_in(get_language() or "")
    context = {
        "entry": shown,
        "url": shown.url_in(get_language() or ""),
        "form": form,
        "taken": taken,
        "head": page_head(_("Is something wrong here?"), request),
    }
    status = 422 if request.method == "POST" and not taken else 200
    return render(request, "submissions/report.html", context, status=status)


def published_entry(kind_slug: str, number: int) -> Entry:
    """Return the entry that any visitor may open; raises ``Http404``."""
    try:
        model = kind_called(kind_slug).model
    except KeyError as error:
        raise Http404 from error
    entry: Entry | None = model.objects.published().filter(pk=number).first()
    if entry is None:
        raise Http404
    return entry


def keep(entry: Entry, form: ReportForm) -> Report:
    """Store the report; the same form sent twice is one."""
    given = form.cleaned_data
    values = {
        "entry_type": ContentType.objects.get_for_model(entry),
        "entry_id": entry.pk,
        "about": given["about"],
        "text": given["text"],
        "email": given["email"],
    }
    return Report.objects.get_or_create(nonce=given["nonce"], defaults=values)[0]
