"""What the directory can be narrowed by, in the order of display."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations_directory.models.organisation import Organisation
from search.facets import ChoicesFacet, Facet, FieldFacet, RegionFacet


class Open(models.TextChoices):
    YES = "yes", _("looking for volunteers now")


FACETS: tuple[Facet, ...] = (
    RegionFacet("region", _("Where it works")),
    FieldFacet("field", _("With whom, for what")),
    ChoicesFacet("open", _("Volunteers"), Open),
    ChoicesFacet("form", _("Legal form"), Organisation.LegalForm),
)
