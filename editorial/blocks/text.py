"""Pieces of words: text, quotation, call-out, steps, questions, figures, button."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.common.richtext import FULL, LIMITED


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, headings, lists, links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FULL, **kwargs})

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        description = _("Paragraphs, headings, lists and links.")
        template = "editorial/blocks/text.html"

    def get_preview_value(self) -> Any:
        title, words = gettext("When the bus is late"), gettext("Ring the ward: they know of you.")
        return self.normalize(f"<h2>{title}</h2><p>{words}</p>")


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("words"), max_length=600, rows=3)
    name = blocks.CharBlock(label=_("who said it"), max_length=80)
    role = blocks.CharBlock(
        label=_("about that person"), max_length=120, required=False, help_text=_("A few words.")
    )

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        description = _("What somebody said, with the name.")
        preview_value = {
            "text": _("He thinks he is doing me a favour. I let him think so."),
            "name": "Marie",
            "role": _("91, reads the newspaper with him"),
        }
        template = "editorial/blocks/quote.html"


class CallOutBlock(blocks.StructBlock):
    """Something nobody should miss."""

    KINDS = [("note", _("Good to know")), ("tip", _("Tip")), ("warning", _("Take care"))]

    kind = blocks.ChoiceBlock(label=_("kind"), choices=KINDS, default="note")
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=LIMITED)

    class Meta:
        label = _("Call-out")
        icon = "warning"
        description = _("A box for what nobody should miss. One on a page is enough.")
        template = "editorial/blocks/call_out.html"

    def get_preview_value(self) -> Any:
        words = gettext("Ask first, sign afterwards, and keep a copy.")
        return self.normalize({"title": gettext("In short"), "text": f"<p>{words}</p>"})


class StepBlock(blocks.StructBlock):
    """One step of a way."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=LIMITED, required=False)


class StepsBlock(blocks.StructBlock):
    """What to do, one thing after the other."""

    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=2, max_num=12)

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        description = _("What to do, one thing after the other, with numbers.")
        preview_value = {"steps": [{"title": _("Look around")}, {"title": _("Ring them up")}]}
        template = "editorial/blocks/steps.html"


class AnswerBlock(blocks.StructBlock):
    """One question and its answer."""

    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=LIMITED)


class QuestionsBlock(blocks.StructBlock):
    """Questions that open their answers."""

    questions = blocks.ListBlock(AnswerBlock(), label=_("questions"), min_num=1, max_num=30)

    class Meta:
        label = _("Questions and answers")
        icon = "help"
        description = _("Questions; a click opens the answer.")
        template = "editorial/blocks/questions.html"

    def get_preview_value(self) -> Any:
        questions = (gettext("Who pays the fare?"), gettext("May I bring my dog?"))
        answer = f"<p>{gettext('Ask us.')}</p>"
        asked = [{"question": question, "answer": answer} for question in questions]
        return self.normalize({"questions": asked})


class FigureBlock(blocks.StructBlock):
    """A number and what it counts."""

    number = blocks.CharBlock(label=_("number"), max_length=20)
    text = blocks.CharBlock(label=_("what it counts"), max_length=80)


class FiguresBlock(blocks.StructBlock):
    """A few numbers that say much."""

    figures = blocks.ListBlock(FigureBlock(), label=_("figures"), min_num=1, max_num=4)

    class Meta:
        label = _("Figures")
        icon = "order"
        description = _("Up to four numbers that say more than a sentence.")
        preview_value = {
            "figures": [
                {"number": "86", "text": _("bicycles mended last year")},
                {"number": "14", "text": _("people who mended them")},
            ]
        }
        template = "editorial/blocks/figures.html"


class ButtonBlock(blocks.StructBlock):
    """A link that asks to be pressed: to a page of this site, or elsewhere."""

    text = blocks.CharBlock(label=_("words"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("or address elsewhere"), required=False)

    class Meta:
        label = _("Button")
        icon = "link"
        description = _("A link that asks to be pressed. One on a page is enough.")
        preview_value = {"text": _("Find an opportunity"), "url": "https://example.org/"}
        template = "editorial/blocks/button.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned.get("page") and not cleaned.get("url"):
            error = ValidationError(_("Choose a page or give an address."))
            raise blocks.StructBlockValidationError(block_errors={"page": error})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        page = value.get("page")
        live = page.localized if page and page.live else None
        return {**context, "url": live.url if live else value.get("url")}
