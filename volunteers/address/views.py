"""Pages on which an address becomes another one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.links import Link
from submissions.views.access import Ended, behind, page_head
from volunteers import merging
from volunteers.address import flow
from volunteers.address.forms import NewAddressForm
from volunteers.models import NewAddress, Volunteer
from volunteers.purposes import ADDRESS, CONFIRM_DAYS
from volunteers.views import mine, to_page


def address_behind(purpose: str, token: str) -> NewAddress:
    """Return the address that the link leads to; raises :class:`Ended`."""
    link = Link.objects.read(purpose, token)
    rows = NewAddress.objects.select_related("volunteer")
    row = rows.filter(pk=link.subject).first() if link else None
    if row is None:
        raise Ended
    return row


@mine
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, volunteer: Volunteer, token: str) -> HttpResponse:
    """Take another address; it is theirs once they confirm it."""
    form = NewAddressForm(request.POST or None, request=request, volunteer=volunteer)
    sent = request.method == "POST" and form.is_valid() and form.send()
    context = {
        "volunteer": volunteer,
        "token": token,
        "form": form,
        "sent": form.cleaned_data["email"] if sent else "",
        "days": CONFIRM_DAYS,
        "head": page_head(_("Another e-mail"), request),
    }
    status = 422 if request.method == "POST" and not sent else 200
    return render(request, "volunteers/email.html", context, status=status)


@behind(ADDRESS, address_behind)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, row: NewAddress, token: str) -> HttpResponse:
    """Show one button; only pressing it confirms: scanners of mails follow links."""
    if request.method == "POST":
        try:
            return to_page(flow.confirm(row))
        except merging.Gone:
            raise Ended from None
    context = {"row": row, "head": page_head(_("Confirm your address"), request)}
    return render(request, "volunteers/address.html", context)
