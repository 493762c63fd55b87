"""Addresses below ``/en/corner/calls/``: private, each of them."""

from django.urls import path

from opportunities.corner import views

urlpatterns = [
    path("new/", views.new, name="corner_call_new"),
    path("<int:key>/in/<slug:language>/", views.version, name="corner_call_version"),
    *(
        path(f"<int:key>/{view.__name__}/", view, name=f"corner_call_{view.__name__}")
        for view in (
            *(views.copy, views.edit, views.valid, views.pause, views.resume),
            *(views.found, views.close, views.extend),
        )
    ),
]
