"""Letters between authors and staff, besides those that come with a decision (flow.py)."""

import datetime
from typing import Any

from django.utils import timezone

from submissions import mails
from submissions.flow import locked
from submissions.models import Message, Submission


def write(submission: Submission, text: str, nonce: str | None = None) -> Message:
    """Keep a letter of the author's; sent twice, it is one."""
    values = {"submission": submission, "text": text}
    if nonce is None:
        return Message.objects.create(**values)
    return Message.objects.get_or_create(nonce=nonce, defaults=values)[0]


def write_to_author(submission: Submission, user: Any, text: str) -> Message:
    """Send a letter of the staff's; the button pressed twice sends one."""
    just_now = timezone.now() - datetime.timedelta(minutes=1)
    with locked(submission):
        same = submission.messages.filter(by=user, text=text, from_staff=True, at__gt=just_now)
        if known := same.first():
            return known
        message = Message.objects.create(submission=submission, by=user, from_staff=True, text=text)
        mails.letter(submission, message)
    return message
