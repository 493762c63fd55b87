"""What can be sent. Apps register their kinds in ``AppConfig.ready``."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import capfirst
from wagtail.models import Locale

from portal.common.models import Entry
from portal.common.public_forms import ConsentWidget, PublicForm, Typed, as_data, in_words
from submissions.models import Submission


class StepForm(PublicForm):
    """The form of one step. ``submission`` is at hand for what depends on earlier steps."""

    # The field that takes a file, if there is one.
    upload: ClassVar[str] = ""

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        self.submission = submission
        super().__init__(*args, **kwargs)

        # Field → what staff asked to be put right there.
        self.remarks = {n: t for n, t in remarks(submission).items() if n in self.fields}
        for name, text in self.remarks.items():
            self.fields[name].remark = text  # type: ignore[attr-defined]

    def keep_upload(self) -> None:
        """Keep the file that came with this page, unless there is something wrong with it."""
        upload = self.cleaned_data.get(self.upload) if self.upload else None
        if upload:
            self.submission.upload.save(upload.name, upload, save=False)
            Submission.objects.filter(pk=self.submission.pk).update(
                upload=self.submission.upload.name
            )

    def answers(self) -> list["Answer"]:
        """Return what was answered, in words, for the page to check it on."""
        return [
            Answer(str(field.label), self.in_words(name), name)
            for name, field in self.fields.items()
            if not isinstance(field.widget, ConsentWidget)
        ]

    def given(self) -> dict[str, Any]:
        """Return the clean answers, and what is left of those that have become wrong."""
        self.is_valid()
        return {
            name: self.cleaned_data[name]
            if name in self.cleaned_data
            else what_is_left(field, self[name].data)
            for name, field in self.fields.items()
        }

    def in_words(self, name: str) -> str:
        """Return the answer to one question as people read it."""
        return in_words(self.fields[name], self.cleaned_data.get(name))


def what_is_left(field: forms.Field, typed: Any) -> Any:
    """Return what can still be made of an answer that was right once.

    A field whose answers name things that may be deleted knows it itself (``left``).
    """
    if hasattr(field, "left"):
        return field.left(typed)
    try:
        return field.clean(typed)
    except ValidationError:
        return field.to_python(None)


class Answer(NamedTuple):
    """One question and what was answered."""

    question: str
    words: str
    name: str


class Pair(NamedTuple):
    """A text in two languages: of the source, and of the version."""

    label: str
    source: str
    own: str


class Match(NamedTuple):
    """A published entry that something sent may be already."""

    pk: int
    label: str


@dataclass(frozen=True)
class Step:
    """One page of the form; its slug is the last part of its address."""

    slug: str
    title: str | Promise
    form: type[StepForm]
    # Why we ask, in a sentence or two.
    why: str | Promise


class Kind(ABC):
    """Something that people send and that becomes an entry."""

    slug: ClassVar[str]
    # "your organisation", to be put into sentences' place of a title.
    name: ClassVar[str | Promise]
    # The heading of the form and of its first page.
    heading: ClassVar[str | Promise]
    intro: ClassVar[str | Promise]
    model: ClassVar[type[Entry]]
    steps: ClassVar[Sequence[Step]]
    # Fields that an author changes without a check: telephone, website …
    at_once: ClassVar[frozenset[str]] = frozenset()
    # The field of the model that says whose it is; "" for what speaks for itself.
    owner: ClassVar[str] = ""
    # Whether anybody may begin one, or only an organisation from its corner.
    open_to_all: ClassVar[bool] = True
    # The slug of the kind that one may be sent along with, and the words of that button.
    goes_with: ClassVar[str] = ""
    invitation: ClassVar[str | Promise] = ""

    @property
    def label(self) -> str:
        """What staff call it."""
        return str(capfirst(self.model._meta.verbose_name))

    @abstractmethod
    def title(self, submission: Submission) -> str:
        """Return what it is called, as typed so far; "" before that."""

    @abstractmethod
    def email(self, submission: Submission) -> str:
        """Return whom we write to about it."""

    @abstractmethod
    def put(self, entry: Entry, cleaned: Mapping[str, Any], submission: Submission) -> None:
        """Write the ``cleaned`` answers of all steps onto ``entry``, without saving it."""

    @abstractmethod
    def typed(self, entry: Entry) -> dict[str, Typed]:
        """Return what somebody would have typed, by step, to get ``entry``."""

    def language(self, submission: Submission) -> str:
        """Return the language it is written in, as chosen so far."""
        return submission.language

    def known(self, submission: Submission) -> Entry | None:
        """Return the entry that is there already, by whomever it was made meanwhile."""
        return None

    def new(self, submission: Submission) -> Entry:
        """Return an entry to write the answers onto, not saved."""
        return self.model(locale=Locale.objects.get(language_code=submission.language))

    def matches(self, submission: Submission) -> Sequence["Match"]:
        """Return published entries that it may be already, best first."""
        return ()

    def findings(self, submission: Submission, draft: Entry) -> Sequence[Any]:
        """Return what staff should know before they decide."""
        return ()

    def pairs(self, draft: Entry) -> Sequence["Pair"]:
        """Return the texts that staff should compare with those in another language."""
        return ()

    def accepted(self, submission: Submission, entry: Entry) -> None:  # noqa: B027  # may do nothing
        """Do what else is due once ``entry`` has been published."""

    def discard(self, entry: Entry) -> None:
        """Delete a draft that never became public, and what belongs to it alone."""
        entry.delete()

    def must_choose(self, submission: Submission) -> bool:
        """Return whether the author has to say first if it is one of :meth:`matches`."""
        return not submission.context.get("not_the_same") and bool(self.matches(submission))

    def chosen(self, submission: Submission, same: int, token: str) -> str:
        """Return the address to go on at when it is the published entry with that key."""
        raise NotImplementedError

    def step_with_remark(self, submission: Submission) -> Step:
        """Return the first step that staff remarked on, or the first of all."""
        asked = set(remarks(submission))
        found = (step for step in self.steps if asked & set(step.form.base_fields))
        return next(found, self.steps[0])

    def labels(self) -> dict[str, str]:
        """Return the questions of all steps by the names of their fields."""
        fields = (field for step in self.steps for field in step.form.base_fields.items())
        return {name: str(field.label) for name, field in fields}

    def step(self, slug: str) -> Step | None:
        """Return the step at that address."""
        return next((step for step in self.steps if step.slug == slug), None)

    def form(self, step: Step, submission: Submission, data: Any = None) -> StepForm:
        """Return the form of ``step``, with what was typed before or with ``data``."""
        kept: Typed | None = submission.data.get(step.slug)
        if data is None and kept is not None:
            data = as_data(kept)
        return step.form(data, submission=submission)

    def forms(self, submission: Submission) -> dict[str, StepForm]:
        """Return all steps' forms, bound to what was typed."""
        return {
            step.slug: self.form(step, submission, as_data(submission.data.get(step.slug) or {}))
            for step in self.steps
        }

    def first_open(self, submission: Submission) -> Step | None:
        """Return the first step that is not answered well, ``None`` if all are."""
        forms, seen = self.forms(submission), submission.data
        wrong = (s for s in self.steps if s.slug not in seen or not forms[s.slug].is_valid())
        return next(wrong, None)

    def answers(self, submission: Submission) -> list[tuple[Step, list["Answer"]]]:
        """Return what was answered, in words, by step."""
        found = []
        for step, form in zip(self.steps, self.forms(submission).values(), strict=True):
            form.is_valid()
            found.append((step, form.answers()))
        return found

    def given(self, submission: Submission) -> "Given":
        """Return all clean answers, and those that were right only when they were given."""
        given = Given({}, [])
        for form in self.forms(submission).values():
            given.cleaned.update(form.given())
            given.lost.extend(name for name in form.errors if name in form.fields)
        return given


class Given(NamedTuple):
    """What was answered on all steps."""

    cleaned: dict[str, Any]
    # The fields whose answers are not valid any more: a town in them was deleted, say.
    lost: list[str]


def remarks(submission: Submission) -> dict[str, str]:
    """Return what staff asked to be put right, by field, while the author is to do it."""
    if submission.state != Submission.State.CHANGES:
        return {}
    letters = submission.messages.filter(from_staff=True)
    return next((letter.remarks for letter in letters.order_by("-pk") if letter.remarks), {})


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let people send things of this ``kind``."""
    _kinds[kind.slug] = kind


def kind_called(slug: str) -> Kind:
    """Return the kind; raises ``KeyError`` for one that nobody registered."""
    return _kinds[slug]


def kinds() -> list[Kind]:
    """Return all kinds in the order they were registered."""
    return list(_kinds.values())


def models() -> dict[type[Entry], str]:
    """Return each model that something sent becomes, with the field that says whose it is."""
    return {kind.model: kind.owner for kind in kinds()}
