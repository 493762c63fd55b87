"""How a home page begins: every part there is, which editors then change as they like.

Parts that have nothing to show yet do not show.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Block = dict[str, Any]


class Part(NamedTuple):
    """One block; by its ``name`` its words are found where others are wanted."""

    name: str
    kind: str
    heading: str | Promise
    text: str | Promise = ""
    rest: Mapping[str, Any] = {}
    # Whether it is there only with values of its own.
    on_request: bool = False


PARTS = (
    Part("fields", "fields", _("With people, animals or trees?")),
    Part(
        "ending",
        "calls",
        _("They are waiting for you now"),
        _("These calls end soonest."),
        {"order": "ending", "most": 3},
    ),
    Part("call", "centre", _("Not sure? Talk to us.")),
    Part("map", "regions", _("Where help is wanted")),
    Part("newest", "calls", _("Just in"), rest={"order": "newest", "most": 3}),
    Part("question", "question", _("Question of the month")),
    Part("story", "story", _("A story")),
    Part("news", "news", _("What’s new"), rest={"most": 3}),
    Part("events", "events", _("Where you can join us"), rest={"most": 3}),
    Part("figures", "counts", _("What is here today")),
    Part("contact", "centre", _("Rather in person?"), on_request=True),
    Part(
        "hosts",
        "hosts",
        _("Does your organisation need people?"),
        _("Tell us about the job. We help you with the wording, and people find you here."),
    ),
    Part("partners", "partners", _("Who supports us")),
)


def body(words: Mapping[str, str] | None = None, **rest: Mapping[str, Any]) -> list[Block]:
    """Return the raw value of a home page's parts, in the language that is active.

    ``words`` has headings and texts to take instead: ``map_heading``, ``map_text`` …;
    ``rest`` has other values of a part, by its name.
    """
    return [
        block(part, words or {}, rest.get(part.name, {}))
        for part in PARTS
        if part.name in rest or not part.on_request
    ]


def block(part: Part, words: Mapping[str, str], rest: Mapping[str, Any]) -> Block:
    heading = words.get(f"{part.name}_heading") or str(part.heading)
    text = words.get(f"{part.name}_text", str(part.text))
    return {"type": part.kind, "value": {"heading": heading, "text": text, **part.rest, **rest}}
