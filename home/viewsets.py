"""The admin of what stands around pages for a time."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
)
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.viewsets.model import ModelViewSet

from advice.viewsets import ParagraphForm
from home.models import Announcement, Partner
from portal.common.admin import MENU
from portal.common.entry_lists import DayColumn
from submissions.desk.viewsets import TEXT_FIELDS, TextsForm

# A bar is a line or two on a telephone.
LONGEST = 200
COMING = pgettext_lazy("state", "coming")
SHOWN = pgettext_lazy("state", "shown")
OVER = pgettext_lazy("state", "over")


def in_languages(base: type[forms.BaseForm]) -> type[forms.BaseForm]:
    """Return ``base`` with a box for the text in each language; none of them has to be filled."""
    boxes = {
        name: forms.CharField(
            label=language,
            max_length=LONGEST,
            required=False,
            widget=forms.Textarea({"rows": 2}),
        )
        for name, (_code, language) in TEXT_FIELDS.items()
    }
    return type(f"{base.__name__}InLanguages", (base,), boxes)


def texts_panel(help_text: Any) -> MultiFieldPanel:
    """Return the panel with the text in each language."""
    boxes = [FieldPanel(name) for name in TEXT_FIELDS]
    return MultiFieldPanel(boxes, _("Text"), help_text=help_text)


class MomentColumn(Column):
    """A date and a time as such; Wagtail's column tells times that lie behind us."""

    def get_value(self, instance: Any) -> str:
        moment = super().get_value(instance)
        return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def state(begins: Any, ends: Any, now: Any) -> str | Promise:
    """Return the word for what lasts from ``begins`` until before ``ends``; either may be open."""
    if begins and now < begins:
        return COMING
    return OVER if ends and ends <= now else SHOWN


def state_of_announcement(row: Announcement) -> str | Promise:
    return state(row.starts_at, row.ends_at, timezone.now())


def state_of_partner(row: Partner) -> str | Promise:
    last = row.ends_on and row.ends_on + datetime.timedelta(days=1)
    return state(row.starts_on, last, timezone.localdate())


def state_column(state_of: Any) -> StatusTagColumn:
    """Return the column that says whether a row is shown today."""
    return StatusTagColumn(
        "state",
        label=_("Status"),
        accessor=state_of,
        primary=lambda row: state_of(row) is SHOWN,
    )


class AnnouncementViewSet(ModelViewSet):
    model = Announcement
    menu_hook = MENU
    menu_order = 60
    icon = "warning"
    copy_view_enabled = False
    list_display: ClassVar = [
        "__str__",
        state_column(state_of_announcement),
        MomentColumn("starts_at", label=_("Shown from"), sort_key="starts_at"),
        MomentColumn("ends_at", label=_("Shown until"), sort_key="ends_at"),
        Column("site", label=_("Site"), accessor="site.hostname"),
    ]
    list_filter: ClassVar = ["site", "kind"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind", widget=forms.RadioSelect),
            texts_panel(
                _(
                    "A sentence. Who reads a language that has none gets it in the site’s own one: "
                    "nobody should miss it."
                )
            ),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            MultiFieldPanel([PageChooserPanel("page"), FieldPanel("url")], _("More about it")),
            FieldPanel("site"),
        ],
        base_form_class=in_languages(ParagraphForm),
    )


class PartnerViewSet(ModelViewSet):
    model = Partner
    menu_hook = MENU
    menu_order = 65
    icon = "group"
    copy_view_enabled = False
    sort_order_field = "sort_order"
    ordering = "sort_order"
    list_per_page = 50
    list_display: ClassVar = [
        "name",
        state_column(state_of_partner),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        DayColumn("starts_on", label=_("Shown from"), sort_key="starts_on"),
        DayColumn("ends_on", label=_("Shown until"), sort_key="ends_on"),
        Column("site", label=_("Site"), accessor="site.hostname"),
    ]
    list_filter: ClassVar = ["site", "kind"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("kind", widget=forms.RadioSelect),
            MultiFieldPanel([FieldPanel("logo"), FieldPanel("url")], _("Logo")),
            texts_panel(_("What the grant wants said, for example “Co-funded by …”.")),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            MultiFieldPanel(
                [
                    FieldPanel("everywhere"),
                    InlinePanel(
                        "pages",
                        heading=_("Or on these pages only"),
                        panels=[PageChooserPanel("page"), FieldPanel("with_below")],
                    ),
                ],
                _("Where it is shown"),
            ),
            FieldPanel("site"),
        ],
        base_form_class=in_languages(TextsForm),
    )
