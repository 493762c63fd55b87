"""Who is in the corner: a revocable link in a cookie that only the corner's pages get.

Public pages neither set nor receive it, so they stay the same for everybody.
"""

from collections.abc import Callable, Iterator
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, override

from organisations_directory import people
from organisations_directory.models import ContactPerson
from portal.common.links import Link
from portal.common.private import private

View = Callable[..., HttpResponseBase]
SECONDS = people.SESSION_DAYS * 24 * 60 * 60


def cookies() -> Iterator[tuple[str, str]]:
    """Yield name and path of the cookie for each language: the corner has an address in each."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield cookie_name(code), reverse("corner")


def cookie_name(language: str) -> str:
    return f"corner_{language}"


def begin(request: HttpRequest, response: HttpResponse, person: ContactPerson) -> None:
    """Let ``person`` in for :data:`people.SESSION_DAYS`."""
    link = Link.objects.make(people.SESSION, person.pk, people.SESSION_DAYS)
    for name, path in cookies():
        response.set_cookie(
            name,
            link.token,
            max_age=SECONDS,
            path=path,
            secure=request.is_secure() or settings.PUBLIC_URL.startswith("https://"),
            httponly=True,
            samesite="Lax",
        )


def link_of(request: HttpRequest) -> Link | None:
    """Return the valid session of ``request``."""
    token = request.COOKIES.get(cookie_name(get_language() or ""), "")
    return Link.objects.read(people.SESSION, token)


def person_of(request: HttpRequest) -> ContactPerson | None:
    """Return who is in the corner, if anybody."""
    link = link_of(request)
    return person_behind(link) if link else None


def person_behind(link: Link) -> ContactPerson | None:
    """Return the contact person that ``link`` leads to, with their organisation."""
    rows = ContactPerson.objects.select_related("organisation__locale")
    return rows.filter(pk=link.subject).first()


def end(request: HttpRequest, response: HttpResponse) -> None:
    """Log out, here and whoever has copied the cookie."""
    if link := link_of(request):
        Link.objects.filter(pk=link.pk).revoke()
    for name, path in cookies():
        response.delete_cookie(name, path=path, samesite="Lax")


def member(view: View) -> View:
    """Decorate a page of the corner: it gets the person; others are led to its door."""

    @private
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        person = person_of(request)
        if person is None:
            return redirect("corner_open")
        return view(request, person, *args, **kwargs)

    return wrapped
