"""Addresses below ``/en/`` of kept searches. Those with a token are private."""

from django.urls import path

from alerts import views

urlpatterns = [
    path("keep/<slug:kind>/", views.keep, name="alert_keep"),
    path("kept/sent/", views.sent, name="alert_sent"),
    path("kept/confirm/<token:token>/", views.confirm, name="alert_confirm"),
    path("kept/stop/<token:token>/", views.stop, name="alert_stop"),
    path("kept/still/<token:token>/", views.still, name="alert_still"),
    path("kept/<token:token>/", views.kept, name="alerts"),
    path("kept/<token:token>/change/<int:pk>/", views.change, name="alert_change"),
    path("kept/<token:token>/delete/", views.delete, name="alerts_delete"),
]
