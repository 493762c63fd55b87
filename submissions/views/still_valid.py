"""“Is this still true?”: the page with one button that the letters lead to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common import freshness, hiding, watches
from portal.common.furniture import language_of
from portal.common.hiding import Reason
from portal.common.last_day import LastDayForm, is_over
from portal.common.private import private
from portal.common.watches import Watch
from submissions.views.access import ended, page_head


@private
@require_http_methods(["GET", "POST"])
def still_valid(request: HttpRequest, token: str) -> HttpResponse:
    """Show the entry and the button; pressing it notes the day, and shows it again if hidden."""
    found = freshness.behind(token)
    if found is None:
        return ended(request)
    watch, entry = found
    form = last_day_form(watch, entry, request)
    if request.method == "POST" and (form is None or form.is_valid()):
        freshness.confirm(entry, **(form.facts if form else {}))
        return redirect("still_valid", token)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "submissions/still_valid.html", shown(request, watch, entry, form), status=status
    )


def last_day_form(watch: Watch, entry: Any, request: HttpRequest) -> LastDayForm | None:
    """Return the question until when it is shown, for what ends on a day."""
    if not watch.last_day or getattr(entry, watch.last_day) is None:
        return None
    return LastDayForm(request.POST or None, entry=entry, name=watch.last_day, needed=False)


def shown(request: HttpRequest, watch: Watch, entry: Any, form: Any) -> dict[str, Any]:
    """Return what the page shows."""
    why = hiding.hiding_of(entry)
    over = bool(watch.last_day) and is_over(getattr(entry, watch.last_day))
    return {
        "entry": entry,
        "form": form,
        "checked": watches.checked_on(entry),
        "done": entry.live and not over and entry.checked_on == timezone.localdate(),
        "hidden": bool(why and why.reason == Reason.STALE),
        # Whoever hid it brings it back in the corner; what staff took down, staff bring back.
        "closed": not entry.live and not (why and why.reason == Reason.STALE),
        "public": entry.url_in(language_of(entry)) if entry.live and not over else "",
        "head": page_head(_("Is this still true?"), request),
    }
