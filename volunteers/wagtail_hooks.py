"""Volunteers in the admin: the brokers' desk, and who looked."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.common.admin import MENU
from volunteers.desk import home
from volunteers.desk.lists import InterestsView, OpeningsView
from volunteers.desk.permissions import LOG, may_read
from volunteers.desk.views import EraseView, ExportView, PersonView
from volunteers.models import Interest

hooks.register("construct_homepage_panels", home.add_panel)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the addresses of the desk."""
    interests, openings = InterestsView, OpeningsView
    return [
        path("interested/", interests.as_view(), name="interest_desk"),
        path(
            "interested/results/",
            interests.as_view(results_only=True),
            name="interest_desk_results",
        ),
        path("interested/export/", ExportView.as_view(), name="interest_desk_export"),
        path("interested/<int:pk>/", PersonView.as_view(), name="interest_desk_page"),
        path("interested/<int:pk>/erase/", EraseView.as_view(), name="interest_desk_erase"),
        path("volunteer-log/", openings.as_view(), name="volunteer_openings"),
        path(
            "volunteer-log/results/",
            openings.as_view(results_only=True),
            name="volunteer_openings_results",
        ),
    ]


class InterestItem(MenuItem):
    """Says how many wait for us, to those who may know."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        waiting = Interest.objects.filter(state=Interest.State.NEW).count()
        if waiting:
            component.label = _("People interested (%(n)s)") % {"n": waiting}
        return component


@hooks.register(MENU)
def interest_item() -> MenuItem:
    """Return the item of the menu "Volunteering"."""
    label = gettext_lazy("People interested")
    url = reverse("interest_desk")
    return InterestItem(label, url, name="interested", icon_name="group", order=7)


class LogItem(MenuItem):
    """For administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(LOG))


@hooks.register("register_reports_menu_item")
def log_item() -> MenuItem:
    """Return the item of the menu of reports."""
    label = gettext_lazy("Who looked at volunteers' data")
    url = reverse("volunteer_openings")
    return LogItem(label, url, name="volunteer-log", icon_name="view", order=900)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Return what groups may be allowed: to read, to broker, to erase, to see who looked."""
    codes = ["view_interest", "change_interest", "delete_volunteer", "view_opening"]
    return Permission.objects.filter(codename__in=codes, content_type__app_label="volunteers")
