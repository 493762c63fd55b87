"""How a site calls itself and looks: name, logo, two colours, whom to call.

What is said differently in each language (tagline, opening hours …) stands on the home page
of that language (:class:`portal.common.pages.FrontPage`).
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from portal.common import colours
from portal.common.colour_input import ColourInput
from portal.common.colours import OWN, Palette
from portal.common.heads import Shared

# Twice the size in which it is shown, for fine screens.
LOGO, ICON = "max-448x112", "max-96x96"
# A logo is a picture for the tab of a browser up to this ratio of its sides.
NEARLY_SQUARE = 1.2
FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"
FAVICON = Path("icons") / "favicon.svg"

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
is_colour = RegexValidator(rf"^{COLOUR.pattern}\Z", _("Write it like this: #0b4932."))


class Brand(BaseSiteSetting):
    """One site's name, logo, colours and contact."""

    name = models.CharField(_("name of the portal"), max_length=60)
    logo = models.ForeignKey(
        "common.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_(
            "Stands before the name on the first colour, so it has to be light or have a ground "
            "of its own. A square one is the icon of the browser’s tab, too."
        ),
    )
    colour = models.CharField(
        _("first colour"),
        max_length=7,
        default=OWN.brand,
        validators=[is_colour],
        help_text=_("A dark one: the ground of header and buttons, with white text on it."),
    )
    accent = models.CharField(
        _("second colour"),
        max_length=7,
        default=OWN.accent,
        validators=[is_colour],
        help_text=_("A light one: what stands out, with dark text on it."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    select_related: ClassVar = ["logo"]
    panels: ClassVar = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("logo")], _("Name")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("colour", widget=ColourInput),
                        FieldPanel("accent", widget=ColourInput),
                    ]
                )
            ],
            _("Colours"),
            help_text=_("All other colours, light and dark, are made of these two."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")])],
            _("Contact, on every page"),
            help_text=_(
                "Opening hours, address and what stands at the foot are written in each language: "
                "on the home pages."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name

    @property
    def palette(self) -> Palette:
        """The two colours and what follows from them."""
        return Palette(self.colour.lower(), self.accent.lower())

    def clean(self) -> None:
        """Say of each colour by itself what cannot be read because of it."""
        super().clean()
        known = all(COLOUR.fullmatch(each) for each in (self.colour, self.accent))
        if known and (errors := self._unreadable()):
            raise ValidationError(errors)

    def _unreadable(self) -> dict[str, list[str]]:
        palette, errors = self.palette, {}
        if flaws := list(palette.flaws_of_brand()):
            errors["colour"] = [colours.sentence(f, palette.darker_brand()) for f in flaws]
            # The second one is judged beside a first one that will do.
            palette = Palette(palette.darker_brand(), palette.accent)
        beside = [] if errors else palette.flaws_of_pair()
        if flaws := [*palette.flaws_of_accent(), *beside]:
            errors["accent"] = [colours.sentence(f, palette.lighter_accent()) for f in flaws]
        return errors


@dataclass(frozen=True)
class Look:
    """A site's brand as pages show it."""

    name: str
    phone: str = ""
    email: str = ""
    palette: Palette = OWN
    logo: Shared | None = None
    # The address of the picture for the tab of a browser, if the logo is one.
    icon: str = ""

    @cached_property
    def sheet_url(self) -> str:
        """The address of the colours; "" for the portal's own, which every page has."""
        return "" if self.palette == OWN else reverse("brand_sheet", args=[digest(self.palette)])

    @cached_property
    def theme_colours(self) -> tuple[str, str]:
        """The colours around a page in browsers that have one: in light, and in dark."""
        return self.palette.brand, self.palette.brand_in_the_dark

    @cached_property
    def icon_url(self) -> str:
        if self.icon or self.palette == OWN:
            return self.icon or static(str(FAVICON))
        return reverse("brand_icon", args=[digest(self.palette)])


def look_of(brand: Brand | None, name: str) -> Look:
    """Return the look of a site; ``name`` is what it is called as long as nobody says."""
    if brand is None:
        return Look(name)
    square = brand.logo and max(brand.logo.width, brand.logo.height) <= NEARLY_SQUARE * min(
        brand.logo.width, brand.logo.height
    )
    icon = rendition(brand.logo, ICON) if square else None
    return Look(
        name=brand.name or name,
        phone=brand.phone,
        email=brand.email,
        palette=brand.palette,
        logo=rendition(brand.logo, LOGO),
        icon=icon.url if icon else "",
    )


def rendition(picture: Any, size: str) -> Shared | None:
    """Return ``picture`` in a size; ``None`` if there is none, or its file is lost."""
    try:
        made = picture.get_rendition(size) if picture else None
    except (SourceImageIOError, InvalidFilterSpecError):
        return None
    # An SVG may measure a fraction.
    return Shared(made.url, round(made.width), round(made.height)) if made else None


def digest(palette: Palette) -> str:
    """Return a name for what is made of two colours."""
    return hashlib.blake2b(repr(palette).encode(), digest_size=5).hexdigest()


def brand_sheet(_request: HttpRequest, digest: str) -> HttpResponse:
    """Answer with the colours of the site; an old address gets the new ones for a minute."""
    palette = own_palette()
    rules = ";".join(f"{name}:{value}" for name, value in palette.variables().items())
    return kept_by_browsers(f"@layer tokens{{:root{{{rules}}}}}\n", "text/css", digest, palette)


def brand_icon(_request: HttpRequest, digest: str) -> HttpResponse:
    """Answer with the signpost in the colours of the site."""
    palette = own_palette()
    return kept_by_browsers(signpost(palette), "image/svg+xml", digest, palette)


def own_palette() -> Palette:
    """Return the colours of the site that is meant."""
    # What stands around a page is made of brands.
    from portal.common.furniture import site

    return site().look.palette


@lru_cache(maxsize=8)
def signpost(palette: Palette) -> str:
    """Return the portal's own drawing (SVG) in other colours."""
    drawing = (Path(settings.BASE_DIR) / "static" / FAVICON).read_text()
    return drawing.replace(OWN.brand, palette.brand).replace(OWN.accent, palette.accent)


def kept_by_browsers(text: str, kind: str, asked: str, palette: Palette) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Cache-Control"] = FOR_EVER if asked == digest(palette) else A_MINUTE
    return response
