"""A change of a question reaches the index, and that of a topic (pages: editorial/signals.py)."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from advice.models import GuidePage, MaterialPage, Question, Topic
from search import queue


@receiver([post_save, post_delete], sender=Question)
def question_changed(instance: Question, **kwargs: Any) -> None:
    assert instance.entry_id  # it is in the database, or was
    queue.mark("question", [instance.entry_id])


@receiver([post_save, pre_delete], sender=Topic)
def topic_changed(instance: Topic, **kwargs: Any) -> None:
    """Its slug stands in the index."""
    queue.mark("question", keys_of(Question.objects.filter(topic=instance)))
    queue.mark("guide", keys_of(GuidePage.objects.filter(topic=instance)))
    queue.mark("material", keys_of(MaterialPage.objects.filter(topic=instance)))


def keys_of(rows: Any) -> Iterable[int]:
    keys: Iterable[int] = rows.values_list("pk", flat=True)
    return keys
