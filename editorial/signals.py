"""A change of a page that can be found reaches the index."""

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction

from editorial.search import PageSearch
from portal.common.signals import is_unseen
from search import queue
from search.models import Field, Place
from search.registry import searchables
from search.signals import fact_changed

PLACE = "place"


def kinds() -> dict[type[Page], str]:
    """Return the kinds of pages that can be found, by their models."""
    return {
        searchable.model: kind
        for kind, searchable in searchables().items()
        if isinstance(searchable, PageSearch)
    }


@receiver([post_save, post_delete])
def page_changed(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Another version may be the oldest one now: all of them are looked at.

    Wagtail saves a page that was moved, or whose time is over, as a bare ``Page``: it may have
    others below it, which were moved along.
    """
    if not isinstance(instance, Page) or is_unseen(instance, **kwargs):
        return
    if sender is Page:
        mark_below(instance)
    elif kind := kinds().get(sender):
        same = sender.objects.filter(translation_key=instance.translation_key)
        queue.mark(kind, {instance.pk, *same.values_list("pk", flat=True)})


@receiver([post_save, post_delete], sender=PageViewRestriction)
def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Who may see a page may see those below it, too."""
    mark_below(instance.page)


def mark_below(page: Page) -> None:
    """Note that ``page`` changed, and all below it, with their other versions."""
    here = Page.objects.filter(Q(path__startswith=page.path) | Q(pk=page.pk))
    same = Page.objects.filter(translation_key__in=here.values("translation_key"))
    by_model: dict[type[Any] | None, set[int]] = defaultdict(set)
    for row in same.only("pk", "content_type"):
        by_model[row.specific_class].add(row.pk)
    for model, kind in kinds().items():
        queue.mark(kind, by_model[model])


@receiver(fact_changed)
def fact_of_pages_changed(sender: type[Field | Place], instance: Any, **kwargs: Any) -> None:
    """The name of the town of an event or an office stands in the index."""
    if sender is not Place:
        return
    for model, kind in kinds().items():
        if any(field.name == PLACE for field in model._meta.get_fields()):
            rows = model.objects.filter(place=instance)
            same = model.objects.filter(translation_key__in=rows.values("translation_key"))
            queue.mark(kind, same.values_list("pk", flat=True))
