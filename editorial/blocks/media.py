"""Pictures, videos, documents."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

# Where a video may be shown from, once somebody wants to see it: host → address of its player.
PLAYERS = {
    "youtube.com": "https://www.youtube-nocookie.com/embed/{key}",
    "youtu.be": "https://www.youtube-nocookie.com/embed/{key}",
    "vimeo.com": "https://player.vimeo.com/video/{key}?dnt=1",
}
KEY = re.compile(r"[\w-]{6,20}")


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows, or marked as decoration."""

    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    class Meta:
        label = _("Picture")
        icon = "image"
        description = _("A picture; say what it shows for those who do not see it.")
        template = "editorial/blocks/picture.html"


class PicturesBlock(blocks.StructBlock):
    """Two to four pictures side by side."""

    images = blocks.ListBlock(ImageBlock(), label=_("pictures"), min_num=2, max_num=4)

    class Meta:
        label = _("Row of pictures")
        icon = "image"
        description = _("Two to four pictures side by side.")
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
        preview_value = {"url": "https://vimeo.com/123456789", "title": "A day at the shelter"}
        template = "editorial/blocks/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not player(cleaned["url"]):
            error = ValidationError(_("This is no address of a video on YouTube or Vimeo."))
            raise blocks.StructBlockValidationError(block_errors={"url": error})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "player": player(value["url"]), "host": host(value["url"])}


def host(url: str) -> str:
    """Return where a video is: ``youtube.com``."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")


def player(url: str) -> str:
    """Return the address that plays the video at ``url``; "" where that is not known."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query).get("v") or [parts.path.rstrip("/").rpartition("/")[2]]
    address = PLAYERS.get(host(url))
    return address.format(key=asked[0]) if address and KEY.fullmatch(asked[0]) else ""


class DocumentsBlock(blocks.StructBlock):
    """Documents to take away."""

    documents = blocks.ListBlock(DocumentChooserBlock(), label=_("documents"), min_num=1)

    class Meta:
        label = _("Documents")
        icon = "doc-full"
        description = _("Documents to take away, with their kind and size.")
        template = "editorial/blocks/documents.html"
