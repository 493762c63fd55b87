"""The site as a WSGI application, production settings unless told otherwise."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()

# All code is here to stay. Looking through it for garbage again and again stopped the
# process for 0.2 s at a time and took 4 % of all: docs/speed.md.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
