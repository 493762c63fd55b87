"""A change of an opportunity reaches the index, and the directory's "looking now"."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from opportunities.models import Opportunity, OpportunityTag
from organisations_directory.models import ContactPerson, Organisation
from portal.common import freshness
from portal.common.signals import is_unseen
from search import queue
from search.models import Field, Place
from search.signals import fact_changed


@receiver(pre_save, sender=Opportunity)
def opportunity_moves(instance: Opportunity, **kwargs: Any) -> None:
    """Whom it leaves may not be looking for volunteers any more."""
    before = Opportunity.objects.sources().filter(pk=instance.pk, organisation__isnull=False)
    before = before.exclude(organisation=instance.organisation_id)
    queue.mark("organisation", before.values_list("organisation_id", flat=True))


@receiver([post_save, post_delete], sender=Opportunity)
def opportunity_changed(instance: Opportunity, **kwargs: Any) -> None:
    assert instance.entry_id  # it is in the database, or was
    if is_unseen(instance, **kwargs):
        return
    queue.mark("opportunity", [instance.entry_id])
    if instance.organisation_id and not instance.source_id:
        queue.mark("organisation", [instance.organisation_id])


@receiver([post_save, post_delete], sender=OpportunityTag)
def tag_changed(instance: OpportunityTag, **kwargs: Any) -> None:
    queue.mark("opportunity", [instance.content_object.entry_id])


@receiver([post_save, post_delete], sender=Organisation)
def organisation_changed(instance: Organisation, **kwargs: Any) -> None:
    """Its name stands in its opportunities, and without it they are not shown."""
    if not instance.source_id and not is_unseen(instance, **kwargs):
        calls = Opportunity.objects.sources().filter(organisation=instance)
        queue.mark("opportunity", calls.values_list("pk", flat=True))


@receiver(fact_changed)
def fact_of_opportunities_changed(sender: type[Field | Place], instance: Any, **_: Any) -> None:
    own = {"fields": instance} if sender is Field else {"places": instance}
    owners = Opportunity.objects.sources().filter(**own)
    queue.mark("opportunity", owners.values_list("pk", flat=True))


@receiver(post_delete, sender=ContactPerson)
def person_left(instance: ContactPerson, **kwargs: Any) -> None:
    """Letters about the calls of their organisation lead nowhere any more."""
    freshness.revoke(Opportunity.objects.filter(organisation=instance.organisation_id))
