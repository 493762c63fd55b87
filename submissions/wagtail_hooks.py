"""The staff's desk in the admin: addresses, menu, first page, permissions, history."""

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
from portal.common.hiding import HIDE, SHOW
from submissions.desk import home
from submissions.desk.lists import DeskView
from submissions.desk.pages import FactsView, MailsView, ReportsView
from submissions.desk.permissions import may_read
from submissions.desk.stale import StaleView
from submissions.desk.views import SubmissionView, look
from submissions.desk.viewsets import ReasonViewSet
from submissions.entries import FACTS
from submissions.models import Submission

hooks.register("construct_homepage_panels", home.add_panel)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the addresses of the desk."""
    return [
        path("desk/", DeskView.as_view(), name="desk"),
        path("desk/results/", DeskView.as_view(results_only=True), name="desk_results"),
        path("desk/facts/", FactsView.as_view(), name="desk_facts"),
        path("desk/reports/", ReportsView.as_view(), name="desk_reports"),
        path("desk/mails/", MailsView.as_view(), name="desk_mails"),
        path("desk/freshness/", StaleView.as_view(), name="freshness_report"),
        path("desk/<int:pk>/", SubmissionView.as_view(), name="desk_submission"),
        path("desk/<int:pk>/look/", look, name="desk_look"),
    ]


class DeskItem(MenuItem):
    """Says how much waits."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        waiting = Submission.objects.waiting().count()
        component.label = _("To check (%(n)s)") % {"n": waiting} if waiting else self.label
        return component


@hooks.register(MENU)
def menu_item() -> MenuItem:
    """Return the item of the menu "Volunteering"."""
    label = gettext_lazy("To check")
    return DeskItem(label, reverse("desk"), name="desk", icon_name="clipboard-list", order=5)


class StaleItem(MenuItem):
    """For those who may read what is sent."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


@hooks.register(MENU)
def freshness_item() -> MenuItem:
    """Return the item that leads to what is about to go stale."""
    url = reverse("freshness_report")
    return StaleItem(
        gettext_lazy("Freshness"), url, name="freshness", icon_name="calendar-check", order=6
    )


@hooks.register("register_admin_viewset")
def viewset() -> ReasonViewSet:
    """Return the admin of reasons."""
    return ReasonViewSet()


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Return what groups may be allowed: to read what was sent, and to decide on it."""
    names = ["view_submission", "change_submission"]
    return Permission.objects.filter(content_type__app_label="submissions", codename__in=names)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what the history of an entry tells of the desk."""
    label, told = gettext_lazy("Decline"), gettext_lazy("Declined what was sent")
    actions.register_action("submissions.decline", label, told)
    label, told = gettext_lazy("Change contact"), gettext_lazy("Contact changed by its people")
    actions.register_action(FACTS, label, told)
    actions.register_action(
        HIDE, gettext_lazy("Hide"), gettext_lazy("Hidden, to come back as it is")
    )
    actions.register_action(
        SHOW, gettext_lazy("Show again"), gettext_lazy("Shown again by its people")
    )
