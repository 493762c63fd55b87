"""What of a model is text, what is a fact, and what each version has for itself."""

from collections.abc import Iterable
from typing import Any

from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField, TranslatableField
from wagtail_localize.segments import StringSegmentValue

from portal.common.text import collation_key


class OwnField(BaseTranslatableField):
    """A field that each version has for itself: neither translated nor copied."""


def facts(*names: str) -> list[SynchronizedField]:
    """Return fields that are the source's in every language; no translator changes them."""
    return [SynchronizedField(name, overridable=False) for name in names]


class TranslatedTags(ClusterTaggableManager):
    """Tags in the language of the text, translated as one line: ``dogs, walks``."""

    def deconstruct(self) -> Any:
        """Return what a migration notes: a manager of tags like any other."""
        name, _path, args, kwargs = super().deconstruct()
        known = ClusterTaggableManager
        return name, f"{known.__module__}.{known.__qualname__}", args, kwargs

    def __set__(self, instance: Any, tags: Iterable[str]) -> None:
        self.__get__(instance, type(instance)).set(list(tags))

    def get_translatable_segments(self, tags: Iterable[Any]) -> list[StringSegmentValue]:
        """Return the tags as one line, in the order of an alphabet; nothing without tags."""
        names = sorted((str(tag) for tag in tags), key=lambda name: collation_key(name, ""))
        return [StringSegmentValue("", ", ".join(names))] if names else []

    def restore_translated_segments(
        self, _tags: Iterable[Any], segments: list[StringSegmentValue]
    ) -> list[str]:
        """Return the tags that a translated line names."""
        names = segments[0].render_text().split(",")
        return [name.strip() for name in names if name.strip()]


__all__ = ["OwnField", "SynchronizedField", "TranslatableField", "TranslatedTags", "facts"]
