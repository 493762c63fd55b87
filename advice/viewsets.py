"""The admin of questions, topics and paragraphs for answers."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from advice import countries
from advice.admin_forms import OfSource, QuestionForm
from advice.models import Canned, Question, Topic
from portal.common.admin import MENU, EntryViewSet
from portal.common.entry_lists import (
    STATES,
    DayColumn,
    EntryFilterSet,
    EntryIndexView,
    language_column,
    state_column,
    state_of,
)
from search.viewsets import NamesInLanguagesForm, names_panel
from submissions.desk.viewsets import TEXT_FIELDS, TextsForm

LONGEST_PARAGRAPH = 3000
OUTDATED = _("to be checked again")


def state(row: Any) -> Any:
    """Return the words for the state of a row; a published one may be out of date."""
    return OUTDATED if row.live and not row.waiting and row.facts.is_outdated else state_of(row)


class QuestionFilterSet(EntryFilterSet):
    states: ClassVar[Mapping[str, tuple[Any, Q]]] = {**STATES, "outdated": (OUTDATED, Q())}

    topic = django_filters.ModelChoiceFilter(
        queryset=Topic.objects.all(), label=_("Topic"), method="by_fact"
    )
    country = django_filters.ChoiceFilter(
        choices=countries.choices,
        label=_("Country"),
        method="by_fact",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Question
        fields: ClassVar = ["status", "topic", "country", "locale"]

    def in_state(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value != "outdated":
            return super().in_state(entries, name, value)
        past = Q(live=True, review_on__lt=timezone.localdate())
        return self.of_sources(entries, past)


class QuestionIndexView(EntryIndexView):
    sheet: ClassVar[Mapping[str, tuple[Any, Callable[[Any], Any]]]] = {
        "title": (_("Question"), lambda row: row.title),
        "state": (_("Status"), lambda row: str(state(row))),
        "topic": (_("Topic"), lambda row: str(row.facts.topic or "")),
        "country": (_("Country"), lambda row: row.facts.country_label),
        "as_of": (_("As of"), lambda row: row.facts.as_of),
        "review_on": (_("To be checked again on"), lambda row: row.facts.review_on),
        "language": (_("Language"), lambda row: row.locale.language_code),
    }


WHAT = [
    FieldPanel("title", required_on_save=True),
    FieldPanel("question"),
    FieldPanel("answer"),
    FieldRowPanel([FieldPanel("topic"), FieldPanel("country")]),
]
GROUND = [
    FieldRowPanel([FieldPanel("as_of"), FieldPanel("review_on")]),
    OfSource("sources", heading=_("Sources of law"), label=_("source of law")),
    OfSource("guides", heading=_("Guides that say more"), label=_("guide")),
]


class QuestionViewSet(EntryViewSet):
    model = Question
    icon = "help"
    menu_order = 20
    index_view_class = QuestionIndexView
    filterset_class = QuestionFilterSet
    export_filename = "questions"
    list_display: ClassVar = [
        "__str__",
        state_column(state),
        Column("topic", label=_("Topic"), accessor="facts.topic", sort_key="topic__sort_order"),
        Column("country", label=_("Country"), accessor="facts.country_label", sort_key="country"),
        DayColumn("as_of", label=_("As of"), accessor="facts.as_of", sort_key="as_of"),
        DayColumn(
            "review_on", label=_("Check again"), accessor="facts.review_on", sort_key="review_on"
        ),
        language_column(),
    ]
    inspect_view_fields: ClassVar = ["title", "question", "answer", "topic", "country", "as_of"]
    edit_handler = TabbedInterface(
        [
            ObjectList(WHAT, heading=_("Question and answer")),
            ObjectList(GROUND, heading=_("What it stands on")),
        ],
        base_form_class=QuestionForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("topic", "source__topic")


class TopicViewSet(ModelViewSet):
    model = Topic
    menu_hook = MENU
    menu_order = 35
    icon = "tag"
    sort_order_field = "sort_order"
    ordering = "sort_order"
    copy_view_enabled = False
    list_per_page = 50
    list_display: ClassVar = ["__str__", "slug"]
    edit_handler = ObjectList(
        [
            names_panel(),
            FieldPanel("slug", help_text=_("Stands in addresses: better not changed later.")),
        ],
        base_form_class=NamesInLanguagesForm,
    )


class ParagraphForm(TextsForm):
    """One language is enough."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not any(cleaned.get(name) for name in TEXT_FIELDS):
            self.add_error(next(iter(TEXT_FIELDS)), _("Write it in one language at least."))
        return cleaned


# Declared fields belong to the class, and the languages are a setting.
ParagraphsForm = type(
    "ParagraphsForm",
    (ParagraphForm,),
    {
        box: forms.CharField(
            label=language,
            max_length=LONGEST_PARAGRAPH,
            required=False,
            widget=forms.Textarea({"rows": 4}),
        )
        for box, (_code, language) in TEXT_FIELDS.items()
    },
)


class CannedViewSet(ModelViewSet):
    model = Canned
    menu_hook = MENU
    menu_order = 25
    icon = "form"
    copy_view_enabled = False
    sort_order_field = "sort_order"
    ordering: ClassVar = ["sort_order", "title"]
    list_display: ClassVar = ["title", "topic", Column("text", label=_("Paragraph"))]
    list_filter: ClassVar = ["topic"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("topic"),
            MultiFieldPanel(
                [FieldPanel(name) for name in TEXT_FIELDS],
                _("The paragraph"),
                help_text=_("Experts get it in the language of whoever asks."),
            ),
        ],
        base_form_class=ParagraphsForm,
    )
