"""Addresses below ``/en/`` of what people send. Those with a token are private."""

from django.urls import path

from submissions.views import companions, form, report, status, still_valid

urlpatterns = [
    path("send/<slug:kind_slug>/", form.start, name="submission_start"),
    path("send/<token:token>/", form.draft, name="submission_draft"),
    path("send/<token:token>/add/<slug:kind_slug>/", companions.add, name="submission_add"),
    path("send/<token:token>/leave-out/", companions.leave_out, name="submission_leave_out"),
    path("send/<token:token>/already/", form.already, name="submission_already"),
    path("send/<token:token>/check/", form.check, name="submission_check"),
    path("send/<token:token>/later/", form.later, name="submission_later"),
    path("send/<token:token>/sent/", form.sent, name="submission_sent"),
    path("send/<token:token>/picture/", form.upload, name="submission_upload"),
    path("send/<token:token>/step/<slug:slug>/", form.step, name="submission_step"),
    path("confirm/<token:token>/", status.confirm, name="submission_confirm"),
    path("status/<token:token>/", status.status, name="submission_status"),
    path("status/<token:token>/letter/", status.letter, name="submission_letter"),
    path("status/<token:token>/edit/", status.edit, name="submission_edit"),
    path("status/<token:token>/withdraw/", status.withdraw, name="submission_withdraw"),
    path("report/<slug:kind_slug>/<int:number>/", report.report, name="report"),
    path("still-valid/<token:token>/", still_valid.still_valid, name="still_valid"),
    path("lost-link/", status.lost, name="submission_lost"),
]
