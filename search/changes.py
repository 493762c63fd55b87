"""Says when the index would go on with an old slug of a field, or an old name of a town."""

from typing import Any

from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver

from search.models import Field, Place
from search.signals import fact_changed

# What the index holds of them.
INDEXED: dict[type[Field | Place], tuple[str, ...]] = {
    Field: ("slug",),
    Place: ("name", "region_id"),
}


@receiver(pre_save, sender=Field)
@receiver(pre_save, sender=Place)
def before_saving(sender: type[Field | Place], instance: Any, **kwargs: Any) -> None:
    """Compare with what is saved: afterwards nobody knows any more."""
    same = {name: getattr(instance, name) for name in INDEXED[sender]}
    instance.index_differs = not sender.objects.filter(pk=instance.pk, **same).exists()


@receiver(post_save, sender=Field)
@receiver(post_save, sender=Place)
def after_saving(sender: type[Field | Place], instance: Any, created: bool, **kwargs: Any) -> None:
    if instance.index_differs and not created:
        fact_changed.send(sender, instance=instance)


@receiver(pre_delete, sender=Field)
@receiver(pre_delete, sender=Place)
def before_deleting(sender: type[Field | Place], instance: Any, **kwargs: Any) -> None:
    """Told in time: with the row goes the knowledge whose it was."""
    fact_changed.send(sender, instance=instance)
