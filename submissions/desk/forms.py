"""What staff fill in to decide: reasons from a fixed list, a sentence, remarks beside fields."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.common.furniture import language_name
from submissions.models import Reason, Submission

LONGEST_LETTER, LONGEST_REMARK = 3000, 500


class ReasonsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # none at run time
    """Reasons as boxes to tick: what the author is going to read, and what staff call it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, decision: Reason.For, **kwargs: Any) -> None:
        super().__init__(Reason.objects.filter(decision=decision), **kwargs)
        self.language = ""

    def label_from_instance(self, obj: Reason) -> SafeString:
        said, own = obj.text_in(self.language), obj.text_in(get_language() or "")
        html = '<span class="desk-reason"><b>{}</b> <span lang="{}">{}</span>{}</span>'
        also = "" if said == own else format_html(" <i>{}</i>", own)
        return format_html(html, obj.name, self.language, said, also)


class LetterForm(forms.Form):
    """A letter to the author."""

    prefix = "letter"

    text = forms.CharField(
        label=_("Your letter"),
        max_length=LONGEST_LETTER,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submission = submission
        name = language_name(submission.letter_language)
        self.fields["text"].help_text = _("The author reads it in: %(name)s.") % {"name": name}


class DecisionForm(LetterForm):
    """Reasons and a sentence; one of the two has to be there."""

    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST_LETTER,
        widget=forms.Textarea({"rows": 3}),
    )
    reasons: forms.Field

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, submission=submission, **kwargs)
        field = self.fields["reasons"]
        assert isinstance(field, ReasonsField)
        field.language = submission.letter_language

    def sentences(self) -> list[str]:
        """Return the reasons ticked, in the author's language."""
        chosen: Sequence[Reason] = self.cleaned_data["reasons"]
        return [reason.text_in(self.submission.letter_language) for reason in chosen]


class ChangesForm(DecisionForm):
    """What the author is to change, and where."""

    prefix = "changes"

    reasons = ReasonsField(Reason.For.CHANGES, label=_("What is to be changed"), required=False)

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, submission=submission, **kwargs)
        self.steps = [
            (step.title, self._ask_about(form.answers()))
            for step, form in zip(submission.kind.steps, answered(submission).values(), strict=True)
        ]

    def _ask_about(self, answers: Sequence[Any]) -> list[str]:
        """Add a box for a remark on each of ``answers``; return their names."""
        for answer in answers:
            self.fields[f"remark-{answer.name}"] = forms.CharField(
                label=answer.question,
                help_text=answer.words or _("not answered"),
                required=False,
                max_length=LONGEST_REMARK,
            )
        return [f"remark-{answer.name}" for answer in answers]

    @property
    def groups(self) -> list[tuple[str | Promise, list[BoundField]]]:
        """The boxes for remarks, by step."""
        return [(title, [self[name] for name in names]) for title, names in self.steps]

    @property
    def remarks_open(self) -> bool:
        """Whether there is a remark already: what was typed must be seen."""
        return any(
            self.data.get(self.add_prefix(name)) for _t, names in self.steps for name in names
        )

    def remarks(self) -> dict[str, str]:
        """Return field → what is to be put right there."""
        return {
            name.removeprefix("remark-"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("remark-") and text
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("text") and not cleaned.get("reasons") and not self.remarks():
            raise forms.ValidationError(
                _("Tick a reason, write a sentence, or add a remark: the author has to know.")
            )
        return cleaned


class DeclineForm(DecisionForm):
    """Why it is not going to be published."""

    prefix = "decline"

    reasons = ReasonsField(
        Reason.For.DECLINED,
        label=_("Why it is declined"),
        error_messages={"required": _("Tick at least one reason: the author has to know.")},
    )


def answered(submission: Submission) -> dict[str, Any]:
    """Return the forms of all steps with what the author answered, ready to be read."""
    steps = submission.kind.forms(submission)
    for form in steps.values():
        form.is_valid()  # answers in words are of clean data
    return steps
