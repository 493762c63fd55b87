"""From a private answer to a draft that everybody may read once it is checked."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale

from advice.asking import flow
from advice.models import Asked, Question

# Until somebody looks at it again, in days.
REVIEW_AFTER = 365


def first_values(asked: Asked) -> dict[str, Any]:
    """Return what the form holds when it is opened: the words as they are, to be changed."""
    today = timezone.localdate()
    answers = [one.text for one in asked.letters.all() if one.from_staff and one.text]
    return {
        "question": asked.text,
        "answer": "\n\n".join(answers) or asked.draft,
        "topic": asked.topic_id,
        "country": asked.country,
        "as_of": today,
        "review_on": today + datetime.timedelta(days=REVIEW_AFTER),
    }


@transaction.atomic
def publish(asked: Asked, by: Any, values: dict[str, Any]) -> tuple[Question, bool]:
    """Return the draft that ``asked`` becomes, and whether it was made now.

    There is one, however often the button is pressed. Nothing leads from it to whoever asked;
    the private question knows the draft.
    """
    with flow.locked(asked) as row:
        if row.published:
            return row.published, False
        locale = Locale.objects.get(language_code=row.language)
        question = Question(locale=locale, live=False, **values)
        question.save()
        log(instance=question, action="wagtail.create", user=by)
        question.save_revision(user=by)
        row.published = question
        row.save(update_fields=["published"])
    return question, True
