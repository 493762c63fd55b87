"""Addresses of the whole site. Wagtail's pages come last: they take what is left."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.common.uploads import uploaded
from portal.common.views import to_language
from search.hues import fields_sheet

urlpatterns = [
    path("", to_language),
    path("fields.<slug:digest>.css", fields_sheet, name="fields_sheet"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", uploaded, name="uploaded"),
    *i18n_patterns(path("", include(wagtail_urls))),
]
handler404 = "portal.common.errors.not_found"
handler500 = "portal.common.errors.server_error"
