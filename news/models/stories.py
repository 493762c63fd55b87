"""Stories of volunteers."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from editorial import offers
from editorial.filters import ByField
from editorial.index import EditorialIndexPage
from editorial.models import EditorialPage
from portal.common.translations.fields import facts

# Opportunities of the same kind, below a story.
OFFERED = 3


class StoryPage(EditorialPage):
    """What somebody does as a volunteer, and how it is."""

    class Age(models.TextChoices):
        MINOR = "15-17", pgettext_lazy("age", "15 to 17")
        YOUNG = "18-26", pgettext_lazy("age", "18 to 26")
        ADULT = "27-40", pgettext_lazy("age", "27 to 40")
        MIDDLE = "41-60", pgettext_lazy("age", "41 to 60")
        OLD = "61+", pgettext_lazy("age", "over 60")

    person = models.CharField(
        _("name"), max_length=80, help_text=_("As the person wants it: a first name is enough.")
    )
    age = models.CharField(_("age"), max_length=5, choices=Age, blank=True)
    doing = models.CharField(_("what they do"), max_length=120, help_text=_("A few words."))
    quote = models.TextField(_("in their own words"), max_length=400, blank=True)
    field = models.ForeignKey(
        "search.Field",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("field of volunteering"),
    )
    organisation = models.ForeignKey(
        "organisations_directory.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )

    override_translatable_fields: ClassVar = [
        *EditorialPage.override_translatable_fields,
        *facts("person", "organisation"),
    ]
    content_panels: ClassVar = [
        *EditorialPage.content_panels[:1],
        MultiFieldPanel(
            [FieldPanel("person"), FieldPanel("age"), FieldPanel("doing"), FieldPanel("quote")],
            _("Who it is about"),
        ),
        MultiFieldPanel([FieldPanel("field"), FieldPanel("organisation")], _("Where")),
        *EditorialPage.content_panels[1:],
    ]
    parent_page_types: ClassVar = ["news.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("volunteer’s story")
        verbose_name_plural = _("volunteers’ stories")

    @property
    def kicker(self) -> str:
        """What stands below the title in a list."""
        return f"{self.person} – {self.doing}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        shown_in = kwargs["frame"].language if kwargs.get("frame") else self.language
        host = self.host(shown_in)
        address = host.url_in(shown_in) if host else ""
        return {**context, "host": host, "host_url": address, "found": self.offers(shown_in)}

    def host(self, language: str) -> Any:
        """Return the organisation as it is public in ``language``; ``None`` if it is not."""
        there = self.organisation
        public = there and type(there)._default_manager.published().filter(pk=there.pk).exists()
        return there.version_in(language) if there and public else None

    def offers(self, language: str) -> offers.Found | None:
        """Return open calls of the same field."""
        if self.field is None:
            return None
        return offers.found("opportunity", language, {"field": (self.field.slug,)}, "", OFFERED)


class StoryIndexPage(EditorialIndexPage):
    """All stories, newest first."""

    role = "stories"
    item_model = StoryPage
    filters = (ByField(),)
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["news.StoryPage"]

    class Meta:
        verbose_name = _("list of stories")
        verbose_name_plural = _("lists of stories")
