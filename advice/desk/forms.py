"""What experts fill in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import AdminDateInput

from advice import countries, personal
from advice.desk.permissions import experts
from advice.models import Asked, Canned, Question, Topic
from portal.common.findings import Finding
from portal.common.html import rich

LONGEST = 10_000
# Questions offered as answers, the newest first.
MOST_OFFERED = 200


class AskedForm(forms.Form):
    """A form about one private question."""

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked


class AnswerForm(AskedForm):
    """The answer, and a paragraph to put into it."""

    prefix = "answer"

    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 12, "data-answer": ""}),
    )
    canned = forms.ModelChoiceField(
        Canned.objects.all(),
        label=_("Paragraph"),
        required=False,
        empty_label=_("Choose one"),
    )

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        self.fields["text"].initial = asked.draft
        name = dict(settings.LANGUAGES).get(asked.language, asked.language)
        self.fields["text"].help_text = _("Whoever asks reads it in: %(name)s.") % {"name": name}

    @cached_property
    def paragraphs(self) -> list[tuple[str, str]]:
        """Name and words of each paragraph in the asker's language; of the topic first."""
        found = [(row, row.text_in(self.asked.language)) for row in Canned.objects.all()]
        there = [(row, text) for row, text in found if text]
        there.sort(key=lambda each: each[0].topic_id != self.asked.topic_id)
        return [(str(row.pk), text) for row, text in there]

    def choose_among(self) -> None:
        """Offer only the paragraphs that there are in the asker's language."""
        titles = {str(row.pk): row.title for row in Canned.objects.all()}
        field: Any = self.fields["canned"]
        field.choices = [("", field.empty_label), *((k, titles[k]) for k, _text in self.paragraphs)]


class NoteForm(AskedForm):
    """A note that only experts read."""

    prefix = "note"

    text = forms.CharField(
        label=_("Internal note"),
        help_text=_("Whoever asks never sees it."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )


class ExpertField(forms.ModelChoiceField):  # type: ignore[type-arg]  # none at run time
    """Somebody who may answer, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(get_user_display_name(obj))


class AssignForm(AskedForm):
    """Who answers it."""

    prefix = "assign"

    to = ExpertField(queryset=None, label=_("Or a colleague"), empty_label=_("nobody yet"))

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = experts()
        field.initial = asked.assigned_to_id


class DuplicateForm(AskedForm):
    """Which published question answers it."""

    prefix = "same"

    question = forms.ModelChoiceField(
        Question.objects.none(),
        label=_("Published question"),
        error_messages={"required": _("Choose the question that answers it.")},
    )
    text = forms.CharField(
        label=_("A sentence of your own"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, asked: Asked, likely: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        field: Any = self.fields["question"]
        public = Question.objects.published().order_by("-first_published_at", "-pk")
        field.queryset = public
        found = public.in_bulk(likely)
        first = [(key, str(found[key])) for key in likely if key in found]
        others = [(row.pk, str(row)) for row in public[:MOST_OFFERED] if row.pk not in found]
        groups = [(_("Perhaps this one"), first), (_("All, the newest first"), others)]
        field.choices = [("", _("Choose one")), *(group for group in groups if group[1])]


class PublishForm(AskedForm):
    """Question and answer as everybody will read them: nothing of whoever asked."""

    title = forms.CharField(
        label=_("Question in one line"),
        max_length=160,
        help_text=_("As people would ask it: “Am I insured if I break something?”"),
        widget=forms.TextInput({"size": 80}),
    )
    question = forms.CharField(
        label=_("Question"),
        required=False,
        max_length=LONGEST,
        help_text=_("In your own words. Take out all that tells who it is about."),
        widget=forms.Textarea({"rows": 6}),
    )
    answer = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST,
        help_text=_("An empty line parts paragraphs; a dash begins a point of a list."),
        widget=forms.Textarea({"rows": 12}),
    )
    topic = forms.ModelChoiceField(Topic.objects.all(), label=_("Topic"))
    country = forms.ChoiceField(label=_("Country"), required=False)
    as_of = forms.DateField(label=_("As of"), widget=AdminDateInput)
    review_on = forms.DateField(
        label=_("To be checked again on"), required=False, widget=AdminDateInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["country"]
        field.choices = [("", _("all countries")), *countries.choices()]

    def findings(self) -> list[Finding]:
        """Return what in the texts as they are now may tell who somebody is."""
        names = ("title", "question", "answer")
        texts = [(self.fields[name].label or name, str(self[name].value() or "")) for name in names]
        return personal.of_texts(texts, self.asked.email)

    def values(self) -> dict[str, Any]:
        """Return the fields of the question that it becomes."""
        given = dict(self.cleaned_data)
        given["answer"] = rich(given["answer"])
        return given
