"""Kept searches in the admin: one page of numbers, among the reports."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from alerts.desk import AlertsView
from search.reports import may_see


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return where the numbers are."""
    return [path("kept-searches/", AlertsView.as_view(), name="kept_searches")]


class AlertsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Return the link to the numbers."""
    return AlertsItem(
        _("Kept searches"),
        reverse("kept_searches"),
        name="kept-searches",
        icon_name="mail",
        order=120,
    )


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Return what groups may be allowed: to delete what an address keeps."""
    return Permission.objects.filter(content_type__app_label="alerts", codename="delete_reader")
