"""The form by which staff upload a picture."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Takes only pictures that can be read to their end: of itself, it looks at the beginning."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file and not file.name.lower().endswith(".svg"):
                read_through(file)
        except (OSError, SyntaxError, ValueError) as error:
            text = self.error_messages["invalid_image"]
            raise ValidationError(text, code="invalid_image") from error
        return file


def read_through(file: Any) -> None:
    """Raise what Pillow raises if the picture in ``file`` is broken."""
    file.seek(0)
    with Pillow.open(file) as image:
        image.load()
    file.seek(0)


class PictureForm(BaseImageForm):
    """Wagtail's form with another field for the file."""

    file = PictureField(label=_("File"), widget=forms.FileInput())
