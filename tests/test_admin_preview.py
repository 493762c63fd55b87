"""A draft is previewed on the real page, in its own language."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Page, Site

from home.models import HomePage
from opportunities.models import Opportunity, OpportunityIndexPage
from organisations_directory.models import Organisation, OrganisationIndexPage
from tests import factories
from tests.admin import KINDS, address, client_of, opportunity_form, organisation_form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site() -> None:
    """A site with both lists in Czech and Polish."""
    root, key = Page.objects.filter(depth=1).get(), uuid.uuid4()
    for language in ("cs", "pl"):
        page = {"locale": factories.locale(language), "heading": language}
        names = {"title": language, "slug": language, "tagline": "x", "translation_key": key}
        home = root.add_child(instance=HomePage(**names, **page))
        home.add_child(instance=OpportunityIndexPage(title="Calls", slug="calls", **page))
        home.add_child(instance=OrganisationIndexPage(title="Directory", slug="dir", **page))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )


@pytest.fixture
def editor() -> Client:
    return client_of("Editors")


def preview(client: Client, url: str, form: dict[str, Any]) -> str:
    """Return the page that the admin shows beside ``form``."""
    answer = client.post(url, form)
    assert answer.json() == {"is_valid": True, "is_available": True}
    page = client.get(url)
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_new_entry_is_previewed_before_it_is_saved(kind: type[Any], editor: Client) -> None:
    form = organisation_form() if kind is Organisation else opportunity_form()
    shown = preview(editor, address("preview_on_add", kind), form)
    assert form["summary"] in shown
    assert not kind.objects.exists()


def test_new_entry_is_previewed_in_the_language_it_is_written_in(editor: Client) -> None:
    page = editor.get(address("add", Opportunity), {"locale": "pl"})
    (panel,) = [p for p in page.context["side_panels"] if p.name == "preview"]
    shown = preview(editor, panel.preview_url, opportunity_form())
    assert '<html lang="pl"' in shown


def test_draft_of_a_live_entry_is_previewed_as_it_will_be(editor: Client) -> None:
    entry = factories.opportunity(title="As it is")
    form = opportunity_form(
        title="As it will be",
        organisation=entry.organisation_id,
        places=[factories.place("Ptuj").pk],
    )
    shown = preview(editor, address("preview_on_edit", entry), form)
    assert "As it will be" in shown
    assert "Ptuj" in shown


def test_preview_speaks_the_language_of_the_entry(editor: Client) -> None:
    entry = factories.opportunity(language="pl")
    shown = preview(editor, address("preview_on_edit", entry), opportunity_form())
    assert '<html lang="pl"' in shown
    with translation.override("pl"):
        assert translation.gettext("Home") in shown


def test_preview_of_an_organisation_tells_no_secret(editor: Client) -> None:
    organisation = factories.organisation()
    form = organisation_form(contact_name="Božena Tajná", contact_email="secret@t.example")
    shown = preview(editor, address("preview_on_edit", organisation), form)
    assert "Tajná" not in shown
    assert "secret@" not in shown


def test_strangers_see_no_preview() -> None:
    entry = factories.opportunity(live=False)
    assert Client().get(address("preview_on_edit", entry)).status_code == 302
    assert Opportunity.objects.filter(pk=entry.pk).exists()
