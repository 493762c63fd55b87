"""A change of an organisation reaches the index."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from organisations_directory.models import Organisation
from portal.common.signals import is_unseen
from search import queue
from search.models import Field, Place
from search.signals import fact_changed


@receiver([post_save, post_delete], sender=Organisation)
def organisation_changed(instance: Organisation, **kwargs: Any) -> None:
    assert instance.entry_id  # it is in the database, or was
    if not is_unseen(instance, **kwargs):
        queue.mark("organisation", [instance.entry_id])


@receiver(fact_changed)
def fact_of_organisations_changed(sender: type[Field | Place], instance: Any, **_: Any) -> None:
    own = {"fields": instance} if sender is Field else {"place": instance}
    owners = Organisation.objects.sources().filter(**own)
    queue.mark("organisation", owners.values_list("pk", flat=True))
