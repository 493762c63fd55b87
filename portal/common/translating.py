"""Bringing translations up to date: wagtail-localize lets anybody who may do it publish, too."""

from typing import Any

from wagtail.models import Page
from wagtail.snippets.permissions import get_permission_name
from wagtail_localize.views.update_translations import UpdateTranslationsView


class UpdateView(UpdateTranslationsView):
    """wagtail-localize's view, in which only those publish who may."""

    def get_form(self) -> Any:
        form = super().get_form()
        if not may_publish(self.request.user, self.object.get_source_instance()):
            form.fields["publish_translations"].disabled = True
        return form


def may_publish(user: Any, source: Any) -> bool:
    """Return whether ``user`` may publish translations of ``source``, a page or an entry."""
    if isinstance(source, Page):
        return bool(source.permissions_for_user(user).can_publish())
    return bool(user.has_perm(get_permission_name("publish", type(source))))
