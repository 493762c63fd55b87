"""A change of an organisation reaches the index."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from organisations_directory.models import Organisation
from search import queue


@receiver([post_save, post_delete], sender=Organisation)
def organisation_changed(instance: Organisation, **kwargs: Any) -> None:
    queue.mark("organisation", [instance.entry_id])
