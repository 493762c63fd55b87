"""Uploaded pictures, for a site that has no web server or file store in front of it."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

# A changed picture gets a new name, so browsers may keep what they have: seconds.
KEEP = 7 * 24 * 3600
# A drawing opened by itself is a document, and may hold a script.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def uploaded(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return the file at ``path`` below ``MEDIA_ROOT``; 404 if there is none."""
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (OSError, ValueError) as error:
        # A name that no file can have: too long, or with NUL in it.
        raise Http404 from error
    response["Cache-Control"] = f"public, max-age={KEEP}"
    response["Content-Security-Policy"] = POLICY
    return response
