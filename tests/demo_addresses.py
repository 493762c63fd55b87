"""Prints where the demo has a page of each kind, by language, as JSON.

Run in the environment of a site: ``python -m tests.demo_addresses``. It closes one
opportunity, so that there is the page of one that is gone.
"""

import json
import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from portal.common.models import Entry

NARROWED = "?region=CZ&region=PL&field=seniors&field=children&time=weekend"
# No such words and no such place in any of the languages.
NOTHING = "?q=zxqvwk&near=Zxqvwk"


def main() -> None:
    """Print ``{language: {kind: path}}``."""
    django.setup()
    from django.conf import settings

    gone = close_one()
    json.dump({code: addresses(code, gone) for code, _name in settings.LANGUAGES}, sys.stdout)


def close_one() -> int:
    """Take an opportunity down; return its number."""
    from opportunities.models import Opportunity

    entry = Opportunity.objects.published().latest("pk")
    entry.unpublish()
    return int(entry.pk)


def addresses(language: str, gone: int) -> dict[str, str]:
    """Return the path of a page of each kind."""
    from home.models import StandardPage
    from opportunities.models import Opportunity
    from organisations_directory.models import Organisation
    from portal.common.furniture import furniture

    site = furniture(language)
    opportunities, organisations = (site.roles[r].url for r in ("opportunities", "organisations"))
    return {
        "home": site.url,
        "opportunities": opportunities,
        "narrowed": opportunities + NARROWED,
        "nothing": opportunities + NOTHING,
        "opportunity": entry(Opportunity, language, written_in_it=True),
        "foreign": entry(Opportunity, language, written_in_it=False),
        "organisations": organisations,
        "organisation": entry(Organisation, language, written_in_it=True),
        "standard": StandardPage.objects.live().filter(locale__language_code=language)[0].url,
        "missing": f"{site.url}nowhere/",
        "gone": f"{opportunities}{gone}/",
    }


def entry(model: "type[Entry]", language: str, *, written_in_it: bool) -> str:
    """Return the path of the first entry that has a text in ``language``, or has none."""
    for source in model.objects.published().order_by("pk"):
        if (language in source.urls()) == written_in_it:
            return str(source.version_in(language).url_in(language))
    raise LookupError(model, language, written_in_it)


if __name__ == "__main__":
    main()
