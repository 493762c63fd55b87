"""Mails are queued in the transaction of what they tell of; the worker sends them."""

from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any

from django.conf import settings

from portal.common import letters
from portal.common.furniture import furniture
from portal.common.outbox import Mail


def queue(
    template: str,
    *,
    to: str,
    language: str,
    event: str,
    context: Mapping[str, Any],
    reply_to: str = "",
) -> Mail:
    """Return the mail of ``event``, written now in ``language`` unless it was before.

    ``template`` is a name ("corner/open" for ``mails/corner/open.txt``). ``event`` names what
    happened, once and for all ("submission-12-confirm-1"): told again of the same event,
    nobody gets a second mail. Answers go to the centre unless ``reply_to`` is given.
    """
    if known := Mail.objects.filter(event=event).first():
        return known
    letter = letters.write(template, language, context)
    texts = {"subject": letter.subject, "text": letter.text, "html": letter.html}
    whom = {"to": to, "reply_to": reply_to or letter.email, "language": language}
    return Mail.objects.get_or_create(event=event, defaults={**whom, **texts})[0]


def centre() -> str:
    """Return the centre's own address."""
    own = furniture(settings.LANGUAGE_CODE).email
    return own or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def to_centre(template: str, *, event: str, context: Mapping[str, Any]) -> Mail:
    """Return the mail of ``event`` to the centre, in its language; see :func:`queue`."""
    language = settings.LANGUAGE_CODE
    return queue(template, to=centre(), language=language, event=event, context=context)
