"""Addresses of the whole site. Wagtail's pages come last: they take what is left."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.sitemaps import SITEMAPS
from portal.common import placards
from portal.common.brand import brand_icon, brand_sheet
from portal.common.caching import public
from portal.common.proofs import challenge
from portal.common.uploads import uploaded
from portal.common.views import robots, security, to_language
from search.hues import fields_sheet
from search.views import suggestions, towns

urlpatterns = [
    path("", to_language),
    path("robots.txt", robots),
    path(".well-known/security.txt", security),
    path("proof/", challenge, name="proof"),
    path("sitemap.xml", public(sitemaps.index), {"sitemaps": SITEMAPS}),
    path(
        "sitemap-<section>.xml",
        public(sitemaps.sitemap),
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("fields.<slug:digest>.css", fields_sheet, name="fields_sheet"),
    path("brand.<slug:digest>.css", brand_sheet, name="brand_sheet"),
    path("brand.<slug:digest>.svg", brand_icon, name="brand_icon"),
    path("placards/<slug:kind>/<slug:key>.<slug:digest>.png", placards.answer, name="placard"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", uploaded, name="uploaded"),
    *i18n_patterns(
        path("towns/", towns, name="towns"),
        path("suggest/", suggestions, name="suggest"),
        path("", include("submissions.urls")),
        path("", include("alerts.urls")),
        path("", include("advice.urls")),
        path("", include("volunteers.urls")),
        path("corner/", include("organisations_directory.corner.urls")),
        path("corner/calls/", include("opportunities.corner.urls")),
        path("corner/interested/", include("volunteers.corner.urls")),
        path("", include(wagtail_urls)),
    ),
]
handler404 = "portal.common.errors.not_found"
handler500 = "portal.common.errors.server_error"
