"""The body of a page."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail import blocks

from editorial.blocks.groups import FILLED, SEEN, WORDS
from editorial.blocks.lists import OpportunitiesBlock, OrganisationsBlock
from editorial.blocks.media import DocumentsBlock, PictureBlock, PicturesBlock, VideoBlock
from editorial.blocks.tables import table
from editorial.blocks.text import (
    ButtonBlock,
    CallOutBlock,
    FiguresBlock,
    QuestionsBlock,
    QuoteBlock,
    StepsBlock,
    TextBlock,
)

# Each of these asks the search or the database anew when the page is read.
ASKING = {"max_num": 4}


class BodyBlock(blocks.StreamBlock):
    """All that a text may be built from; upper rooms add theirs by ``BODY_BLOCKS``."""

    text = TextBlock(group=WORDS)
    quote = QuoteBlock(group=WORDS)
    call_out = CallOutBlock(group=WORDS)
    steps = StepsBlock(group=WORDS)
    questions = QuestionsBlock(group=WORDS)
    table = table(group=WORDS)
    figures = FiguresBlock(group=WORDS)
    button = ButtonBlock(group=WORDS)
    picture = PictureBlock(group=SEEN)
    pictures = PicturesBlock(group=SEEN)
    video = VideoBlock(group=SEEN)
    documents = DocumentsBlock(group=SEEN)
    opportunities = OpportunitiesBlock(group=FILLED)
    organisations = OrganisationsBlock(group=FILLED)

    class Meta:
        max_num = 100
        block_counts = {
            "opportunities": ASKING,
            "organisations": ASKING,
            **dict.fromkeys(settings.BODY_BLOCKS, ASKING),
        }

    def __init__(self, local_blocks: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__([*from_above(), *local_blocks], **kwargs)


def from_above() -> Iterable[tuple[str, blocks.Block]]:
    """Yield the blocks of upper rooms."""
    for name, path in settings.BODY_BLOCKS.items():
        yield name, import_string(path)(group=FILLED)
