"""The editor of every page: opens, saves, speaks the user's language, allows what belongs."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Page
from wagtail.users.models import UserProfile

from advice.models import GuideIndexPage, GuidePage, MaterialIndexPage, MaterialPage
from home.models import ContactIndexPage, ContactPage, HomePage, StandardPage
from news.models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    StoryIndexPage,
    StoryPage,
)
from opportunities.models import OpportunityIndexPage
from organisations_directory.models import OrganisationIndexPage
from tests import factories
from tests.admin_forms import filled
from tests.rooms import news
from tests.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rooms")]
# Each page type, and the list that it stands below.
TYPES: dict[type[Any], type[Any]] = {
    NewsPage: NewsIndexPage,
    StoryPage: StoryIndexPage,
    EventPage: EventIndexPage,
    GuidePage: GuideIndexPage,
    MaterialPage: MaterialIndexPage,
    ContactPage: ContactIndexPage,
    StandardPage: HomePage,
}
TITLE = "Žluté čepice a Łódź"


@pytest.fixture
def editor() -> Client:
    return speaking("cs")


def speaking(language: str, group: str = "Moderators") -> Client:
    """Return the client of somebody who has chosen a language for the admin."""
    user = factories.user(group)
    UserProfile.objects.create(user=user, preferred_language=language)
    client = Client()
    client.force_login(user)
    return client


def parent_of(model: type[Any], language: str = "cs") -> Any:
    return TYPES[model].objects.get(locale=factories.locale(language))


def add_address(model: type[Any], parent: Page) -> str:
    keys = [model._meta.app_label, model._meta.model_name, parent.pk]
    return reverse("wagtailadmin_pages:add", args=keys)


def needed(model: type[Any]) -> dict[str, Any]:
    """Return what somebody has to fill in besides the title."""
    some: dict[type[Any], dict[str, Any]] = {
        StoryPage: {"person": "Jana", "doing": "čte"},
        EventPage: {
            "starts_at": "2030-05-01 10:00",
            "ends_at": "2030-05-01 12:00",
            "online": "on",
        },
        ContactPage: {"street": "Mlýnská 3"},
    }
    values = {"title": TITLE, "summary": "V jedné větě.", **some.get(model, {})}
    if model is ContactPage:
        values["place"] = factories.place().pk
    if model is MaterialPage:
        file = Document.objects.create(title="Vzor", file=ContentFile(b"x", name="vzor.txt"))
        values["document"] = file.pk
    return values


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", TYPES)
def test_page_is_made_changed_and_published_in_the_users_language(
    client: Client, model: type[Any], language: str
) -> None:
    editor, parent = speaking(language), parent_of(model)
    url = add_address(model, parent)
    form = editor.get(url)
    assert f'<html lang="{language}"' in form.text
    answer = editor.post(url, {**filled(form.text, **needed(model)), "action-publish": "1"})
    assert answer.status_code == 302, errors(answer)
    page = model.objects.child_of(parent).get(title=TITLE)
    assert (page.live, page.slug) == (True, "zlute-cepice-a-lodz")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = editor.get(edit)
    assert form.status_code == 200
    answer = editor.post(edit, filled(form.text, summary="Ve dvou větách."))
    assert answer.status_code == 302, errors(answer)
    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert client.get(page.url).status_code == 200


def errors(answer: Any) -> Any:
    form = answer.context["form"]
    return form.errors, {name: each.errors for name, each in form.formsets.items()}


def test_address_typed_by_the_editor_stays(editor: Client) -> None:
    url = add_address(NewsPage, parent_of(NewsPage))
    form = filled(editor.get(url).text, **needed(NewsPage), slug="cepice")
    editor.post(url, {**form, "action-publish": "1"})
    assert NewsPage.objects.get(title=TITLE).slug == "cepice"


def test_second_page_of_a_name_gets_an_address_of_its_own(editor: Client) -> None:
    assert [news(title=TITLE, slug="").slug for _time in range(2)] == [
        "zlute-cepice-a-lodz",
        "zlute-cepice-a-lodz-2",
    ]


@pytest.mark.parametrize("model", TYPES)
def test_list_offers_only_what_belongs_below_it(editor: Client, model: type[Any]) -> None:
    parent = parent_of(model)
    allowed = set(type(parent).allowed_subpage_models())
    if type(parent) is HomePage:
        assert allowed >= {StandardPage, NewsIndexPage}
        assert not allowed & (set(TYPES) - {StandardPage})
    else:
        assert allowed == {model}
    assert editor.get(add_address(HomePage, parent)).status_code in (302, 403)


def test_each_list_exists_once_in_a_language(editor: Client) -> None:
    home = HomePage.objects.get(locale=factories.locale("cs"))
    lists: set[Any] = {*TYPES.values(), OpportunityIndexPage, OrganisationIndexPage} - {HomePage}
    for model in lists:
        assert not model.can_create_at(home), model
        assert editor.get(add_address(model, home)).status_code in (302, 403)
    NewsIndexPage.objects.child_of(home).get().delete()
    assert NewsIndexPage.can_create_at(HomePage.objects.get(pk=home.pk))


@pytest.mark.parametrize("model", TYPES)
def test_editor_begins_with_what_readers_see_first(editor: Client, model: type[Any]) -> None:
    html = editor.get(add_address(model, parent_of(model))).text
    names = [
        str(field["name"])
        for field in BeautifulSoup(html, "html.parser").select("form [name]")
        if field.get("type") != "hidden"
    ]
    assert names.index("title") < names.index("summary")
    assert names.index("summary") < names.index("slug")
    assert "comments" in html, "nobody can remark on it"


def test_preview_offers_what_wagtail_checks(editor: Client) -> None:
    """Accessibility and content metrics stand in the side panel."""
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[news().pk])).text
    for panel in ("preview", "checks", "comments", "status"):
        assert f'data-side-panel="{panel}"' in html, panel


def test_user_may_choose_each_language_of_the_portal(editor: Client) -> None:
    html = editor.get(reverse("wagtailadmin_account")).text
    select = BeautifulSoup(html, "html.parser").select_one("select[name$=preferred_language]")
    assert select is not None
    offered = {str(option["value"]) for option in select.select("option[value]")}
    assert offered >= set(LANGUAGES)


def test_junk_in_a_form_is_told_and_nothing_is_lost(editor: Client) -> None:
    url = add_address(EventPage, parent_of(EventPage))
    wrong = {**needed(EventPage), "ends_at": "2030-05-01 09:00", "left_out": "příští týden"}
    answer = editor.post(url, {**filled(editor.get(url).text, **wrong), "action-publish": "1"})
    assert answer.status_code == 200
    assert {"ends_at", "left_out"} <= set(answer.context["form"].errors)
    assert "příští týden" in answer.text
    assert not EventPage.objects.exists()
