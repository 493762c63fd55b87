"""Letters between authors and staff, besides those that come with a decision (flow.py)."""

import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from submissions import mails
from submissions.flow import locked
from submissions.models import Message, Submission


@transaction.atomic
def write(submission: Submission, text: str, nonce: str | None = None) -> Message:
    """Keep a letter of the author's, and tell the centre of it; sent twice, it is one."""
    values = {"submission": submission, "text": text}
    message, new = Message.objects.get_or_create(nonce=nonce or uuid4().hex, defaults=values)
    if new:
        mails.letter_to_centre(submission, message)
    return message


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
