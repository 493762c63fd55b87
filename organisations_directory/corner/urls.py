"""Addresses below ``/en/corner/``: private, each of them."""

from django.urls import path

from organisations_directory.corner import claim_views, views

urlpatterns = [
    path("", views.corner, name="corner"),
    path("open/", views.door, name="corner_open"),
    path("enter/<token:token>/", views.enter, name="corner_enter"),
    path("invited/<token:token>/", views.invited, name="corner_invite"),
    path("leave/", views.leave, name="corner_leave"),
    path("leave/everywhere/", views.leave_everywhere, name="corner_leave_everywhere"),
    path("switch/<int:key>/", views.switch, name="corner_switch"),
    path("profile/edit/", views.edit_profile, name="corner_profile_edit"),
    path("profile/in/<slug:language>/", views.profile_version, name="corner_profile_version"),
    path("profile/valid/", views.profile_valid, name="corner_profile_valid"),
    path("sent/<int:key>/", views.open_sent, name="corner_sent"),
    path("people/add/", views.add_person, name="corner_person_add"),
    path("people/<int:key>/remove/", views.remove_person, name="corner_person_remove"),
    path("claim/<token:token>/<int:key>/", claim_views.claim, name="corner_claim"),
    path("claim/confirm/<token:token>/", claim_views.confirm, name="corner_claim_confirm"),
    path("claim/decide/<token:token>/", claim_views.decide, name="corner_claim_decide"),
]
