"""Addresses below ``/en/`` of what people ask. Those with a token are private."""

from django.urls import path

from advice.asking import views

urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("ask/similar/", views.offer, name="ask_similar"),
    path("ask/sent/<token:token>/", views.sent, name="ask_sent"),
    path("ask/confirm/<token:token>/", views.confirm, name="ask_confirm"),
    path("ask/answer/<token:token>/", views.status, name="asked"),
    path("ask/answer/<token:token>/back/", views.ask_back, name="asked_back"),
    path("ask/answer/<token:token>/helped/", views.helped, name="asked_helped"),
    path("ask/answer/<token:token>/delete/", views.delete, name="asked_delete"),
    path("useful/<int:pk>/", views.useful, name="guide_useful"),
]
