"""An entry in one more language, from its own people: only its texts are asked for.

A version goes the same way as everything that people send. Its facts stand on the source;
it is a row of its own with drafts, a check and a history of its own.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, cast

from django import forms
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.fields import RichTextField
from wagtail.models import Locale
from wagtail_localize.models import Translation

from portal.common import findings, hiding
from portal.common.findings import Finding, Passage
from portal.common.furniture import language_name, language_of
from portal.common.html import rich, typed
from portal.common.models import Entry
from portal.common.public_forms import Typed
from submissions import flow
from submissions.kinds import Kind, Pair, Step, StepForm, kinds
from submissions.models import Submission

# The one page of the form.
TEXTS = "texts"


class Source(NamedTuple):
    """What stands beside a field: the words to put into another language."""

    text: str
    language: str
    language_name: str
    # The language that they are put into, by its name.
    into: str


class VersionForm(StepForm):
    """The texts of an entry; what says nothing in the source is not asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):
            field.widget.attrs["lang"] = self.submission.language
            if self.source:
                self._put_beside(name, field, self.source)

    @cached_property
    def source(self) -> Entry | None:
        """The entry whose texts these are."""
        return source_of(self.submission)

    def _put_beside(self, name: str, field: forms.Field, source: Entry) -> None:
        if words := words_of(source, name):
            language, into = language_of(source), language_name(self.submission.language)
            known = Source(words, language, language_name(language), into)
            field.source = known  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.source is None:
            self.add_error(None, _("The entry that this belongs to has been deleted."))
        return cleaned


class VersionKind(Kind):
    """The texts of an entry in one more language."""

    heading = gettext_lazy("In another language")
    intro = gettext_lazy("The same entry for people who read another language.")
    open_to_all = False

    @property
    def label(self) -> str:
        return _("%(kind)s: another language") % {"kind": super().label}

    def title(self, submission: Submission) -> str:
        heading = submission.data.get(TEXTS, {}).get(self.model.title_field) or [""]
        title = heading[0].strip() or submission.context["title"]
        return f"{title} ({language_name(submission.language)})"

    def email(self, submission: Submission) -> str:
        return submission.email

    def known(self, submission: Submission) -> Entry | None:
        source = source_of(submission)
        return version_of(source, submission.language) if source else None

    def new(self, submission: Submission) -> Entry:
        source = source_of(submission)
        assert source is not None, "The form is not valid without it."
        locale = Locale.objects.get(language_code=submission.language)
        version: Entry = source.copy_for_translation(locale)
        return version

    def put(self, entry: Entry, cleaned: Mapping[str, Any], submission: Submission) -> None:
        for name in names(self.model):
            text = cleaned.get(name, "")
            if text != typed(getattr(entry, name)):
                setattr(entry, name, rich(text) if is_rich(entry, name) else text)
        stand_alone(entry)

    def typed(self, entry: Entry) -> dict[str, Typed]:
        return {TEXTS: {name: [typed(getattr(entry, name))] for name in names(self.model)}}

    def discard(self, entry: Entry) -> None:
        # What a translator has begun is not the author's.
        if not works_on(entry).exists():
            super().discard(entry)

    def pairs(self, draft: Entry) -> Sequence[Pair]:
        """Return each text of the source with the one of ``draft``."""
        texts = ((n, words_of(draft.facts, n), words_of(draft, n)) for n in names(self.model))
        return [Pair(label(draft, n), source, own) for n, source, own in texts if source or own]

    def findings(self, submission: Submission, draft: Entry) -> Sequence[Any]:
        passages = [Passage(label(draft, n), getattr(draft, n)) for n in names(self.model)]
        found = [
            *of_source(draft.facts),
            *(finding for pair in self.pairs(draft) for finding in of_pair(pair)),
            *findings.of_passages(passages),
        ]
        return sorted(found, key=findings.rank)


def of_source(source: Entry) -> list[Finding]:
    """Return whether anybody would see a version of ``source``."""
    if source.live:
        return []
    return [Finding("problem", "source-hidden", _("The entry itself is not published."))]


def of_pair(pair: Pair) -> list[Finding]:
    """Return whether a text is there in both languages, and not the same."""
    values = {"label": pair.label}
    if not pair.own:
        return [Finding("notice", "missing", _("%(label)s: missing in this language."), values)]
    if pair.own == pair.source:
        return [Finding("problem", "same", _("%(label)s: word for word as before."), values)]
    return []


# --- Beginning one ---------------------------------------------------------------------


def kind_of(source: Entry) -> VersionKind:
    """Return the kind that versions of ``source`` are."""
    ours = (kind for kind in kinds() if isinstance(kind, VersionKind))
    return next(kind for kind in ours if kind.model is type(source))


def step(kind: type[Kind]) -> Step:
    """Return the page that asks for the texts of what ``kind`` makes, as ``kind`` asks."""
    asked = {n: f for each in kind.steps for n, f in each.form.base_fields.items()}
    fields = {name: asked[name] for name in names(kind.model)}
    form = cast("type[StepForm]", type("TextsForm", (VersionForm,), fields))
    title = pgettext_lazy("step of a form", "The texts")
    why = gettext_lazy(
        "Everything else, such as places, days and contacts, is taken from the entry. "
        "You need not translate word for word: write what these readers have to know."
    )
    return Step(TEXTS, title, form, why)


@transaction.atomic
def begin(source: Entry, language: str, email: str, context: Mapping[str, Any]) -> Submission:
    """Return the draft of ``source`` in ``language``: the one that is open, or a new one.

    What is public in that language already is changed; anything else is begun anew.
    """
    hiding.locked(source)  # of two who press at once, the second finds the draft of the first
    kind = kind_of(source)
    about = {"context__source": source.pk, "kind_slug": kind.slug, "language": language}
    if known := Submission.objects.filter(**about, state__in=flow.UNDECIDED).first():
        return known
    kept = {**context, "source": source.pk, "title": source.heading}
    version = version_of(source, language)
    if version and version.live:
        return flow.change(kind, version, email, kept)
    return flow.start(kind, None, language, kept, email)


# --- Small things ----------------------------------------------------------------------


def names(model: type[Entry]) -> list[str]:
    """Return the fields of ``model`` that hold texts."""
    return [field.field_name for field in model.translatable_fields]


def source_of(submission: Submission) -> Entry | None:
    """Return the entry that it is a version of; ``None`` once that was deleted."""
    key = submission.context.get("source")
    found: Entry | None = submission.kind.model._default_manager.filter(pk=key).first()
    return found


def version_of(source: Entry, language: str) -> Entry | None:
    """Return the row of ``source`` in ``language``, public or not."""
    found: Entry | None = source.translations.filter(locale__language_code=language).first()
    return found


def words_of(entry: Entry, name: str) -> str:
    """Return a text of ``entry`` as somebody would have typed it."""
    return typed(getattr(entry, name))


def label(entry: Entry, name: str) -> str:
    """Return what people call the field."""
    return str(capfirst(entry._meta.get_field(name).verbose_name))


def is_rich(entry: Entry, name: str) -> bool:
    return isinstance(entry._meta.get_field(name), RichTextField)


def stand_alone(version: Entry) -> None:
    """Let no translator's old strings replace what its people have written.

    It is wagtail-localize's own "stop translating"; staff can start it again.
    """
    works_on(version).update(enabled=False)


def works_on(version: Entry) -> Any:
    """Return the translators' work on ``version``, if they have any."""
    return Translation.objects.filter(
        source__object_id=version.translation_key, target_locale=version.locale_id
    )
