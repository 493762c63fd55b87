"""Things that tests stand on, one line each; any attribute may be given by name."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Locale

from opportunities.choices import Mode
from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from search.gazetteer.lookup import folded
from search.models import Field, Place, Region

Listing = TypeVar("Listing", Organisation, Opportunity)
_numbers = count(1)


def locale(language: str = "cs") -> Locale:
    """Return the locale of ``language``, made if it is missing."""
    return Locale.objects.get_or_create(language_code=language)[0]


def region(code: str = "CZ-51", **attributes: Any) -> Region:
    """Return the region with ``code``, made with those above it: CZ-512 below CZ-51 below CZ."""
    known = Region.objects.filter(code=code).first()
    return known or Region.objects.create(code=code, **_region_defaults(code) | attributes)


def _region_defaults(code: str) -> dict[str, Any]:
    country, _dash, rest = code.partition("-")
    if not rest:
        above, level = None, Region.Level.COUNTRY
    elif country == "CZ" and len(rest) == 3:
        above, level = code[:-1], Region.Level.DISTRICT
    else:
        above, level = country, Region.Level.REGION
    name = f"Region {code}"
    parent = region(above) if above else None
    return {"name": name, "folded": folded([name]), "level": level, "parent": parent}


def place(name: str = "Liberec", **attributes: Any) -> Place:
    """Return a new place; by default in CZ-51, at the coordinates of Liberec."""
    defaults = {
        "geonames_id": next(_numbers),
        "region": attributes.get("region") or region(),
        "latitude": 50.7671,
        "longitude": 15.0562,
        "population": 10_000,
        "folded": folded([name, *attributes.get("names", {}).values()]),
    }
    return Place.objects.create(name=name, **defaults | attributes)


def field(slug: str = "animals", **attributes: Any) -> Field:
    """Return the field with ``slug``, made if it is missing."""
    defaults = {"name": slug.capitalize(), "icon": f"f-{slug}", **attributes}
    return Field.objects.get_or_create(slug=slug, defaults=defaults)[0]


def organisation(
    fields: Sequence[Field] = (),
    regions: Sequence[Region] = (),
    language: str = "cs",
    **attributes: Any,
) -> Organisation:
    """Return a saved organisation: published unless ``live=False``."""
    number = next(_numbers)
    made = Organisation(
        locale=locale(language),
        **{
            "name": f"Organisation {number}",
            "legal_form": Organisation.LegalForm.ASSOCIATION,
            "summary": f"What organisation {number} does.",
            "place": None,
            "first_published_at": _published_at(attributes),
            **attributes,
        },
    )
    made.fields = fields
    made.regions = regions
    made.save()
    return made


def opportunity(
    fields: Sequence[Field] | None = None,
    places: Sequence[Place] | None = None,
    language: str = "cs",
    tags: Iterable[str] = (),
    **attributes: Any,
) -> Opportunity:
    """Return a saved call, complete enough to be published: live unless ``live=False``.

    ``fields`` and ``places`` are made up where they are left out and needed.
    """
    number = next(_numbers)
    if "organisation" not in attributes:
        attributes["organisation"] = organisation(language=language)
    if places is None:
        places = [] if attributes.get("mode") == Mode.REMOTE else [place()]
    made = Opportunity(
        locale=locale(language),
        **{
            "title": f"Opportunity {number}",
            "summary": f"What opportunity {number} is.",
            "description": f"<p>All about opportunity {number}.</p>",
            "first_published_at": _published_at(attributes),
            **attributes,
        },
    )
    made.fields = [field()] if fields is None else fields
    made.places = places
    made.save()
    if tags:
        made.tags.add(*tags)
        made.save()
    return made


def translation(source: Listing, language: str, **texts: Any) -> Listing:
    """Return a saved translation of ``source``, live if the source is, with ``texts``."""
    made = source.copy_for_translation(locale(language))
    for name, text in {"live": source.live, **texts}.items():
        setattr(made, name, text)
    if made.live:
        made.first_published_at = timezone.now()
    made.save()
    return made  # type: ignore[no-any-return]  # Wagtail carries no types


def _published_at(attributes: dict[str, Any]) -> Any:
    return timezone.now() if attributes.get("live", True) else None


def user(
    *groups: str, permissions: Iterable[str] = (), admin_access: bool = True, **attributes: Any
) -> User:
    """Return a new user in ``groups``, with ``permissions`` (``app.codename``) besides."""
    name = attributes.pop("username", f"user-{next(_numbers)}")
    made = get_user_model().objects.create_user(
        name, **{"email": f"{name}@example.org", "password": "password", **attributes}
    )
    made.groups.set(Group.objects.filter(name__in=groups))
    own = [*permissions, *(["wagtailadmin.access_admin"] if admin_access else [])]
    made.user_permissions.set(permissions_named(own))
    return made


def permissions_named(names: Iterable[str]) -> list[Permission]:
    """Return the permissions ``app.codename``; fails when one of them does not exist."""
    wanted = set(names)
    condition = Q(pk__in=[])
    for name in wanted:
        app, codename = name.split(".")
        condition |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(condition))
    assert len(found) == len(wanted), f"Not all of {sorted(wanted)} exist"
    return found
