"""Mails are queued in the transaction of what they tell of; the worker sends them."""

from collections.abc import Mapping
from typing import Any

from portal.common import letters
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

    ``template`` is a name ("confirm" for ``mails/confirm.txt``). ``event`` names what
    happened, once and for all ("submission-12-confirm-1"): told again of the same event,
    nobody gets a second mail. Answers go to the centre unless ``reply_to`` is given.
    """
    if known := Mail.objects.filter(event=event).first():
        return known
    letter = letters.write(template, language, context)
    mail, _new = Mail.objects.get_or_create(
        event=event,
        defaults={
            "to": to,
            "reply_to": reply_to or letter.email,
            "language": language,
            "subject": letter.subject,
            "text": letter.text,
            "html": letter.html,
        },
    )
    return mail
