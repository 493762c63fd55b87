"""Addresses below ``/en/`` of those who are interested. Those with a token are private."""

from django.urls import path

from volunteers import views
from volunteers.address import views as address
from volunteers.corner import views as hosts
from volunteers.offers.urls import urlpatterns as offers

urlpatterns = [
    path("interested/<int:key>/", views.interest, name="interest"),
    path("interested/sent/<token:token>/", views.sent, name="interest_sent"),
    path("interested/confirm/<token:token>/", views.confirm, name="interest_confirm"),
    path("interested/worked/<token:token>/", views.worked, name="interest_worked"),
    path("interested/host/<token:token>/", hosts.host, name="interest_host"),
    path("interested/host/<token:token>/close/", hosts.close, name="interest_host_close"),
    path("volunteer/<token:token>/", views.page, name="volunteer_page"),
    path("volunteer/<token:token>/change/", views.change, name="volunteer_change"),
    path("volunteer/<token:token>/email/", address.ask, name="volunteer_email"),
    path("volunteer/address/<token:token>/", address.confirm, name="volunteer_address"),
    path("volunteer/<token:token>/data/", views.data, name="volunteer_data"),
    path("volunteer/<token:token>/keep/", views.keep, name="volunteer_keep"),
    path("volunteer/<token:token>/erase/", views.erase, name="volunteer_erase"),
    path("volunteer/<token:token>/<int:key>/write/", views.write, name="volunteer_write"),
    path("volunteer/<token:token>/<int:key>/withdraw/", views.withdraw, name="volunteer_withdraw"),
    *offers,
]
