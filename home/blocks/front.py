"""What the home page is composed of."""

from wagtail import blocks

from editorial.blocks.groups import FILLED, WORDS
from editorial.blocks.text import CallOutBlock, TextBlock
from home.blocks.bands import WIDE
from home.blocks.calls import CallsBlock, CountsBlock, FieldsBlock, HostsBlock, RegionsBlock
from home.blocks.partners import PartnersBlock
from home.blocks.rooms import CentreBlock, EventsBlock, NewsBlock, QuestionBlock, StoryBlock

ONCE = {"max_num": 1}


class FrontBlock(blocks.StreamBlock):
    """The parts of the home page below its head."""

    fields = FieldsBlock(group=FILLED)
    regions = RegionsBlock(group=FILLED)
    calls = CallsBlock(group=FILLED)
    counts = CountsBlock(group=FILLED)
    story = StoryBlock(group=FILLED)
    news = NewsBlock(group=FILLED)
    events = EventsBlock(group=FILLED)
    question = QuestionBlock(group=FILLED)
    partners = PartnersBlock(group=FILLED)
    centre = CentreBlock(group=WORDS)
    hosts = HostsBlock(group=WORDS)
    text = TextBlock(group=WORDS, template="home/blocks/text.html", width=WIDE)
    call_out = CallOutBlock(group=WORDS, template="home/blocks/call_out.html")

    class Meta:
        max_num = 24
        block_counts = {
            **dict.fromkeys(("fields", "regions", "counts", "news", "events", "hosts"), ONCE),
            "calls": {"max_num": 4},
            "partners": {"max_num": 4},
            "story": {"max_num": 2},
            "question": {"max_num": 2},
            "centre": {"max_num": 2},
            "text": {"max_num": 4},
            "call_out": {"max_num": 2},
        }
