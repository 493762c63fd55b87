"""What the list of opportunities can be narrowed by, in the order of display."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from opportunities import choices
from search.facets import ChoicesFacet, Facet, FieldFacet, RegionFacet


class Access(models.TextChoices):
    BARRIER_FREE = "barrier-free", _("barrier-free")


class Where(models.TextChoices):
    """What suits people who can come, and people who cannot: "both" stands under each."""

    ON_SITE = choices.Mode.ON_SITE.value, choices.Mode.ON_SITE.label
    REMOTE = choices.Mode.REMOTE.value, choices.Mode.REMOTE.label


FACETS: tuple[Facet, ...] = (
    RegionFacet("region", _("Where")),
    FieldFacet("field", _("With whom, for what")),
    ChoicesFacet("time", _("When"), choices.Time),
    ChoicesFacet("commitment", _("How often"), choices.Commitment),
    ChoicesFacet("mode", _("On the spot or from home"), Where),
    ChoicesFacet("audience", _("Who is welcome"), choices.Audience),
    ChoicesFacet("access", pgettext_lazy("for wheelchairs", "Access"), Access),
    ChoicesFacet("language", _("Languages spoken there"), choices.Language),
)
