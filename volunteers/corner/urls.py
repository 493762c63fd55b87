"""Addresses below ``/en/corner/interested/``: private, each of them."""

from django.urls import path

from volunteers.corner import views

urlpatterns = [path("<int:key>/", views.in_corner, name="corner_interest")]
