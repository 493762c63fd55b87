"""A change of a question or a guide reaches the index."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from advice.models import GuidePage, Question, Topic
from search import queue


@receiver([post_save, post_delete], sender=Question)
def question_changed(instance: Question, **kwargs: Any) -> None:
    assert instance.entry_id  # it is in the database, or was
    queue.mark("question", [instance.entry_id])


@receiver([post_save, post_delete], sender=GuidePage)
def guide_changed(instance: GuidePage, **kwargs: Any) -> None:
    """Another version may be the oldest one now: all of them are looked at."""
    same = GuidePage.objects.filter(translation_key=instance.translation_key)
    queue.mark("guide", {instance.pk, *same.values_list("pk", flat=True)})


@receiver([post_save, pre_delete], sender=Topic)
def topic_changed(instance: Topic, **kwargs: Any) -> None:
    """Its slug stands in the index."""
    queue.mark("question", keys_of(Question.objects.filter(topic=instance)))
    queue.mark("guide", keys_of(GuidePage.objects.filter(topic=instance)))


def keys_of(rows: Any) -> Iterable[int]:
    keys: Iterable[int] = rows.values_list("pk", flat=True)
    return keys
