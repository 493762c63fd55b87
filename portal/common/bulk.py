"""Publishing and unpublishing many entries at once."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import classproperty
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import get_snippet_models

from portal.common.admin import reasons
from portal.common.entry_lists import with_state, with_words
from portal.common.models import Entry


class LeftOut(Exception):
    """The entry stays as it is; says why."""


class OfTheList:
    """For actions: "all" are those of the list as it was narrowed; Wagtail means all there are."""

    model: Any
    request: HttpRequest
    next_url: str

    @classproperty
    def models(cls) -> list[type[Entry]]:  # noqa: N805  # a property of the class
        return [model for model in get_snippet_models() if issubclass(model, Entry)]

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet[Any]:
        viewset = self.model.snippet_viewset
        asked = QueryDict(urlsplit(self.next_url).query)
        entries = with_state(self.model.objects.all())
        found = viewset.filterset_class(asked, queryset=entries, request=self.request).qs
        return with_words(found, asked.get("q", ""), viewset.search_fields).values_list(
            "pk", flat=True
        )


class EntryBulkAction(OfTheList, SnippetBulkAction):
    """Does :meth:`act` to each entry, and reports which were left out, and why."""

    template_name = "portal_admin/bulk_action.html"
    question: Any
    answer: Any

    def check_perm(self, entry: Entry) -> bool:
        policy, user = self.permission_policy, self.request.user
        return all(
            policy.user_has_permission_for_instance(user, action, entry)
            for action in ("change", "publish")
        )

    def act(self, entry: Any) -> None:
        """Change ``entry``, or raise :class:`LeftOut`."""
        raise NotImplementedError

    @classmethod
    def execute_action(cls, objects: Iterable[Entry], **kwargs: Any) -> tuple[int, int]:
        action, done = kwargs["self"], 0
        action.left_out = []
        for entry in objects:
            try:
                action.act(entry)
                done += 1
            except LeftOut as why:
                action.left_out.append((entry, str(why)))
        return done, 0

    def form_valid(self, form: Any) -> Any:
        response = super().form_valid(form)
        for entry, why in self.left_out:
            messages.warning(
                self.request, _("“%(entry)s” was left out: %(why)s") % {"entry": entry, "why": why}
            )
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        names = {"kind": capfirst(self.model._meta.verbose_name_plural)}
        return {**context, **names, "question": self.question, "answer": self.answer}

    def refuse_locked(self, entry: Any) -> None:
        """Raise :class:`LeftOut` if somebody else has locked ``entry``."""
        lock = entry.get_lock()
        if lock and lock.for_user(self.request.user):
            raise LeftOut(_("it is locked."))


class PublishEntries(EntryBulkAction):
    display_name = _("Publish")
    aria_label = _("Publish what is selected")
    action_type = "publish"
    action_priority = 10
    question = _("Publish the latest version of these?")
    answer = _("Yes, publish")

    def act(self, entry: Any) -> None:
        self.refuse_locked(entry)
        if entry.live and not entry.has_unpublished_changes:
            raise LeftOut(_("it is published already."))
        revision = entry.get_latest_revision() or entry.save_revision(clean=False)
        try:
            revision.as_object().check_complete()
        except ValidationError as error:
            raise LeftOut(reasons(self.model, error)) from error
        revision.publish(user=self.request.user)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        text = ngettext("%(count)s published.", "%(count)s published.", num_parent_objects)
        return text % {"count": num_parent_objects} if num_parent_objects else None


class UnpublishEntries(EntryBulkAction):
    display_name = _("Unpublish")
    aria_label = _("Unpublish what is selected")
    action_type = "unpublish"
    action_priority = 20
    question = _("Take these from the public site?")
    answer = _("Yes, unpublish")

    def act(self, entry: Any) -> None:
        self.refuse_locked(entry)
        if not entry.live:
            raise LeftOut(_("it is not published."))
        entry.unpublish(user=self.request.user)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        text = ngettext("%(count)s unpublished.", "%(count)s unpublished.", num_parent_objects)
        return text % {"count": num_parent_objects} if num_parent_objects else None


class DeleteEntries(OfTheList, DeleteBulkAction):
    """Wagtail's own, which would delete more than the list shows."""
