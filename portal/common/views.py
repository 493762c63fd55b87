"""Views of the site itself."""

import datetime
import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from portal.common.caching import public
from portal.common.furniture import furniture, site
from portal.common.heads import absolute

# How robots that read pages for others call themselves.
ROBOT = re.compile(r"bot\b|crawl|spider|slurp|archiver|facebookexternalhit|preview", re.IGNORECASE)


@public
def to_language(request: HttpRequest) -> HttpResponse:
    """Lead from ``/`` to the home page in the language that the browser asks for.

    No other address looks at what the browser asks for. A robot is led to the site's own
    language: what it keeps is for everybody.
    """
    robot = ROBOT.search(request.headers.get("User-Agent", ""))
    language = site().language if robot else wanted_language(request)
    response = HttpResponseRedirect(furniture(language).url)
    patch_vary_headers(response, ["Accept-Language", "User-Agent"])
    return response


def wanted_language(request: HttpRequest) -> str:
    """Return the language of the site that the browser likes best, or the site's own one."""
    here = site()
    for code, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        try:
            known = get_supported_language_variant(code)
        except LookupError:
            continue
        if known in here.furniture:
            return known
    return here.language


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what to leave alone, and where the list of all pages is."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


# Who finds it out of date looks for another way; RFC 9116 recommends less than a year.
SECURITY_DAYS = 360


@public
def security(request: HttpRequest) -> HttpResponse:
    """Tell whom to write about a hole (RFC 9116); 404 while the centre has no address."""
    here = site()
    email = here.look.email
    if not email:
        raise Http404
    today = datetime.datetime.combine(timezone.now().date(), datetime.time(), datetime.UTC)
    facts = {
        "Contact": f"mailto:{email}",
        "Expires": (today + datetime.timedelta(days=SECURITY_DAYS)).isoformat(),
        "Preferred-Languages": ", ".join(here.languages),
        "Canonical": absolute(request.path),
    }
    text = "".join(f"{name}: {value}\n" for name, value in facts.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
