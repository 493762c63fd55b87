"""The site's addresses, and those of the baselines."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from bench import baselines
from portal import urls

urlpatterns = [
    path("bare/", baselines.bare),
    *i18n_patterns(path("minimal/<path:path>", baselines.minimal)),
    *urls.urlpatterns,
]
handler404 = urls.handler404
handler500 = urls.handler500
