"""Translations hold texts; facts are the source's, whatever the translation once copied."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringSegment, Translation

from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common.models import Entry
from tests import factories
from tests.admin import KINDS, PUBLISH, address, client_of, opportunity_form
from tests.test_admin_lists import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator() -> Client:
    return client_of("Translators")


@pytest.fixture
def moderator() -> Client:
    return client_of("Moderators")


def translate_this(client: Client, source: Entry, language: str = "pl") -> Any:
    """Press "Translate" on ``source``, and return the translation that comes of it."""
    meta = source._meta
    keys = [meta.app_label, meta.model_name, source.pk]
    url = reverse("wagtail_localize:submit_snippet_translation", args=keys)
    client.post(url, {"locales": [factories.locale(language).pk]})
    return source.translations.get(locale__language_code=language)


def write(client: Client, translation: Any, **texts: str) -> None:
    """Fill in the translations of ``texts``."""
    work = Translation.objects.get(
        source__object_id=translation.translation_key, target_locale=translation.locale
    )
    for name, text in texts.items():
        segment = StringSegment.objects.get(source=work.source, context__path=name)
        url = reverse("wagtail_localize:edit_string_translation", args=[work.pk, segment.pk])
        form = urlencode({"value": text})
        response = client.put(url, form, content_type="application/x-www-form-urlencoded")
        assert response.status_code in (200, 201)


def publish(client: Client, translation: Any, django_capture: Any) -> Any:
    with django_capture(execute=True):
        client.post(address("edit", translation), {"action": "publish"})
    return type(translation).objects.get(pk=translation.pk)


def renew(client: Client, source: Entry, django_capture: Any, **form: str) -> Any:
    """Press "Bring translations up to date" on ``source``."""
    work = Translation.objects.get(source__object_id=source.translation_key)
    url = reverse("wagtail_localize:update_translations", args=[work.source_id])
    with django_capture(execute=True):
        return client.post(url, form)


@pytest.mark.parametrize("kind", KINDS)
def test_translation_begins_as_a_draft_that_knows_its_source(
    kind: type[Entry], translator: Client
) -> None:
    source = make(kind)
    translation = translate_this(translator, source)
    assert (translation.source, translation.live, translation.first_published_at) == (
        source,
        False,
        None,
    )
    assert source.version_in("pl") == source


@pytest.mark.parametrize("kind", KINDS)
def test_translator_sees_texts_only(kind: type[Entry], translator: Client) -> None:
    secret = {"contact_name": "Božena Tajná", "contact_email": "secret@t.example"}
    translation = translate_this(translator, make(kind, **secret))
    page = translator.get(address("edit", translation))
    assert page.status_code == 200
    names = {field.field_name for field in kind.translatable_fields}
    work = Translation.objects.get()
    paths = StringSegment.objects.filter(source=work.source).values_list("context__path", flat=True)
    assert set(paths) <= names
    if kind is Organisation:
        assert "Tajná" not in page.content.decode()
        assert translation.contact_name == ""


def test_translator_writes_and_a_moderator_publishes(
    translator: Client, moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    source = factories.opportunity(title="Venčení psů", summary="Hodina se psem.")
    translation = translate_this(translator, source)
    write(translator, translation, title="Spacer z psami", summary="Godzina z psem.")
    publish(translator, translation, django_capture_on_commit_callbacks)
    assert source.version_in("pl") == source, "a translator published"
    publish(moderator, translation, django_capture_on_commit_callbacks)
    shown = source.version_in("pl")
    assert (shown.title, shown.summary) == ("Spacer z psami", "Godzina z psem.")


def test_changed_text_of_the_source_reaches_the_translation(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    capture = django_capture_on_commit_callbacks
    source = factories.opportunity(title="Venčení psů", requirements="<p>Pevné boty.</p>")
    translation = translate_this(moderator, source)
    write(moderator, translation, title="Spacer z psami")
    publish(moderator, translation, capture)
    source.title, source.requirements = "Venčení koček", ""
    source.save()
    renew(moderator, source, capture, publish_translations="on")
    shown = source.version_in("pl")
    assert (shown.title, shown.requirements) == ("Venčení koček", "")
    write(moderator, shown, title="Spacer z kotami")
    publish(moderator, shown, capture)
    assert source.version_in("pl").title == "Spacer z kotami"


def test_bringing_up_to_date_publishes_for_those_only_who_may(
    translator: Client, moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    capture = django_capture_on_commit_callbacks
    source = factories.opportunity()
    translation = translate_this(translator, source)
    renew(translator, source, capture, publish_translations="on")
    translation.refresh_from_db()
    assert not translation.live
    renew(moderator, source, capture, publish_translations="on")
    translation.refresh_from_db()
    assert translation.live


def test_facts_are_read_from_the_source_after_every_change(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    animals, sport = factories.field("animals"), factories.field("sport")
    source = factories.opportunity(fields=[animals, sport], tags=["psi"], people_wanted=3)
    publish(moderator, translate_this(moderator, source), django_capture_on_commit_callbacks)
    source.fields, source.places = [sport], [factories.place("Ptuj")]
    source.people_wanted, source.expires_on = None, None
    source.save()
    facts = source.version_in("pl").facts
    assert list(facts.fields.all()) == [sport]
    assert [str(place) for place in facts.places.all()] == ["Ptuj"]
    assert facts.people_wanted is None


def test_clearing_a_fact_of_the_source_clears_it_for_readers_of_the_translation(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    source = factories.opportunity(places=[factories.place("Ptuj")])
    translation = translate_this(moderator, source)
    publish(moderator, translation, django_capture_on_commit_callbacks)
    form = opportunity_form(
        organisation=source.organisation_id,
        fields=[field.pk for field in source.fields.all()],
        mode="remote",
    )
    moderator.post(address("edit", source), {**form, **PUBLISH})
    shown = Opportunity.objects.get(pk=source.pk).version_in("pl")
    assert shown.pk == translation.pk
    assert list(shown.facts.places.all()) == []
    assert shown.facts.mode == "remote"


def test_translation_is_published_without_the_facts_that_only_the_source_needs(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    source = factories.opportunity()
    translation = translate_this(moderator, source)
    Opportunity.objects.filter(pk=translation.pk).update(organisation=None)
    assert publish(moderator, translation, django_capture_on_commit_callbacks).live


def test_form_of_a_translation_on_its_own_asks_for_texts_and_tags(moderator: Client) -> None:
    """What one sees when the link to the source's texts has been cut."""
    for source in (factories.opportunity(), factories.organisation()):
        translation = factories.translation(source, "pl")
        form = moderator.get(address("edit", translation)).context["form"]
        texts = {field.field_name for field in source.translatable_fields}
        assert set(form.fields) - {"tags"} == texts


def test_translation_of_a_translation_belongs_to_the_first(translator: Client) -> None:
    source = factories.opportunity()
    polish = factories.translation(source, "pl")
    english = factories.translation(polish, "en")
    assert english.source == source
