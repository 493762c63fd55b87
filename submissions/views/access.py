"""From a link to the submission behind it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import gettext as _

from portal.common.heads import Head
from portal.common.links import Link
from portal.common.private import private
from submissions.models import Submission

View = Callable[..., HttpResponseBase]


class Ended(Exception):
    """The link has expired, was revoked, or never was one."""


def submission_behind(purpose: str, token: str) -> Submission:
    """Return what the link leads to; raises :class:`Ended`."""
    link = Link.objects.read(purpose, token)
    row = Submission.objects.filter(pk=link.subject).first() if link else None
    if row is None:
        raise Ended
    return row


def ended(request: HttpRequest) -> HttpResponse:
    """Say that the link leads nowhere any more, and where to ask for another one."""
    head = Head(title=_("This link does not work any more"), robots="noindex")
    return render(request, "submissions/ended.html", {"head": head}, status=410)


def behind(purpose: str, read: Callable[[str, str], Any]) -> Callable[[View], View]:
    """Return what decorates a view behind a link for ``purpose``, whose row ``read`` finds.

    ``read`` takes purpose and token, and raises :class:`Ended`.
    """

    def decorate(view: View) -> View:
        @private
        @wraps(view)
        def wrapped(
            request: HttpRequest, token: str, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            try:
                return view(request, read(purpose, token), token, *args, **kwargs)
            except Ended:
                return ended(request)

        return wrapped

    return decorate


def page_head(title: str, request: HttpRequest) -> Head:
    """Return the head of a private page: the same address in every language."""
    return Head(title=title, robots="noindex", readable=in_languages(request))


def in_languages(request: HttpRequest) -> dict[str, str]:
    """Return this address in each language."""
    path = request.get_full_path()
    return {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
