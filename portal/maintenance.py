"""Addresses while somebody works on the site (setting ``MAINTENANCE``): one answer to all."""

from django.urls import re_path

from portal.common.errors import closed

urlpatterns = [re_path("", closed)]
handler500 = "portal.common.errors.server_error"
