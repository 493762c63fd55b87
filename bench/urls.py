"""The site's addresses, and those of the baselines."""

from django.urls import path

from bench import baselines
from portal import urls

urlpatterns = [
    path("bare/", baselines.bare),
    path("minimal/<path:path>", baselines.minimal),
    *urls.urlpatterns,
]
handler404 = urls.handler404
handler500 = urls.handler500
