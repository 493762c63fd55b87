"""The site as ``make serve`` runs it, with two baselines beside it (urls.py)."""

from portal.settings.dev import *  # noqa: F403  # settings extend settings
from portal.settings.dev import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]
# Who sends a form says which network it comes from: all of them sit in this machine.
TRUSTED_PROXIES = 1
