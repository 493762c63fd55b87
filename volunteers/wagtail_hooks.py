"""Volunteers in the admin: the brokers' desk, and who looked."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from opportunities.models import Opportunity
from portal.common.admin import MENU
from volunteers.desk import home
from volunteers.desk.lists import InterestsView, OffersView, OpeningsView
from volunteers.desk.merging import MergeView, PartView, SamesView
from volunteers.desk.offers import CallView, OfferEraseView, OfferView
from volunteers.desk.outcomes import OutcomesView, may_count
from volunteers.desk.permissions import LOG, may_read
from volunteers.desk.views import EraseView, ExportView, PersonView
from volunteers.models import Interest, Offer
from volunteers.viewsets import SkillViewSet

hooks.register("construct_homepage_panels", home.add_panel)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the addresses of the desk."""
    interests, offers, openings = InterestsView, OffersView, OpeningsView
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
        path("offers-of-help/", offers.as_view(), name="offer_desk"),
        path(
            "offers-of-help/results/",
            offers.as_view(results_only=True),
            name="offer_desk_results",
        ),
        path("offers-of-help/<int:pk>/", OfferView.as_view(), name="offer_desk_page"),
        path("offers-of-help/<int:pk>/erase/", OfferEraseView.as_view(), name="offer_desk_erase"),
        path("offers-of-help/for/<int:key>/", CallView.as_view(), name="offer_desk_call"),
        path("interested/same/", SamesView.as_view(), name="volunteer_sames"),
        path("interested/same/<int:one>/<int:other>/", MergeView.as_view(), name="volunteer_merge"),
        path("interested/apart/<int:pk>/", PartView.as_view(), name="volunteer_part"),
        path("volunteer-outcomes/", OutcomesView.as_view(), name="volunteer_outcomes"),
        path("volunteer-log/", openings.as_view(), name="volunteer_openings"),
        path(
            "volunteer-log/results/",
            openings.as_view(results_only=True),
            name="volunteer_openings_results",
        ),
    ]


class PrivateItem(MenuItem):
    """For those who may read volunteers' data."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


class InterestItem(PrivateItem):
    """Says how many wait for us."""

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


class OfferItem(PrivateItem):
    """Says at how many nobody has looked."""

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        waiting = Offer.objects.filter(state=Offer.State.NEW).count()
        if waiting:
            component.label = _("People who offer help (%(n)s)") % {"n": waiting}
        return component


@hooks.register(MENU)
def offer_item() -> MenuItem:
    """Return the item of the menu "Volunteering"."""
    label = gettext_lazy("People who offer help")
    return OfferItem(label, reverse("offer_desk"), name="offers", icon_name="pick", order=8)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Return what the admin has addresses for."""
    return [SkillViewSet()]


@hooks.register("register_snippet_listing_buttons")
def people_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the way from a public call to the people whom it fits."""
    if isinstance(snippet, Opportunity) and snippet.live and may_read(user):
        url = reverse("offer_desk_call", args=[snippet.entry_id])
        yield Button(_("Who could help"), url, icon_name="group", priority=40)


@hooks.register(MENU)
def sames_item() -> MenuItem:
    """Return the item of the menu "Volunteering" with who is perhaps in here twice."""
    label = gettext_lazy("Perhaps the same person")
    url = reverse("volunteer_sames")
    return PrivateItem(label, url, name="volunteer-sames", icon_name="duplicate", order=9)


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


class OutcomesItem(MenuItem):
    """For whoever reads reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_count(request.user)


@hooks.register("register_reports_menu_item")
def outcomes_item() -> MenuItem:
    """Return the item with what came of it, in numbers."""
    label = gettext_lazy("What came of it")
    url = reverse("volunteer_outcomes")
    return OutcomesItem(label, url, name="volunteer-outcomes", icon_name="group", order=130)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Return what groups may be allowed: to read, to broker, to erase, to see who looked."""
    codes = ["view_interest", "change_interest", "delete_volunteer", "view_opening"]
    return Permission.objects.filter(codename__in=codes, content_type__app_label="volunteers")
