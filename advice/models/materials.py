"""Documents and posters to take away."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from advice import pdfs
from advice.filters import ByLanguage, ByTopic
from advice.models.topics import Advice
from editorial.filters import ByChoice
from editorial.index import EditorialIndexPage, by_name
from editorial.models import EditorialPage

LICENCES: dict[str, tuple[str, str]] = {
    "cc-by": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "cc-by-sa": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "cc0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


class MaterialPage(Advice, EditorialPage):
    """One document or poster; each language version has a file of its own."""

    class Kind(models.TextChoices):
        FORM = "form", _("Form to fill in")
        GUIDE = "guide", _("Handbook")
        CHECKLIST = "checklist", _("Checklist")
        LEAFLET = "leaflet", _("Leaflet")
        POSTER = "poster", pgettext_lazy("kind of material", "Poster")
        SLIDES = "slides", _("Slides")

    class Licence(models.TextChoices):
        CC_BY = "cc-by", "CC BY 4.0"
        CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
        CC0 = "cc0", _("CC0: free for everything")
        FREE = "free", _("Free to use, not to be changed")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.GUIDE)
    licence = models.CharField(_("licence"), max_length=10, choices=Licence, default=Licence.CC_BY)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
        help_text=_(
            "In the language of this page. Others have files of their own; "
            "a translation without one leads to them."
        ),
    )
    # Of a PDF: counted when the page is saved.
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True, editable=False)

    schema_type = "DigitalDocument"
    content_panels: ClassVar = [
        *EditorialPage.content_panels[:1],
        FieldPanel("document"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("licence")]),
                FieldRowPanel([FieldPanel("topic"), FieldPanel("country")]),
                FieldPanel("review_on"),
            ],
            _("What it is"),
        ),
        *EditorialPage.content_panels[1:],
    ]
    parent_page_types: ClassVar = ["advice.MaterialIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    @property
    def kicker(self) -> str:
        """What stands below the title in a list."""
        return str(self.get_kind_display())

    @property
    def licence_url(self) -> str:
        """The address of the licence; "" if it has none."""
        return LICENCES[self.licence][1] if self.licence in LICENCES else ""

    def clean(self) -> None:
        """Count the pages and draw the first one; raise if the file cannot be opened."""
        super().clean()
        self.pages = None
        if self._has_file_of_another_version():
            self.document = None
        document = self.document
        if document is None and not self.versions():
            raise ValidationError({"document": _("Choose a file.")})
        if document is None or document.file_extension.lower() != "pdf":
            return
        try:
            self.pages = pdfs.pages(document.file)
            self.picture = self.picture or pdfs.first_page(document)
        except pdfs.Broken as error:
            raise ValidationError({"document": str(error)}) from error

    def _has_file_of_another_version(self) -> bool:
        """Return whether its file was copied here with the rest: it is in another language."""
        if not self.document_id or not self.pk:
            return False
        older = type(self).objects.filter(translation_key=self.translation_key, pk__lt=self.pk)
        return bool(older.filter(document=self.document_id).exists())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "versions": self.versions()}

    def versions(self) -> Sequence["MaterialPage"]:
        """Return the public versions in other languages that have a file."""
        others = self.get_translations().live().public().filter(document__isnull=False)
        found: Sequence[MaterialPage] = others.select_related("document", "locale")
        return found


class MaterialIndexPage(EditorialIndexPage):
    """The library."""

    role = "materials"
    item_model = MaterialPage
    filters = (
        ByTopic(),
        ByLanguage(),
        ByChoice("kind", _("Kind"), "kind", MaterialPage.Kind.choices),
    )
    teasers_template = "advice/material_teasers.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["advice.MaterialPage"]

    class Meta:
        verbose_name = _("list of materials")
        verbose_name_plural = _("lists of materials")

    def ordered(self, items: QuerySet[Any]) -> QuerySet[Any]:
        found = items.select_related("document")
        return found.order_by("topic__sort_order", "title")

    def keys(self, items: QuerySet[Any]) -> Iterable[int]:
        return by_name(items, "topic__sort_order")
