"""Pictures, videos, documents."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from editorial import videos


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows, or marked as decoration."""

    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    class Meta:
        label = _("Picture")
        icon = "image"
        description = _("A picture; say what it shows for those who do not see it.")
        preview_template = "editorial/blocks/preview/picture.html"
        template = "editorial/blocks/picture.html"


class PicturesBlock(blocks.StructBlock):
    """Two to four pictures side by side."""

    images = blocks.ListBlock(ImageBlock(), label=_("pictures"), min_num=2, max_num=4)

    class Meta:
        label = _("Row of pictures")
        icon = "image"
        description = _("Two to four pictures side by side.")
        preview_template = "editorial/blocks/preview/pictures.html"
        template = "editorial/blocks/pictures.html"


class VideoBlock(blocks.StructBlock):
    """A video elsewhere; nothing is asked of that place before somebody presses play."""

    url = blocks.URLBlock(label=_("address of the video"), help_text=_("On YouTube or Vimeo."))
    title = blocks.CharBlock(label=_("what it shows"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("minutes"), min_value=1, max_value=600, required=False)

    class Meta:
        label = _("Video")
        icon = "media"
        description = _("A video by its address. It is loaded only when somebody wants to see it.")
        preview_value = {
            "url": "https://vimeo.com/123456789",
            "title": _("A day at the shelter"),
            "minutes": 4,
        }
        template = "editorial/blocks/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not videos.player(cleaned["url"]):
            error = ValidationError(_("This is no address of a video on YouTube or Vimeo."))
            raise blocks.StructBlockValidationError(block_errors={"url": error})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        url = value["url"]
        return {**context, "player": videos.player(url), "host": videos.host(url)}


class DocumentsBlock(blocks.StructBlock):
    """Documents to take away."""

    documents = blocks.ListBlock(
        DocumentChooserBlock(), label=_("documents"), min_num=1, max_num=40
    )

    class Meta:
        label = _("Documents")
        icon = "doc-full"
        description = _("Documents to take away, with their kind and size.")
        preview_template = "editorial/blocks/preview/documents.html"
        template = "editorial/blocks/documents.html"
