"""From a link to the submission behind it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import gettext as _

from portal.common.heads import Head
from portal.common.links import Link
from submissions.models import Submission


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


def page_head(title: str, request: HttpRequest) -> Head:
    """Return the head of a private page: the same address in every language."""
    return Head(title=title, robots="noindex", readable=in_languages(request))


def in_languages(request: HttpRequest) -> dict[str, str]:
    """Return this address in each language."""
    path = request.get_full_path()
    return {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
