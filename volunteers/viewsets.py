"""The admin of skills."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from portal.common.admin import MENU
from search.viewsets import NamesInLanguagesForm, names_panel
from volunteers.models import Skill


class SkillViewSet(ModelViewSet):
    model = Skill
    menu_hook = MENU
    menu_order = 35
    icon = "pick"
    sort_order_field = "sort_order"
    ordering = "sort_order"
    copy_view_enabled = False
    list_per_page = 50
    list_display: ClassVar = ["__str__", "slug"]
    edit_handler = ObjectList(
        [
            names_panel(),
            FieldPanel("slug", help_text=_("Stands in exports: better not changed later.")),
        ],
        base_form_class=NamesInLanguagesForm,
    )
