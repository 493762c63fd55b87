"""Pages in other languages: texts are translated side by side, facts follow the source."""

import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail_localize.models import Translation, TranslationSource

from advice.models import MaterialIndexPage, MaterialPage
from home.models import (
    ContactException,
    ContactIndexPage,
    ContactPage,
    ContactPerson,
    HomePage,
    StandardPage,
)
from news.models import EventPage, NewsPage, StoryPage
from portal.common.translations.following import facts_of
from portal.common.translations.models import texts
from tests import blocks, factories
from tests.admin import client_of
from tests.advising import guide
from tests.rooms import event, news, picture, story
from tests.sites import Portal
from tests.translating import begin, edit_address, publish, words, write, write_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rooms")]


@pytest.fixture
def moderator() -> Client:
    return client_of("Moderators")


def contact(**attributes: Any) -> ContactPage:
    """Return a published contact point with somebody in it."""
    index = ContactIndexPage.objects.get(locale=factories.locale("cs"))
    page = ContactPage(
        locale=index.locale,
        title="Poradna Liberec",
        slug="poradna",
        summary="Přijďte se poradit.",
        place=factories.place(),
        street="Mlýnská 3",
        phone="+420 111 222 333",
        transport="Tramvají na Viadukt.",
        **attributes,
    )
    rows: Any = page  # Wagtail is untyped
    rows.people = [ContactPerson(name="Jana Nová", role="vede poradnu", phone="1")]
    rows.exceptions = [ContactException(day=datetime.date(2030, 5, 3), note="školení")]
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def in_words(text: str) -> str:
    """Return ``text`` as :func:`tests.translating.write_all` translates it; no template."""
    return text if text.startswith("<") and "<text" in text else f"PL {text}"


def in_polish(client: Client, source: Any, capture: Any) -> Any:
    """Return ``source`` in Polish, every text of it translated and published."""
    work = begin(client, source)
    write_all(client, work)
    return publish(client, work, capture)


# --- What is text, what is a fact ---------------------------------------------------------


def test_dates_and_places_are_no_work_for_translators(moderator: Client) -> None:
    places = [
        (event(left_out="2030-01-02", venue="Dům u lípy", price="zdarma"), {"venue", "price"}),
        (story(person="Jana", doing="čte"), {"doing"}),
        (news(author="Redakce"), set()),
        (contact(), {"transport"}),
        (guide(checked_by="Helena Dubská", is_not="Není to rada."), {"is_not"}),
    ]
    for page, own in places:
        paths = {path.partition(".")[0] for path in words(begin(moderator, page))}
        assert paths >= {"title", "summary", *own}
        assert not paths & {"slug", "person", "author", "left_out", "street", "phone", "zone"}
        assert not paths & {"checked_by", "country"}


def test_every_page_type_knows_what_each_of_its_fields_is() -> None:
    """A new field of a page has to be thought about: as text, as fact, or as each version's own."""
    assert set(facts_of(EventPage)) >= {"starts_at", "ends_at", "left_out", "place", "organisation"}
    assert set(facts_of(StoryPage)) >= {"person", "organisation", "field"}
    assert "slug" not in set(facts_of(NewsPage))


def test_translation_shows_the_organisation_of_its_source(
    moderator: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    host = factories.organisation(name="Spolek u řeky")
    page = story(organisation=host)
    polish = in_polish(moderator, page, django_capture_on_commit_callbacks)
    assert polish.organisation == host
    assert "Spolek u řeky" in client.get(polish.url).text


def test_tags_are_words_of_the_language(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = news()
    page.tags.set(["psi", "čtení"])
    page.save_revision().publish()
    work = begin(moderator, page)
    assert words(work)["tags"] == "čtení, psi"
    write(moderator, work, {"čtení, psi": "czytanie, pies, "})
    polish = publish(moderator, work, django_capture_on_commit_callbacks)
    assert {tag.name for tag in polish.tags.all()} == {"czytanie", "pies"}
    page.refresh_from_db()
    assert {tag.name for tag in page.tags.all()} == {"psi", "čtení"}


def test_material_in_another_language_has_no_file_until_it_gets_its_own(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    index = MaterialIndexPage.objects.get(locale=factories.locale("cs"))
    file = Document.objects.create(title="Vzor", file=ContentFile(b"x", name="vzor.txt"))
    page = MaterialPage(title="Smlouva", slug="smlouva", summary="Vzor.", document=file)
    index.add_child(instance=page)
    page.save_revision().publish()
    polish = in_polish(moderator, page, django_capture_on_commit_callbacks)
    assert polish.document is None
    assert [version.document for version in polish.versions()] == [file]
    page.refresh_from_db()
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.document == file


# --- Addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Żółta łódka w Łodzi", "zolta-lodka-w-lodzi"),
        ("Žluťoučký kůň", "zlutoucky-kun"),
        ("Čebelice, šole in življenje", "cebelice-sole-in-zivljenje"),
    ],
)
def test_address_is_made_of_the_title_without_its_marks(title: str, slug: str) -> None:
    assert news(title=title, slug="").slug == slug


def test_translation_has_an_address_of_its_own_words_and_keeps_it(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    capture = django_capture_on_commit_callbacks
    work = begin(moderator, news(title="Venčení psů", slug="venceni-psu"))
    write(moderator, work, {"Venčení psů": "Spacer z psami"})
    assert publish(moderator, work, capture).slug == "spacer-z-psami"
    write(moderator, work, {"Venčení psů": "Psy czekają"})
    again = publish(moderator, work, capture)
    assert (again.title, again.slug) == ("Psy czekają", "spacer-z-psami")


# --- Every block goes there and back -------------------------------------------------------------


def test_text_of_every_block_is_translated_and_stands_where_it_stood(
    moderator: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    file = Document.objects.create(title="Vzor", file=ContentFile(b"x", name="vzor.txt"))
    body = blocks.everything(picture(), picture(kind="PNG"), file, contact())
    body = [{**one, "value": blocks.table(3, 2)} if one["type"] == "table" else one for one in body]
    page = news(body=body)
    polish = in_polish(moderator, page, django_capture_on_commit_callbacks)
    assert [block.block_type for block in polish.body] == [block["type"] for block in body]
    assert list(texts(polish)) == [in_words(text) for text in texts(page)]
    assert client.get(polish.url).text.count("PL ") > len(body)


def test_table_and_pictures_keep_what_is_no_text(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    shown = picture()
    value = {"image": shown.pk, "alt_text": "Řeka ráno", "decorative": False}
    table = {
        "caption": "Kdy je otevřeno",
        "columns": [{"type": "text", "heading": "Den"}, {"type": "rich", "heading": "Hodiny"}],
        "rows": [{"values": ["Pondělí", "<p>9–12 <b>jen</b> dole</p>"]}],
    }
    body = [
        {"type": "picture", "value": {"image": value, "caption": "U vody"}},
        {"type": "table", "value": table},
    ]
    work = begin(moderator, news(body=body))
    known = {
        "Řeka ráno": "Rzeka rano",
        "U vody": "Nad wodą",
        "Kdy je otevřeno": "Kiedy otwarte",
        "Den": "Dzień",
        "Hodiny": "Godziny",
        "Pondělí": "Poniedziałek",
        "9–12 <b>jen</b> dole": "9–12 <b>tylko</b> na dole",
    }
    assert set(known) <= set(words(work).values())
    write(moderator, work, known)
    polish = publish(moderator, work, django_capture_on_commit_callbacks)
    image = polish.body[0].value["image"]
    assert (image.pk, image.contextual_alt_text, image.decorative) == (
        shown.pk,
        "Rzeka rano",
        False,
    )
    made = polish.body[1].value
    assert made.caption == "Kiedy otwarte"
    assert [column["heading"] for column in made.columns] == ["Dzień", "Godziny"]
    assert "tylko" in str(made.row_data[0]["values"][1])


def test_home_page_and_plain_page_are_translated_with_their_blocks(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    capture = django_capture_on_commit_callbacks
    home = HomePage.objects.get(locale=factories.locale("cs"))
    home.body = [{"type": "text", "value": "<p>Pomáháme pomáhat.</p>"}]
    home.save_revision().publish()
    plain = StandardPage(
        title="O nás", slug="o-nas", body=[{"type": "text", "value": "<p>Jsme tu.</p>"}]
    )
    home.add_child(instance=plain)
    plain.save_revision().publish()
    for work in (side_by_side(home), begin(moderator, plain)):
        write_all(moderator, work)
        body = str(publish(moderator, work, capture).body)
        assert "PL Pomáháme pomáhat." in body or "PL Jsme tu." in body


def side_by_side(page: Any) -> Translation:
    """Return the translation of ``page`` into a version that somebody made by hand."""
    source, _new = TranslationSource.update_or_create_from_instance(page)
    work: Translation = Translation.objects.create(
        source=source, target_locale=factories.locale("pl")
    )
    return work


# --- The source changes --------------------------------------------------------------------------


def test_published_source_leaves_its_translation_public(
    moderator: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    capture = django_capture_on_commit_callbacks
    page = news(title="Jaro", body=[{"type": "text", "value": "<p>Starý text.</p>"}])
    polish = in_polish(moderator, page, capture)
    page.body = [{"type": "text", "value": "<p>Nový text.</p>", "id": page.body[0].id}]
    with capture(execute=True):
        page.save_revision().publish()
    polish.refresh_from_db()
    assert polish.live
    assert "PL Starý text." in client.get(polish.url).text


def test_translator_sees_at_once_what_the_source_says_now(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = news(title="Jaro", summary="Začíná.")
    work = begin(moderator, page)
    write_all(moderator, work)
    publish(moderator, work, django_capture_on_commit_callbacks)
    page.summary = "Od soboty."
    page.save_revision().publish()
    assert words(work)["summary"] == "Od soboty."
    total, done = work.get_progress()
    assert total - done == 1
    editor = moderator.get(edit_address(work.get_target_instance()))
    assert "Od soboty." in editor.content.decode()


def test_changed_facts_are_the_same_in_every_language_a_second_later(
    moderator: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = event(title="Kurz", venue="Dům u lípy")
    polish = in_polish(moderator, page, django_capture_on_commit_callbacks)
    later = page.starts_at + datetime.timedelta(days=3)
    page.starts_at, page.ends_at = later, later + datetime.timedelta(hours=1)
    page.venue = "Dům u dubu"
    page.save_revision().publish()
    polish.refresh_from_db()
    assert (polish.starts_at, polish.over_at) == (later, page.ends_at)
    assert (polish.title, polish.venue, polish.live) == ("PL Kurz", "PL Dům u lípy", True)
    assert polish.get_latest_revision_as_object().starts_at == later


def test_days_and_people_of_a_contact_point_follow_with_their_words_in_the_language(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = contact()
    polish = in_polish(moderator, page, django_capture_on_commit_callbacks)
    (person,) = polish.people.all()
    assert (person.name, person.role) == ("Jana Nová", "PL vede poradnu")
    assert polish.exceptions.get().note == "PL školení"
    page.phone = "+420 999 888 777"
    first = page.people.get()
    first.phone = "2"
    rows: Any = page  # Wagtail is untyped
    rows.people = [first, ContactPerson(name="Petr Malý", role="účetní")]
    page.exceptions.add(ContactException(day=datetime.date(2030, 6, 1), note="dovolená"))
    page.save_revision().publish()
    polish.refresh_from_db()
    assert polish.phone == "+420 999 888 777"
    people = [(one.name, one.role, one.phone) for one in polish.people.order_by("pk")]
    assert people == [("Jana Nová", "PL vede poradnu", "2"), ("Petr Malý", "", "")]
    days = [(one.day.month, one.note) for one in polish.exceptions.order_by("day")]
    assert days == [(5, "PL školení"), (6, "")]


def test_translation_that_is_a_draft_stays_one(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = news(title="Jaro")
    work = begin(moderator, page)
    page.title = "Léto"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert not work.get_target_instance().live


def test_list_below_which_a_translation_would_stand_is_needed_once(
    rooms: Portal, moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    polish = in_polish(moderator, news(), django_capture_on_commit_callbacks)
    assert polish.get_parent().specific.locale.language_code == "pl"
