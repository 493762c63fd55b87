"""When the texts of a page or an entry last changed, in the language they are written in."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments


class TextStamp(models.Model):
    """One published version of a page or an entry.

    Its date of publication would not do: who corrects an hour or a telephone number gives
    translators nothing to do.
    """

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=40)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["translation_key", "locale"], name="one_text_stamp"),
        )

    def __str__(self) -> str:
        return f"{self.translation_key} {self.changed_at:%Y-%m-%d %H:%M}"


def stamp(version: Any) -> bool:
    """Note the texts of ``version`` as they are; return whether they are others than before."""
    now = digest(version)
    key = {"translation_key": version.translation_key, "locale_id": version.locale_id}
    row = TextStamp.objects.filter(**key).first()
    if row and row.digest == now:
        return False
    noted = {"digest": now, "changed_at": timezone.now()}
    TextStamp.objects.update_or_create(**key, defaults=noted)
    return True


def forget(version: Any) -> None:
    """Delete what is noted of ``version``."""
    TextStamp.objects.filter(
        translation_key=version.translation_key, locale_id=version.locale_id
    ).delete()


def digest(version: Any) -> str:
    """Return a fingerprint of the texts of ``version``, in their order."""
    return hashlib.blake2b("\0".join(texts(version)).encode(), digest_size=20).hexdigest()


def texts(version: Any) -> Iterator[str]:
    """Yield what a translator of ``version`` sees."""
    for segment in extract_segments(version):
        if isinstance(segment, StringSegmentValue):
            yield segment.string.data
        elif isinstance(segment, TemplateSegmentValue):
            yield segment.template
