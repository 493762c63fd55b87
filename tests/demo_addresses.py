"""Prints where the demo has a page of each kind, by language, as JSON.

Run in the environment of a site: ``python -m tests.demo_addresses``. It closes one
opportunity, so that there is the page of one that is gone, and adds a page of all blocks.
"""

import json
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import django

if TYPE_CHECKING:
    from editorial.index import EditorialIndexPage
    from home.models import StandardPage
    from portal.common.models import Entry

NARROWED = "?region=CZ&region=PL&field=seniors&field=children&time=weekend"
# No such words and no such place in any of the languages.
NOTHING = "?q=zxqvwk&near=Zxqvwk"
ANSWERED = "?field=animals&field=environment&audience=families&time=weekend&mode=remote"
ANSWERED += "&language=cs&language=en&near=Liberec&radius=100&not=emergencies"
FITS_NOTHING = "?q=zxqvwk&near=Zxqvwk&language=fr&not=education"


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
    from advice.models import Question
    from opportunities.models import Opportunity, OpportunityIndexPage
    from organisations_directory.models import Organisation
    from portal.common.furniture import furniture

    guide = OpportunityIndexPage.guide_in(language)
    site = furniture(language)
    opportunities, organisations = (site.roles[r].url for r in ("opportunities", "organisations"))
    return {
        "home": site.url,
        "opportunities": opportunities,
        "narrowed": opportunities + NARROWED,
        "nothing": opportunities + NOTHING,
        "guide to fits": guide,
        "fits": guide + ANSWERED,
        "fits nothing": guide + FITS_NOTHING,
        "opportunity": entry(Opportunity, language, written_in_it=True),
        "foreign": entry(Opportunity, language, written_in_it=False),
        "organisations": organisations,
        "organisation": entry(Organisation, language, written_in_it=True),
        "questions": site.roles["questions"].url,
        "question": entry(Question, language, written_in_it=True),
        "ask": f"{site.url}ask/",
        **plain_pages(language),
        **{kind: path for index in lists() for kind, path in below(index, language).items()},
        "search": f"{site.roles['search'].url}?q={quote(site.roles['organisations'].title)}",
        "search without words": site.roles["search"].url,
        "search in vain": f"{site.roles['search'].url}?q=zxqvwk",
        "missing": f"{site.url}nowhere/",
        "gone": f"{opportunities}{gone}/",
    }


def plain_pages(language: str) -> dict[str, str]:
    """Return the paths of a plain page, of the leaflet, and of a page of all blocks."""
    from home.models import StandardPage

    pages = StandardPage.objects.live().filter(locale__language_code=language)
    standard = pages.filter(is_leaflet=False, depth=3)[0]
    found = {
        "standard": standard,
        "leaflet": pages.get(is_leaflet=True),
        "blocks": page_of_blocks(standard),
    }
    return {kind: page.url for kind, page in found.items()}


def page_of_blocks(above: "StandardPage") -> "StandardPage":
    """Return a new page with every block, below the page ``above``."""
    from wagtail.documents.models import Document

    from home.models import ContactPage, StandardPage
    from portal.common.pictures import Picture
    from tests import blocks

    page = StandardPage(
        title=blocks.LONG,
        slug="all-blocks",
        summary=blocks.LINE,
        locale=above.locale,
        picture=Picture.objects.create(title="Hills", file=blocks.photograph(), credit="Hana"),
        body=blocks.everything(
            Picture.objects.create(title="Hills", file=blocks.photograph(), credit=blocks.LONG),
            Picture.objects.create(title="Drawing", file=blocks.svg()),
            Document.objects.first(),
            ContactPage.objects.filter(locale=above.locale)[0],
        ),
    )
    above.add_child(instance=page)
    return page


def lists() -> "dict[type[EditorialIndexPage], str]":
    """Return the lists of editorial pages, with a name for what each of them holds."""
    from advice.models import GuideIndexPage, MaterialIndexPage
    from home.models import ContactIndexPage
    from news.models import EventIndexPage, NewsIndexPage, StoryIndexPage

    return {
        NewsIndexPage: "article",
        StoryIndexPage: "story",
        EventIndexPage: "event",
        GuideIndexPage: "guide",
        MaterialIndexPage: "material",
        ContactIndexPage: "contact",
    }


def below(index: "type[EditorialIndexPage]", language: str) -> dict[str, str]:
    """Return the paths of a list and of the first page on it that is written in ``language``."""
    page = index.in_language(language)
    assert page
    item = page.items().filter(locale=page.locale)[0]
    return {index.role: page.list_url, lists()[index]: page.teaser(item).url}


def entry(model: "type[Entry]", language: str, *, written_in_it: bool) -> str:
    """Return the path of the first entry that has a text in ``language``, or has none."""
    for source in model.objects.published().order_by("pk"):
        if (language in source.urls()) == written_in_it:
            return str(source.version_in(language).url_in(language))
    raise LookupError(model, language, written_in_it)


if __name__ == "__main__":
    main()
