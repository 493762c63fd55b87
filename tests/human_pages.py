"""Addresses of a page with a form for people, under the policy of all public pages."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from portal.common.humans import HumanForm
from portal.common.proofs import challenge

PAGE = Template(
    """{% load static %}<!DOCTYPE html><html lang="en"><head><title>A form</title>
    <link rel="icon" href="{% static 'icons/favicon.svg' %}">
    <link rel="stylesheet" href="{% static 'css/portal.css' %}"></head><body><main>
    {% if thanks %}<h1>{{ thanks }}</h1>{% else %}<h1>A form</h1>
    {% include "forms/summary.html" %}
    <form method="post" novalidate>{{ form }}
    <p><button name="go" value="send">Send</button></p></form>{% endif %}</main></body></html>"""
)


class SendForm(HumanForm):
    """Asks for a name besides."""

    name = forms.CharField(label="Name")


@csrf_exempt
def form(request: HttpRequest) -> HttpResponse:
    """Show the form; tell what showed that a person sent it, and by which button."""
    form = SendForm(request.POST or None, request=request)
    if request.POST and form.is_valid():
        words = [form.is_human, request.POST.get("go", ""), form.cleaned_data["name"]]
        return HttpResponse(PAGE.render(Context({"thanks": " ".join(map(str, words))})))
    return HttpResponse(PAGE.render(Context({"form": form})))


urlpatterns = [path("form/", form), path("proof/", challenge, name="proof")]
