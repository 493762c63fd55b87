"""The body of a page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from editorial.blocks.lists import OpportunitiesBlock, OrganisationsBlock
from editorial.blocks.media import DocumentsBlock, PictureBlock, PicturesBlock, VideoBlock
from editorial.blocks.text import (
    ButtonBlock,
    CallOutBlock,
    FiguresBlock,
    QuestionsBlock,
    QuoteBlock,
    StepsBlock,
    TextBlock,
    table,
)

WORDS, SEEN, FILLED = _("Words"), _("To see and take away"), _("Filled by the portal")


class BodyBlock(blocks.StreamBlock):
    """All that a text may be built from."""

    text = TextBlock(group=WORDS)
    quote = QuoteBlock(group=WORDS)
    call_out = CallOutBlock(group=WORDS)
    steps = StepsBlock(group=WORDS)
    questions = QuestionsBlock(group=WORDS)
    table = table()
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
