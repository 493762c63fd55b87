"""Organisations and claims in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from organisations_directory.desk import ClaimsView
from organisations_directory.viewsets import OrganisationViewSet
from portal.common.admin import MENU
from submissions.desk.permissions import DECIDE

register_snippet(OrganisationViewSet)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the address of the claims."""
    return [path("claims/", ClaimsView.as_view(), name="claims")]


class ClaimsItem(MenuItem):
    """For those who decide."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(DECIDE))


@hooks.register(MENU)
def menu_item() -> MenuItem:
    """Return the item of the menu "Volunteering"."""
    label = _("Who takes care of it")
    return ClaimsItem(label, reverse("claims"), name="claims", icon_name="user", order=7)
