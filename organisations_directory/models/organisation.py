"""An organisation: who hosts volunteers."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail_localize.fields import TranslatableField

from organisations_directory import numbers
from organisations_directory.jsonld import organisation_thing
from organisations_directory.querysets import OrganisationQuerySet
from portal.common.models import Entry
from portal.common.placards import Placard
from portal.common.richtext import LIMITED
from portal.common.validators import each_line_is_an_address
from search.models import Field, Place, Region


class Organisation(Entry):
    """Who hosts volunteers: an association, an office, a parish, a school, a hospital …"""

    class LegalForm(models.TextChoices):
        ASSOCIATION = "association", _("association")
        FOUNDATION = "foundation", _("foundation")
        PUBLIC_BENEFIT = "public_benefit", _("public benefit company")
        CHURCH = "church", _("church or religious organisation")
        PUBLIC_BODY = "public_body", _("public body")
        SCHOOL = "school", _("school")
        HOSPITAL = "hospital", _("hospital or care home")
        SOCIAL_COOPERATIVE = "social_cooperative", _("social enterprise or cooperative")
        COMPANY = "company", _("company")
        INFORMAL = "informal", _("informal group")

    title_field = "name"
    index_model = "organisations_directory.OrganisationIndexPage"
    role = "organisations"

    name = models.CharField(_("name"), max_length=160)
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm, blank=True)
    registration_number = models.CharField(
        _("registration number"),
        max_length=20,
        blank=True,
        help_text=_("IČO, KRS, matična številka … Informal groups have none."),
    )
    summary = models.CharField(
        _("in one sentence"),
        max_length=200,
        help_text=_("What the organisation does, for the list. At most 200 characters."),
    )
    about = RichTextField(_("about the organisation"), features=LIMITED, blank=True)
    fields = ParentalManyToManyField(Field, verbose_name=_("fields of volunteering"), blank=True)

    street = models.CharField(_("street and number"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, verbose_name=_("town"), related_name="+"
    )
    regions = ParentalManyToManyField(
        Region,
        verbose_name=_("where it works"),
        blank=True,
        help_text=_("Choose the country if it works all over it."),
    )

    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail for the public"), blank=True)
    phone = models.CharField(_("telephone for the public"), max_length=40, blank=True)
    social_links = models.TextField(
        _("social networks"),
        blank=True,
        help_text=_("One address on a line."),
        validators=[each_line_is_an_address],
    )
    logo = models.ForeignKey(
        "common.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )

    accreditation = models.CharField(_("accreditation"), max_length=160, blank=True)
    accredited_until = models.DateField(_("accredited until"), null=True, blank=True)

    # The private contact person: read by staff, never shown, indexed or exported.
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact person"), blank=True)
    contact_phone = models.CharField(
        _("telephone of the contact person"), max_length=40, blank=True
    )

    objects = OrganisationQuerySet.as_manager()

    translatable_fields: ClassVar = [TranslatableField("summary"), TranslatableField("about")]
    exclude_fields_in_copy: ClassVar = [
        *Entry.exclude_fields_in_copy,
        *("contact_name", "contact_email", "contact_phone"),
    ]

    class Meta(Entry.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["name"]
        permissions: ClassVar = [
            ("view_private_contact", "Can see the private contact person"),
        ]

    def clean(self) -> None:
        super().clean()
        if not self.source_id:
            self._check_registration_number()

    def _check_registration_number(self) -> None:
        """Keep the number in its compact form; which rules it follows, its town tells."""
        informal = self.legal_form == self.LegalForm.INFORMAL
        if informal or not self.registration_number or not self.place:
            return
        try:
            number = numbers.check(self.registration_number, numbers.country_of(self.place))
        except ValidationError as error:
            raise ValidationError({"registration_number": error}) from error
        self.registration_number = number.compact

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """Return a revision; it has no town if that has been deleted since."""
        place: int | None = data.get("place")
        if place and not Place.objects.filter(pk=place).exists():
            data = {**data, "place": None}
        return super().from_serializable_data(data, check_fks, strict_fks)

    @property
    def social_addresses(self) -> list[str]:
        return self.social_links.split()

    def things(self) -> list[dict[str, Any]]:
        return [organisation_thing(self)]

    def placard(self) -> Placard:
        facts = self.facts
        field = next(iter(facts.fields.all()), None)
        town = facts.place.label if facts.place else ""
        return Placard(
            self.name,
            kicker=field.label if field else "",
            lines=(", ".join(filter(None, (str(facts.get_legal_form_display()), town))),),
            hue=field.hue if field else None,
        )

    @classmethod
    def with_open_calls(cls) -> models.QuerySet[Any, int]:
        """Return the ids of the organisations that are looking for volunteers now."""
        calls: Any = cls._meta.get_field("opportunities").related_model
        ids: models.QuerySet[Any, int]
        ids = calls.objects.published().values_list("organisation_id", flat=True)
        return ids
