"""Advice in the admin: questions, the experts' desk, what readers say of guides."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from advice import personal
from advice.desk import home
from advice.desk.lists import AskedView, FeedbackView
from advice.desk.permissions import may_read
from advice.desk.views import PublishView, QuestionView
from advice.models import Asked, Question
from advice.viewsets import CannedViewSet, QuestionViewSet, TopicViewSet
from portal.common.admin import MENU

register_snippet(QuestionViewSet)
hooks.register("construct_homepage_panels", home.add_panel)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Return what the admin has addresses for."""
    return [TopicViewSet(), CannedViewSet()]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the addresses of the desk."""
    feedback = FeedbackView
    return [
        path("asked/", AskedView.as_view(), name="asked_desk"),
        path("asked/results/", AskedView.as_view(results_only=True), name="asked_desk_results"),
        path("asked/<int:pk>/", QuestionView.as_view(), name="asked_desk_question"),
        path("asked/<int:pk>/publish/", PublishView.as_view(), name="asked_desk_publish"),
        path("guide-feedback/", feedback.as_view(), name="guide_feedback"),
        path(
            "guide-feedback/results/",
            feedback.as_view(results_only=True),
            name="guide_feedback_results",
        ),
    ]


class AskedItem(MenuItem):
    """Says how much waits, to those who may know."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        waiting = Asked.objects.waiting().count()
        if waiting:
            component.label = _("Questions to answer (%(n)s)") % {"n": waiting}
        return component


@hooks.register(MENU)
def asked_item() -> MenuItem:
    """Return the item of the menu "Volunteering"."""
    label = gettext_lazy("Questions to answer")
    return AskedItem(label, reverse("asked_desk"), name="asked", icon_name="mail", order=8)


class FeedbackItem(MenuItem):
    """For those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("advice.view_feedback"))


@hooks.register("register_reports_menu_item")
def feedback_item() -> MenuItem:
    """Return the item of the menu of reports."""
    url = reverse("guide_feedback")
    label = gettext_lazy("Were the guides useful?")
    return FeedbackItem(label, url, name="guide-feedback", icon_name="form", order=800)


@hooks.register("before_edit_snippet")
def tell_findings(request: HttpRequest, instance: Any) -> None:
    """Say what in a question that is not published yet may tell who somebody is."""
    if request.method != "GET" or not isinstance(instance, Question):
        return
    draft = instance.get_latest_revision_as_object()
    if draft.live and not draft.has_unpublished_changes:
        return
    for finding in personal.of_question(draft):
        messages.warning(request, finding.text)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Return what groups may be allowed: to read and to answer private questions."""
    desk = Q(codename__in=["view_asked", "change_asked", "view_feedback"])
    return Permission.objects.filter(desk, content_type__app_label="advice")
