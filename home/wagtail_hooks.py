"""Announcements and partners in the admin."""

from typing import Any

from wagtail import hooks

from home.viewsets import AnnouncementViewSet, PartnerViewSet


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Return what the admin has addresses for."""
    return [AnnouncementViewSet(), PartnerViewSet()]
