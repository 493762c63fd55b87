"""Changes of each kind, and the pages on which each of them has to show."""

import datetime
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from advice.models import GuideIndexPage, QuestionIndexPage
from editorial import sizes
from home.models import ContactIndexPage, HomePage
from news.models import EventIndexPage, NewsIndexPage, StoryIndexPage
from organisations_directory.models import OrganisationIndexPage
from portal.common.brand import Brand
from tests import advising, factories
from tests import rooms as made
from tests.test_structured_data import contact

YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Change:
    """``old`` stands on each of ``pages``; once ``do`` is done, ``new`` does."""

    pages: Sequence[str]
    do: Callable[[], object]
    old: str = ""
    new: str = ""


def publish_home(*parts: dict[str, Any]) -> None:
    """Publish the English home page, composed of ``parts``."""
    publish(HomePage.objects.get(locale=factories.locale("en")), body=json.dumps(parts))


def publish(page: Any, **attributes: Any) -> None:
    """Publish ``page`` with other ``attributes``, as an editor does."""
    for name, value in attributes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def feeds(model: Any) -> list[str]:
    return [f"{model.url_in('en')}feed/{kind}/" for kind in ("rss", "atom")]


def article_title() -> Change:
    page = made.news("en", title="Old words", category="law")
    made.news("en", title="Beside it", category="law", slug="beside")
    listed = NewsIndexPage.url_in("en")
    return Change(
        [
            page.url,
            listed,
            f"{listed}?category=law",
            f"{listed}beside/",
            "/en/",
            *feeds(NewsIndexPage),
        ],
        lambda: publish(page, title="New words"),
        "Old words",
        "New words",
    )


def article_shown_in_a_foreign_frame() -> Change:
    page = made.news("cs", title="Stará slova", slug="slova")
    listed = NewsIndexPage.url_in("en")
    return Change(
        [listed, f"{listed}slova/", "/en/", *feeds(NewsIndexPage)],
        lambda: publish(page, title="Nová slova"),
        "Stará slova",
        "Nová slova",
    )


def article_date_in_the_sitemap() -> Change:
    page = made.news("en")
    type(page).objects.filter(pk=page.pk).update(last_published_at=timezone.now() - YEAR)
    old = f"{page.url}</loc><lastmod>{timezone.localdate() - YEAR:%Y}"
    new = f"{page.url}</loc><lastmod>{timezone.localdate():%Y-%m-%d}"
    return Change(["/sitemap-pages.xml"], lambda: publish(page), old, new)


def article_published() -> Change:
    page = made.news("en", title="Fresh news", publish=False)
    listed = NewsIndexPage.url_in("en")
    pages = [listed, "/en/", "/sitemap-pages.xml", *feeds(NewsIndexPage)]
    return Change(pages, lambda: publish(page, slug="fresh-news"), new=("fresh-news"))


def article_unpublished() -> Change:
    page = made.news("en", title="Gone soon", slug="gone-soon")
    listed = NewsIndexPage.url_in("en")
    pages = [listed, "/en/", "/sitemap-pages.xml", *feeds(NewsIndexPage)]
    return Change(pages, page.unpublish, old="gone-soon")


def article_moved() -> Change:
    page = made.news("en", slug="old-place")
    listed = NewsIndexPage.url_in("en")
    return Change(
        [listed, "/en/", "/sitemap-pages.xml", *feeds(NewsIndexPage)],
        lambda: publish(page, slug="new-place"),
        f"{listed}old-place/",
        f"{listed}new-place/",
    )


def translation_added() -> Change:
    page = made.news("cs", title="Česky", slug="cesky")
    listed = NewsIndexPage.url_in("en")
    return Change(
        [listed, "/en/", *feeds(NewsIndexPage)],
        lambda: made.news("en", like=page, title="In English"),
        "Česky",
        "In English",
    )


def translation_named_by_the_other_language() -> Change:
    page = made.news("cs", slug="cesky")
    return Change(
        [page.url, "/sitemap-pages.xml"],
        lambda: made.news("en", like=page, slug="in-english"),
        new='hreflang="en" href="http://localhost:8000/en/news/in-english/"',
    )


def picture_replaced() -> Change:
    page = made.news("en", picture=made.picture())
    other = made.picture(kind="PNG", title="Other")
    sizes.make_next()
    sizes.make_next()
    assert page.picture
    old = page.picture.get_rendition("width-800|format-jpeg").url
    new = other.get_rendition("width-800|format-jpeg").url
    return Change(
        [page.url, NewsIndexPage.url_in("en")], lambda: publish(page, picture=other), old, new
    )


def picture_made_in_all_sizes() -> Change:
    page = made.news("en", picture=made.picture())
    pages = [page.url, NewsIndexPage.url_in("en"), "/en/"]
    return Change(pages[:2], sizes.make_next, new='type="image/avif"')


def credit_of_a_picture() -> Change:
    picture = made.picture(credit="Old Hand")
    page = made.news("en", picture=picture)
    picture.credit = "New Hand"
    return Change([page.url], picture.save, "Old Hand", "New Hand")


def story_title() -> Change:
    page = made.story("en", title="Old story")
    pages = [page.url, StoryIndexPage.url_in("en"), "/en/", *feeds(StoryIndexPage)]
    return Change(pages, lambda: publish(page, title="New story"), "Old story", "New story")


def event_cancelled() -> Change:
    page = made.event("en", title="Cooking")
    index = EventIndexPage.url_in("en")
    pages = [index, f"{index}calendar/", "/en/", *feeds(EventIndexPage)]
    return Change(pages, page.unpublish, old="Cooking")


def event_title() -> Change:
    page = made.event("en", title="Cooking")
    index = EventIndexPage.url_in("en")
    pages = [page.url, f"{page.url}calendar/", index, f"{index}calendar/", "/en/"]
    return Change(pages, lambda: publish(page, title="Baking"), "Cooking", "Baking")


def guide_title() -> Change:
    page = advising.guide("en", title="Old guide")
    question = advising.question("en")
    pages = [page.url, GuideIndexPage.url_in("en"), question.url_in("en"), *feeds(GuideIndexPage)]
    return Change(pages, lambda: publish(page, title="New guide"), "Old guide", "New guide")


def question_published() -> Change:
    beside = advising.question("en")
    question = advising.question("en", title="May I?", live=False)
    listed = QuestionIndexPage.url_in("en")
    return Change(
        [
            *(listed, f"{listed}?topic=insurance", f"{listed}?q=may"),
            *(beside.url_in("en"), "/sitemap-questions.xml", *feeds(QuestionIndexPage)),
        ],
        lambda: publish(question),
        new=f"-{question.pk}/",
    )


def answer_changed() -> Change:
    question = advising.question("en", answer="<p>Old answer.</p>")
    pages = [question.url_in("en"), QuestionIndexPage.url_in("en"), *feeds(QuestionIndexPage)]
    return Change(pages, lambda: publish(question, answer="<p>New.</p>"), "Old answer.", "New.")


def topic_renamed() -> Change:
    question, guide = advising.question("en"), advising.guide("en")
    topic = advising.topic()
    old = topic.label
    topic.names = {**topic.names, "en": "Safety first"}
    pages = [question.url_in("en"), QuestionIndexPage.url_in("en"), guide.url]
    return Change(pages, topic.save, old, "Safety first")


def call_title() -> Change:
    call = factories.opportunity(language="en", title="Old call")
    host = call.organisation
    assert host
    listed = NewsIndexPage.url_in("en").replace("news", "opportunities")
    return Change(
        [call.url_in("en"), listed, host.url_in("en"), "/en/", f"{listed}feed/rss/"],
        lambda: publish(call, title="New call"),
        "Old call",
        "New call",
    )


def organisation_name() -> Change:
    host = factories.organisation(language="en", name="Old house")
    call = factories.opportunity(language="en", organisation=host)
    beside = factories.opportunity(language="en")
    listed = beside.url_in("en").rsplit("/", 2)[0] + "/"
    return Change(
        [
            *(host.url_in("en"), OrganisationIndexPage.url_in("en"), "/en/", listed),
            *(call.url_in("en"), beside.url_in("en"), *feeds(OrganisationIndexPage)),
        ],
        lambda: publish(host, name="New house"),
        "Old house",
        "New house",
    )


def organisation_hidden() -> Change:
    host = factories.organisation(language="en", name="The house")
    call = factories.opportunity(language="en", organisation=host)
    listed = call.url_in("en").rsplit("/", 2)[0] + "/"
    pages = [OrganisationIndexPage.url_in("en"), listed, "/en/", *feeds(OrganisationIndexPage)]
    return Change(pages, host.unpublish, old="The house")


def field_renamed() -> Change:
    field = factories.field("animals")
    call = factories.opportunity([field], language="en")
    old = field.label
    field.names = {**field.names, "en": "Four paws"}
    listed = call.url_in("en").rsplit("/", 2)[0] + "/"
    return Change([call.url_in("en"), listed, "/en/"], field.save, old, "Four paws")


def contact_hours() -> Change:
    page = contact()
    row = page.hours.all()[0]
    row.closes = datetime.time(16, 45)
    page.hours = [row]  # type: ignore[misc]  # a cluster takes them before they are saved
    pages = [page.url, ContactIndexPage.url_in("en")]
    return Change(pages, lambda: publish(page), new="16:45")


def contact_at_home() -> Change:
    page = contact()
    publish_home({"type": "centre", "value": {"heading": "Call", "point": page.pk}})
    return Change(["/en/"], lambda: publish(page, street="Broad 7"), "Long 1", "Broad 7")


def help_of_an_answer() -> Change:
    question = advising.question("en", title="Am I insured?")
    publish_home({"type": "question", "value": {"heading": "Asked", "question": question.pk}})
    return Change(["/en/"], lambda: publish(question, title="Am I safe?"), "insured?", "safe?")


def contact_phone() -> Change:
    page = contact()
    pages = [page.url, ContactIndexPage.url_in("en"), f"{page.url}card/"]
    return Change(pages, lambda: publish(page, phone="+386 5 456"), "+386 5 123", "+386 5 456")


def brand_renamed() -> Change:
    news, call = made.news("en"), factories.opportunity(language="en")
    brand = Brand.objects.get()
    brand.name = "Signpost"
    pages = [news.url, call.url_in("en"), "/en/", NewsIndexPage.url_in("en"), "/en/about/"]
    return Change([*pages, *feeds(NewsIndexPage)], brand.save, "Portal", "Signpost")


def menu_entry_renamed() -> Change:
    index = NewsIndexPage.objects.get(locale=factories.locale("en"))
    call = factories.opportunity(language="en")
    return Change(
        ["/en/", call.url_in("en"), "/en/about/"],
        lambda: publish(index, title="Gazette"),
        f"{index.title}<",
        "Gazette<",
    )


CHANGES = (
    article_title, article_shown_in_a_foreign_frame, article_date_in_the_sitemap,
    article_published, article_unpublished, article_moved, translation_added,
    translation_named_by_the_other_language, picture_replaced, picture_made_in_all_sizes,
    credit_of_a_picture, story_title, contact_at_home, help_of_an_answer, event_cancelled,
    event_title, guide_title,
    question_published, answer_changed, topic_renamed, call_title, organisation_name,
    organisation_hidden, field_renamed, contact_hours, contact_phone, brand_renamed,
    menu_entry_renamed,
)  # fmt: skip
