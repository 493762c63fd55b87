"""The form in which every page is edited."""

from itertools import count
from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from portal.common.translations.slugs import slug_of


class PageForm(WagtailAdminPageForm):
    """Wagtail's, in which nobody has to think of an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> Any:
        title = self.cleaned_data.get("title")
        if title and "slug" in self.cleaned_data and not self.cleaned_data["slug"]:
            self.cleaned_data["slug"] = self.free_slug(slug_of(title) or "page")
        return super().clean()

    def free_slug(self, wanted: str) -> str:
        """Return ``wanted``, with a number behind it if a page beside has it already."""
        slugs = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        return next(slug for slug in slugs if self.is_free(slug))

    def is_free(self, slug: str) -> bool:
        return bool(Page._slug_is_available(slug, self.parent_page, self.instance))  # noqa: SLF001  # as Wagtail's own form does
