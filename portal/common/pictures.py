"""Pictures that editors upload: with a credit, and without what cameras note about places."""

from io import BytesIO
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from portal.common.drawings import is_harmless

# What turns a picture the right way up; the only note of a camera that is kept.
ORIENTATION = 0x0112
# Formats that carry such notes, and how to write them again without losing quality.
REWRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": "keep"},
    "PNG": {},
    "WEBP": {"quality": 95},
    "AVIF": {"quality": 90},
}


class Picture(AbstractImage):
    """A picture of the library; where it is used says what it shows (alt text)."""

    credit = models.CharField(
        _("credit"),
        max_length=160,
        blank=True,
        help_text=_("Who took or drew it. Stands below the picture wherever it is shown."),
    )
    # In which sizes the worker has made it; "" until then, and after every change.
    sized_for = models.CharField(max_length=16, editable=False, default="", db_index=True)

    admin_form_fields: ClassVar = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def clean(self) -> None:
        super().clean()
        if self.file and self.is_svg() and not is_harmless(self.file):
            text = _("This drawing can run a program. Save it as PNG, or export it again.")
            raise ValidationError({"file": text})

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self.file and not self.file._committed  # noqa: SLF001  # Django has no other way
        if is_new and not self.is_svg():
            self.forget_where()
        self.sized_for = ""
        super().save(*args, **kwargs)

    def forget_where(self) -> None:
        """Drop the notes of the camera from the upload: place, device, owner."""
        self.file.seek(0)
        with Pillow.open(self.file) as image:
            notes = image.getexif()
            how = REWRITTEN.get(image.format or "")
            if how is None or not (notes or image.info.get("xmp")):
                self.file.seek(0)
                return
            kept = Pillow.Exif()
            if turned := notes.get(ORIENTATION):
                kept[ORIENTATION] = turned
            content = BytesIO()
            colours = image.info.get("icc_profile")
            image.info.pop("xmp", None)
            image.save(content, image.format, exif=kept, icc_profile=colours, **how)
        self.file.file = ContentFile(content.getvalue(), name=self.file.name)
        self.file_size, self.file_hash = len(content.getvalue()), ""


class PictureRendition(AbstractRendition):
    """A picture in one of the sizes and formats that pages show."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together: ClassVar = (("image", "filter_spec", "focal_point_key"),)
