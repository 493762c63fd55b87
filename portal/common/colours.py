"""A site's two colours: what follows from them, and whether texts on them can be read.

Whatever else the style sheet shows is made of their hues at a lightness that is fixed
there (static/css/portal.css), so that one check of the two holds for every page.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from coloraide import Color
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# WCAG 2.2, 1.4.3 (text) and 1.4.11 (what marks the focus).
TEXT, MARK = 4.5, 3.0
# Greys have no hue; what is made of them gets that of the portal as it comes.
GREY = 0.015
OWN_HUE = 163.0
# Steps of lightness in the search for a colour that will do.
STEP = 0.005


class Flaw(NamedTuple):
    """Two colours that cannot be told apart well enough."""

    what: str | Promise
    ratio: float
    least: float


@dataclass(frozen=True, slots=True)
class Palette:
    """What follows from a first colour (dark, the ground of signs) and a second one (light).

    Each is ``#rrggbb``.
    """

    brand: str
    accent: str

    @property
    def brand_hue(self) -> float:
        """The hue in degrees that everything made of the first colour has."""
        return hue(self.brand) or hue(self.accent) or OWN_HUE

    @property
    def accent_hue(self) -> float:
        return hue(self.accent) or self.brand_hue

    @property
    def brand_in_the_dark(self) -> str:
        """The ground of signs in dark colours."""
        return made(0.29, 0.05, self.brand_hue)

    @property
    def deep(self) -> str:
        """The ground of the footer."""
        return made(0.27, 0.05, self.brand_hue)

    @property
    def on_brand(self) -> str:
        return made(0.98, 0.008, self.brand_hue)

    @property
    def ink(self) -> str:
        """Text on the second colour, and on paper."""
        return made(0.24, 0.028, self.brand_hue)

    @property
    def tint(self) -> str:
        return made(0.96, 0.014, self.brand_hue)

    def flaws_of_brand(self) -> Iterator[Flaw]:
        """Yield what cannot be read because of the first colour."""
        words = pgettext_lazy("contrast", "White text on this colour")
        yield from flaw(words, self.brand, self.on_brand, TEXT)

    def flaws_of_accent(self) -> Iterator[Flaw]:
        """Yield what cannot be read because of the second colour, in light and dark."""
        dark_text = pgettext_lazy("contrast", "Dark text on this colour")
        yield from flaw(dark_text, self.accent, self.ink, TEXT)
        on_deep = pgettext_lazy("contrast", "This colour on the footer, and on dark pages")
        grounds = (self.deep, self.brand_in_the_dark)
        yield from flaw(on_deep, self.accent, min(grounds, key=self._from_accent), TEXT)

    def flaws_of_pair(self) -> Iterator[Flaw]:
        """Yield what cannot be told apart where the two meet."""
        focus = pgettext_lazy("contrast", "This colour beside the first one")
        yield from flaw(focus, self.accent, self.brand, MARK)

    def _from_accent(self, ground: str) -> float:
        return contrast(self.accent, ground)

    def darker_brand(self) -> str:
        """Return the first colour, as dark as it takes; beside the second one, if that will do."""
        darker = [Palette(shade, self.accent) for shade in shades(self.brand, -STEP)]
        readable = [each for each in darker if not [*each.flaws_of_brand()]]
        return next((each for each in readable if each.is_accent_fine), readable[0]).brand

    def lighter_accent(self) -> str:
        """Return the second colour, as light as it takes; "" if no lightness would do."""
        lighter = (Palette(self.brand, shade) for shade in shades(self.accent, STEP))
        return next((p.accent for p in lighter if p.is_accent_fine), "")

    @property
    def is_accent_fine(self) -> bool:
        """Whether the second colour will do beside a first one that will."""
        return not any([*self.flaws_of_accent(), *self.flaws_of_pair()])

    def variables(self) -> dict[str, str]:
        """Return the custom properties of the style sheet."""
        return {
            "--brand-hue": f"{self.brand_hue:.1f}",
            "--brand-chroma": f"{chroma(self.brand):.3f}",
            "--accent-hue": f"{self.accent_hue:.1f}",
            "--accent-chroma": f"{chroma(self.accent):.3f}",
            "--brand": self.brand,
            "--accent": self.accent,
        }


# What portal.css has where a site says nothing.
OWN = Palette("#0b4932", "#fcbb20")


def flaw(what: str | Promise, one: str, other: str, least: float) -> Iterator[Flaw]:
    """Yield the flaw of two colours, if they have one."""
    ratio = contrast(one, other)
    if ratio < least:
        yield Flaw(what, ratio, least)


def sentence(found: Flaw, instead: str) -> str:
    """Return a flaw in words, with a colour that would do."""
    text = _("%(what)s has a contrast of %(ratio)s:1; it takes %(least)s:1.") % {
        "what": found.what,
        # Cut, not rounded: 4.49 is not 4.5.
        "ratio": number_format(math.floor(found.ratio * 100) / 100, 2),
        "least": number_format(found.least, 1),
    }
    if not instead:
        return str(text)
    offer = _("%(colour)s would do.") % {"colour": instead}
    return f"{text} {offer}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2: 1 to 21."""
    return float(Color(one).contrast(other, method="wcag21"))


def hue(colour: str) -> float:
    """Return the hue in degrees; 0 for greys."""
    if not colour:
        return 0.0
    _lightness, found, angle = Color(colour).convert("oklch").coords(nans=False)
    return float(angle) if found >= GREY else 0.0


def chroma(colour: str) -> float:
    """Return how strong the colour is: 0 for greys, 0.3 for the strongest."""
    return float(Color(colour).convert("oklch")["chroma"])


@lru_cache(maxsize=256)
def made(lightness: float, strength: float, angle: float) -> str:
    """Return the colour with these values, as near to it as screens can show."""
    colour = Color("oklch", [lightness, strength, angle]).convert("srgb")
    return str(colour.fit().to_string(hex=True))


def shades(colour: str, step: float) -> Iterator[str]:
    """Yield ``colour`` darker or lighter by each step, to black or white."""
    shade = Color(colour).convert("oklch")
    while 0 < shade["lightness"] + step < 1:
        shade["lightness"] += step
        yield str(shade.convert("srgb").fit().to_string(hex=True))
    yield "#000000" if step < 0 else "#ffffff"
