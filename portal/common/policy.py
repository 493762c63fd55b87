"""The content security policy: strict for visitors, workable for the admin."""

from functools import cache
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


class PolicyMiddleware(CSPMiddleware):
    """Sends ``CONTENT_SECURITY_POLICY``, or below the admin ``ADMIN_SECURITY_POLICY``."""

    def get_policy_parts(self, request: HttpRequest, *args: Any, **kwargs: Any) -> PolicyParts:
        parts = super().get_policy_parts(request, *args, **kwargs)
        if request.path.startswith(admin_path()):
            parts.config = settings.ADMIN_SECURITY_POLICY["DIRECTIVES"]
        return parts


@cache
def admin_path() -> str:
    """Return where the admin stands; "\\n", which no path starts with, if nowhere."""
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:
        return "\n"
