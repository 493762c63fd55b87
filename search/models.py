"""What listings are found by: regions, places, fields; and the queue of the index."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting

from search.querysets import PlaceQuerySet, RegionQuerySet


class Names(models.Model):
    """Something with a name in every language: one row, the names in ``names``.

    ``name`` is the word used where a language has none of its own.
    """

    name = models.CharField(_("name"), max_length=120)
    names = models.JSONField(_("names by language"), default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language that is active."""
        return self.label_in(get_language() or "")

    def label_in(self, language: str) -> str:
        """Return the name in ``language``, or the name of its own."""
        return str(self.names.get(language) or self.name)


class Region(Names):
    """Country, region or district; each knows the one that holds it.

    Codes are ISO 3166-2 where it has one (``CZ``, ``CZ-51``, ``CZ-512``); see
    search/gazetteer/ for the rest.
    """

    class Level(models.IntegerChoices):
        COUNTRY = 0, _("country")
        REGION = 1, pgettext_lazy("part of a country", "region")
        DISTRICT = 2, _("district")

    code = models.CharField(_("code"), max_length=40, unique=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    # Names in all languages, folded: what a person types is looked up here.
    folded = models.TextField(editable=False, default="")
    # Of a country: the data that it was loaded from.
    loaded_from = models.CharField(max_length=200, editable=False, default="")

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("part of a country", "region")
        verbose_name_plural = pgettext_lazy("parts of a country", "regions")
        ordering: ClassVar = ["code"]

    def line(self) -> "list[Region]":
        """Return this region and those that hold it, up to the country."""
        return [self, *(self.parent.line() if self.parent else [])]

    def ancestor_codes(self) -> tuple[str, ...]:
        """Return the codes from the country down to this one; no query for each row."""
        # The tree is built from this model.
        from search.gazetteer import tree

        return tree.ancestors(self.code)


class Place(Names):
    """A town or village with coordinates, in a region."""

    # Places that staff add have none.
    geonames_id = models.PositiveIntegerField(unique=True, null=True, editable=False)
    region = models.ForeignKey(
        Region,
        models.CASCADE,
        related_name="places",
        verbose_name=pgettext_lazy("part of a country", "region"),
    )
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    population = models.PositiveIntegerField(_("inhabitants"), default=0)
    folded = models.TextField(editable=False, default="")
    # There is another place of this name.
    ambiguous = models.BooleanField(editable=False, default=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering: ClassVar = ["-population", "name"]
        indexes: ClassVar = [models.Index(fields=["latitude", "longitude"])]

    @property
    def qualified_label(self) -> str:
        """The name, with the region where it alone would not tell which place is meant.

        ``Place.objects.from_input`` understands it.
        """
        return f"{self.label} ({self._telling_region.label})" if self.ambiguous else self.label

    @property
    def _telling_region(self) -> Region:
        """The district, or what holds it where it has just the name of the place."""
        region = self.region
        return region.parent if region.parent and region.name == self.name else region


class Field(Names):
    """Field of volunteering: seniors, children, animals … Staff may add and rename."""

    slug = models.SlugField(_("slug"), unique=True)
    icon = models.CharField(
        _("icon"), max_length=40, help_text=_("Name of a drawing in the sprite, e.g. f-animals.")
    )
    hue = models.PositiveSmallIntegerField(
        _("colour"),
        default=163,
        validators=[MaxValueValidator(359)],
        help_text=_("Angle on the colour wheel, 0–359: 30 orange, 145 green, 256 blue."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("field of volunteering")
        verbose_name_plural = _("fields of volunteering")
        ordering: ClassVar = ["sort_order", "slug"]


class Reach(BaseSiteSetting):
    """The regions that one of the installation's sites keeps to."""

    regions = models.ManyToManyField(
        Region,
        blank=True,
        related_name="+",
        verbose_name=_("regions"),
        help_text=_(
            "Only organisations and calls of these regions are shown, and what can be done from "
            "anywhere. Choose none, and all are shown."
        ),
    )

    # Made in wagtail_hooks.py: the widget is of a chooser, which is of these models.
    edit_handler: ClassVar[Any]

    class Meta:
        verbose_name = _("reach")

    def __str__(self) -> str:
        return ", ".join(map(str, self.regions.all()))


class Synonyms(models.Model):
    """Words that find each other, added by staff beside those of the analyzer."""

    language = models.CharField(_("language"), max_length=12)
    words = models.CharField(
        _("words"),
        max_length=300,
        help_text=_(
            "Separated by commas: “pump, extractor”. Each of them finds the others. With “>” "
            "between them only one way: for “puppy > dog”, whoever asks for a puppy finds dogs "
            "where there is no puppy."
        ),
    )

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering: ClassVar = ["language", "words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """Raise ``ValidationError`` for a group in which nothing finds anything."""
        super().clean()
        asked, one_way, found = self.words.partition(">")
        several = asked.strip(" ,") and found.strip(" ,") if one_way else "," in asked.strip(" ,")
        if not several or ">" in found:
            raise ValidationError({"words": _("Write at least two words, with a comma or “>”.")})


class Searched(models.Model):
    """What was searched for on one day, how often, and how much it found; not by whom."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=12)
    words = models.CharField(_("words"), max_length=80)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    # The last time.
    results = models.PositiveIntegerField(_("results"), default=0)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "language", "words"], name="searched_once")
        ]

    def __str__(self) -> str:
        return self.words


class Dirty(models.Model):
    """An entry that changed since the index last heard of it; see search/queue.py.

    Rows are only added and deleted, one for each change. A row that were updated
    instead would make transactions wait for one another, and a change that comes
    while another one of the same entry is being applied could be lost.
    """

    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
