"""What experts are told by mail: once on each working day, how much waits for them."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from advice.desk import queue
from advice.desk.permissions import experts
from advice.models import Asked
from portal.common import jobs, mails
from portal.common.heads import absolute
from portal.common.working_days import DAY, working_days

MORNING = 7  # o'clock
TEMPLATE = "advice/waiting"


def register() -> None:
    """Hand it to the worker."""
    jobs.register("tell experts what waits", tell, every=60 * 10)


def tell() -> None:
    """Write to each expert how much waits for them: in the morning, once a day.

    A question that a colleague has taken waits for nobody else. Where no expert has an
    address, the centre is told.
    """
    now = timezone.localtime()
    today = now.date()
    if now.hour < MORNING or not working_days(today - DAY, today):
        return
    found = list(with_address())
    for expert in found:
        if number := waiting_for(Q(assigned_to=expert) | Q(assigned_to=None)):
            event, language = f"asked-waiting-{today}-{expert.pk}", language_of(expert)
            mails.queue(TEMPLATE, to=expert.email, language=language, event=event, context=number)
    if not found and (number := waiting_for(Q())):
        mails.to_centre(TEMPLATE, event=f"asked-waiting-{today}", context=number)


def with_address() -> Any:
    """Return the experts whom a mail reaches; who may do everything is not one for that alone."""
    chosen = Q(is_superuser=False) | Q(groups__permissions__codename="change_asked")
    found = experts().filter(chosen, is_active=True).exclude(email="").distinct()
    return found.select_related("wagtail_userprofile")


def waiting_for(whose: Q) -> dict[str, Any]:
    """Return what the mail says of the questions that are ``whose``; nothing if none waits."""
    waiting = Asked.objects.waiting().filter(whose)
    number = waiting.count()
    late = waiting.filter(waiting_since__lt=queue.overdue_before()).count()
    url = absolute(reverse("asked_desk"))
    return {"waiting": number, "overdue": late, "url": url} if number else {}


def language_of(user: Any) -> str:
    """Return the language that ``user`` has chosen for the admin, if the portal speaks it."""
    profile = getattr(user, "wagtail_userprofile", None)
    chosen = profile.preferred_language if profile else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
