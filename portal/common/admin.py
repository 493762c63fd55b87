"""What the rooms' parts of the admin share: one menu, and how entries are edited and checked."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    PreviewOnCreateView,
    SnippetViewSet,
    WorkflowActionView,
)

from portal.common.entry_lists import EntryIndexView, translation_buttons, with_state
from portal.common.models import Entry

# The hook by which a room puts its items into the menu "Volunteering" (wagtail_hooks.py).
MENU = "register_volunteering_menu_item"


class EntryCreateView(CreateView):
    def get_preview_url(self) -> str:
        url: str = self._set_locale_query_param(super().get_preview_url())
        return url


class EntryPreviewOnCreateView(PreviewOnCreateView):
    """Shows a new entry in the language it is written in."""

    def get_object(self) -> Entry:
        language = self.request.GET.get("locale")
        known = language and get_object_or_404(Locale, language_code=language)
        new: Entry = self.model(locale=known or Locale.get_default())
        return new


class EntryEditView(EditView):
    def user_has_permission(self, permission: str) -> bool:
        allowed: bool = super().user_has_permission(permission)
        if permission == "change" and not self.object.source_id:
            return allowed and super().user_has_permission("add")
        return allowed

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        entry = with_state(self.model.objects.filter(pk=self.object.pk)).get()
        return [*super().header_more_buttons, *translation_buttons(self.request.user, entry)]


class EntryWorkflowActionView(WorkflowActionView):
    """Approving from a list or the dashboard checks what the form would have checked."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action_name == "approve":
            try:
                self.object.get_latest_revision_as_object().check_complete()
            except ValidationError as error:
                why = reasons(self.model, error)
                messages.error(request, _("Not approved. %(why)s") % {"why": why})
                return self.refused(request)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def refused(self, request: HttpRequest) -> HttpResponse:
        """Send the moderator to the form, where the message is shown."""
        address = reverse(self.redirect_url_name, args=(quote(self.object.pk),))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            json = {"step": "success", "redirect": address}
            response: HttpResponse = self.render_modal_json(request, json)
            return response
        return redirect(address)


def reasons(model: type[Entry], error: ValidationError) -> str:
    """Return what is wrong in one line: ``Towns: Say in which town …``."""
    wrong = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return " ".join(f"{label_of(model, name)}{' '.join(texts)}" for name, texts in wrong.items())


def label_of(model: type[Entry], name: str) -> str:
    """Return what people call the field, and a colon; "" for what concerns no one field."""
    if name in ("", NON_FIELD_ERRORS):
        return ""
    return f"{capfirst(model._meta.get_field(name).verbose_name)}: "


class EntryViewSet(SnippetViewSet):
    """Lists, edits, checks and translates entries of one kind."""

    menu_hook = MENU
    index_view_class: ClassVar[type[EntryIndexView]] = EntryIndexView
    add_view_class = EntryCreateView
    edit_view_class = EntryEditView
    preview_on_add_view_class = EntryPreviewOnCreateView
    workflow_action_view_class = EntryWorkflowActionView
    inspect_view_enabled = True
    search_backend_name = None
    search_fields: ClassVar[Sequence[str]] = ["folded"]
    ordering = "-changed_at"
    list_per_page = 30

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_state(self.model.objects.all())
