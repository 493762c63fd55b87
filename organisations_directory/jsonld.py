"""An organisation in the words of schema.org: public facts only."""

from typing import TYPE_CHECKING, Any

from portal.common.furniture import language_of
from portal.common.heads import absolute
from search import reach

if TYPE_CHECKING:
    from organisations_directory.models.organisation import Organisation


def organisation_thing(version: "Organisation") -> dict[str, Any]:
    """Return an ``Organization``, see https://schema.org/Organization."""
    facts = version.facts
    here = "" if facts.website else reach.url_here(facts, language_of(version))
    thing = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": version.name,
        "description": version.summary,
        "url": facts.website or (absolute(here) if here else ""),
        "email": facts.email,
        "telephone": facts.phone,
        "address": postal_address(facts),
        "logo": absolute(facts.logo.file.url) if facts.logo else "",
        "sameAs": facts.social_addresses,
    }
    return {name: value for name, value in thing.items() if value}


def postal_address(organisation: "Organisation") -> dict[str, str]:
    """Return where the organisation has its seat; empty if it has told no town."""
    place = organisation.place
    if place is None:
        return {}
    address = {
        "@type": "PostalAddress",
        "streetAddress": organisation.street,
        "postalCode": organisation.postcode,
        "addressLocality": place.name,
        "addressCountry": place.region.code[:2],
    }
    return {name: value for name, value in address.items() if value}
