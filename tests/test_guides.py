"""Guides: list, filters, what stands on the page, what readers say of it."""

import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document

from advice.models import Feedback, GuideDownload, GuideSource, RelatedGuide
from tests.admin import client_of
from tests.advising import Advice, address, guide, human_post, topic

pytestmark = pytest.mark.django_db


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


def test_list_is_narrowed_by_topic_and_country(client: Client, advice: Advice) -> None:
    guide(title="Czech insurance", country="CZ")
    guide(title="Polish insurance", country="PL")
    guide(title="Czech grants", about="grants", country="CZ")
    guide(title="For everybody", about="grants")
    page = client.get(f"{advice.guides['cs']}?country=CZ").text
    assert all(title in page for title in ("Czech insurance", "Czech grants", "For everybody"))
    assert "Polish insurance" not in page
    page = client.get(f"{advice.guides['cs']}?country=PL&topic=grants").text
    assert "For everybody" in page
    assert "Czech grants" not in page


def test_unknown_filters_are_left_out(client: Client, advice: Advice) -> None:
    guide(title="Here it is")
    assert "Here it is" in client.get(f"{advice.guides['en']}?topic=junk&country=XX").text


def test_guides_stand_in_the_order_of_their_topics(client: Client, advice: Advice) -> None:
    guide(title="Grants first by name", about="grants")
    guide(title="Zzz about agreements", about="agreement")
    page = client.get(advice.guides["cs"]).text
    assert page.index("Zzz about agreements") < page.index("Grants first by name")


def test_guide_without_translation_is_shown_marked(client: Client, advice: Advice) -> None:
    page = guide(title="Pojištění", slug="pojisteni")
    answer = client.get(f"{advice.guides['pl']}pojisteni/")
    assert '<h1 lang="cs">Pojištění</h1>' in answer.text
    assert client.get(advice.guides["pl"]).text.count('lang="cs"') >= 2
    assert page.url


def test_page_names_what_it_stands_on(client: Client, advice: Advice) -> None:
    page = guide(is_not="It is no legal opinion.", checked_by="Helena Dubská", checked_on=days(-20))
    page.sources = [GuideSource(law="Act No. 198/2002", section="§ 5", url="https://law.example/")]
    page.save_revision().publish()
    text = client.get(page.url).text
    assert "It is no legal opinion." in text
    assert "Helena Dubská" in text
    assert '<a href="https://law.example/">Act No. 198/2002, § 5</a>' in text


@pytest.mark.parametrize(("number", "told"), [(-1, True), (0, False), (30, False), (None, False)])
def test_reader_is_told_after_the_day_of_review(
    client: Client, advice: Advice, number: int | None, told: bool
) -> None:
    page = guide("en", review_on=None if number is None else days(number))
    assert ("may be out of date" in client.get(page.url).text) is told


def test_downloads_and_chosen_guides_are_named(client: Client, advice: Advice) -> None:
    page, other = guide(), guide(title="Read this, too", about="grants")
    guide(title="Of the same topic")
    document = Document.objects.create(title="Sample", file=ContentFile(b"x", name="sample.txt"))
    page.downloads = [GuideDownload(document=document)]
    page.related_guides = [RelatedGuide(guide=other)]
    page.save_revision().publish()
    text = client.get(page.url).text
    assert document.url in text
    assert "Read this, too" in text
    assert "Of the same topic" not in text


def test_others_of_the_topic_stand_in_for_chosen_ones(client: Client, advice: Advice) -> None:
    page = guide(country="CZ")
    guide(title="Of the same topic", country="CZ")
    guide(title="Of another country", country="PL")
    text = client.get(page.url).text
    assert "Of the same topic" in text
    assert "Of another country" not in text


def test_queries_of_a_guide_do_not_grow(client: Client, advice: Advice, settings: Any) -> None:
    settings.CONTENT_VERSION_SECONDS = 60
    page = guide(country="CZ")
    for number in range(12):
        guide(country="CZ")
        page.sources.add(GuideSource(law=f"Act {number}"))
    page.save_revision().publish()
    for url in (page.url, advice.guides["cs"]):
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            client.get(f"{url}?fresh=1")
        assert len(found) <= 15, [one["sql"] for one in found]


def test_page_for_everybody_sets_no_cookie(client: Client, advice: Advice) -> None:
    answer = client.get(guide().url)
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text


def test_reader_says_whether_it_was_useful(client: Client, advice: Advice) -> None:
    page = guide()
    path = address("guide_useful", page.pk)
    answer = human_post(client, path, helped="no", text="I miss the form.")
    assert answer.status_code == 200
    (said,) = Feedback.objects.all()
    assert (said.guide, said.helped, said.text) == (page, False, "I miss the form.")


def test_way_back_leads_to_the_version_of_the_reader(client: Client, advice: Advice) -> None:
    czech = guide(slug="pojisteni")
    english = guide("en", like=czech, slug="insurance")
    for page in (czech, english):
        assert 'href="/en/guides/insurance/"' in client.get(address("guide_useful", page.pk)).text
    english.unpublish()
    assert 'href="/en/guides/pojisteni/"' in client.get(address("guide_useful", czech.pk)).text


def test_the_same_form_sent_twice_is_said_once(client: Client, advice: Advice) -> None:
    path = address("guide_useful", guide().pk)
    sent = {"helped": "yes", "text": ""}
    first = human_post(client, path, nonce="n", **sent)
    second = human_post(client, path, nonce="n", **sent)
    assert (first.status_code, second.status_code) == (200, 200)
    assert Feedback.objects.count() == 1


def test_robot_says_nothing(client: Client, advice: Advice) -> None:
    path = address("guide_useful", guide().pk)
    assert client.post(path, {"helped": "yes"}).status_code == 422
    assert not Feedback.objects.exists()


def test_form_is_private_to_caches_and_robots(client: Client, advice: Advice) -> None:
    answer = client.get(f"{address('guide_useful', guide().pk)}?helped=yes")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert 'value="yes" id="id_helped_0" checked' in answer.text


def test_staff_read_what_was_said(advice: Advice) -> None:
    page = guide(title="How to insure")
    Feedback.objects.create(guide=page, helped=False, text="I miss the form.")
    Feedback.objects.create(guide=page, helped=True)
    text = client_of("Editors").get("/admin/guide-feedback/").text
    assert "How to insure" in text
    assert "I miss the form." in text
    assert client_of("Translators").get("/admin/guide-feedback/").status_code == 302


def test_topics_have_names_in_every_language(db: None) -> None:
    assert topic("expenses").label_in("pl") == "Zwrot kosztów"
    assert topic("expenses").label_in("sl") == "Povračilo stroškov"
