"""How old somebody is, as far as anybody has to know; and when somebody else has to agree.

Nobody is asked for a birthday: a band says whether a call welcomes them, and whether a parent
or guardian has to agree. Below which age that is, is the setting ``GUARDIAN_AGES``, by the
country in which one volunteers:

- CZ 15: Act 198/2002 Coll. on voluntary service, section 3, takes volunteers from 15 on; Act
  110/2019 Coll. on personal data, section 7, lets them consent online from the same age.
- PL 18: the agreement with a volunteer is one of civil law, for which whoever is under 18 needs
  a statutory representative (Civil Code, articles 11, 12 and 17).
- SI 15: the Volunteering Act (ZProst) sets limits of its own for children under 15; the Personal
  Data Protection Act (ZVOP-2, article 8) lets young people consent online from 15 on.
- anywhere else 16, as in Regulation (EU) 2016/679, article 8.

These ages say when the centre speaks with a guardian before it passes anything on. They are no
legal advice: what an organisation needs besides, it asks for itself.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Audience
from opportunities.models import Opportunity
from search.models import Place

ELSEWHERE = 16


class Band(models.TextChoices):
    """Years of age. Codes are kept; never rename one."""

    CHILD = "0-12", _("under 13")
    YOUNGER = "13-14", _("13 or 14")
    FIFTEEN = "15", "15"
    OLDER = "16-17", _("16 or 17")
    ADULT = "18", _("18 or older")


# The first and the last year of each.
YEARS: dict[str, tuple[int, int]] = {
    Band.CHILD: (0, 12),
    Band.YOUNGER: (13, 14),
    Band.FIFTEEN: (15, 15),
    Band.OLDER: (16, 17),
    Band.ADULT: (18, 200),
}


def matters(call: Opportunity) -> bool:
    """Return whether people who write about ``call`` are asked for their age."""
    return bool(call.minimum_age) or Audience.MINORS in call.welcomes


def is_too_young(band: str, call: Opportunity) -> bool:
    """Return whether nobody of ``band`` is as old as ``call`` asks for."""
    return bool(band and call.minimum_age and YEARS[band][1] < call.minimum_age)


def needs_guardian(band: str, call: Opportunity) -> bool:
    """Return whether somebody has to agree for people of ``band``."""
    return is_below(band, guardian_age(call))


def is_below(band: str, age: int) -> bool:
    """Return whether people of ``band`` may be younger than ``age``."""
    return bool(band) and YEARS[band][0] < age


def guardian_age(call: Opportunity) -> int:
    """Return the age from which people decide for themselves where ``call`` is."""
    return guardian_age_in(country_of(call))


def guardian_age_near(place: Place | None) -> int:
    """Return the same for who would like to help in ``place``, or anywhere."""
    return guardian_age_in(country(place))


def guardian_age_in(code: str) -> int:
    ages: dict[str, int] = settings.GUARDIAN_AGES
    return ages.get(code, ELSEWHERE)


def country_of(call: Opportunity) -> str:
    """Return the code of the country where ``call`` is: of its town, its host, or the centre."""
    place = call.places.select_related("region").first()
    if place is None and call.organisation:
        place = call.organisation.place
    return country(place)


def country(place: Place | None) -> str:
    """Return the code of the country of ``place``; of the centre's without one."""
    code = place.region.code if place else str(settings.CENTRE_COUNTRY)
    return code.partition("-")[0]
