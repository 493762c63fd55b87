"""Addresses below ``/en/`` of those who offer help. Those with a token are private."""

from django.urls import path

from volunteers.offers import views

urlpatterns = [
    path("offer/", views.offer, name="offer"),
    path("offer/sent/<token:token>/", views.sent, name="offer_sent"),
    path("offer/confirm/<token:token>/", views.confirm, name="offer_confirm"),
    path("offer/proposal/<token:token>/", views.proposal, name="offer_proposal"),
    *(
        path(
            f"volunteer/<token:token>/offer/<int:key>/{name}/", view, name=f"volunteer_offer_{name}"
        )
        for name, view in (
            ("change", views.change),
            ("pause", views.pause),
            ("withdraw", views.withdraw),
        )
    ),
]
