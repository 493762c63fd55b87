"""The site, and beside it Django with no middleware at all: the fastest it can answer."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from portal.wsgi import application as site  # noqa: E402  # reads the settings

with override_settings(MIDDLEWARE=[]):
    bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """Answer as the site does; ``/bare/`` without the site's middleware."""
    handler = bare if environ["PATH_INFO"] == "/bare/" else site
    return handler(environ, start_response)
