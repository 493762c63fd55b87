"""Robots find every public page in each of its languages, and nothing else."""

import xml.etree.ElementTree as ET

import pytest
from django.core.management import call_command
from django.test import Client

from home.models import HomePage
from opportunities.models import OpportunityIndexPage
from tests import factories

pytestmark = pytest.mark.django_db


def addresses(client: Client, section: str) -> set[str]:
    tree = ET.fromstring(client.get(f"/sitemap-{section}.xml").content)
    return {element.text or "" for element in tree.iter() if element.tag.endswith("}loc")}


def test_robots_are_led_to_the_sitemap(client: Client) -> None:
    assert "Sitemap: http" in client.get("/robots.txt").text


def test_index_names_all_sections(client: Client) -> None:
    text = client.get("/sitemap.xml").text
    assert all(f"/sitemap-{name}.xml" in text for name in ("pages", "opportunities"))


def test_home_pages_of_all_languages_are_listed(client: Client) -> None:
    call_command("setup_site", verbosity=0)
    paths = {url.split("/", 3)[3] for url in addresses(client, "pages")}
    assert {"cs/", "pl/", "sl/", "en/"} <= paths


def test_only_published_versions_of_public_entries_are_listed(client: Client) -> None:
    call_command("setup_site", verbosity=0)
    for home in HomePage.objects.filter(locale__language_code__in=["cs", "en"]):
        page = OpportunityIndexPage(title="List", slug="list", heading="List", locale=home.locale)
        home.add_child(instance=page)
    shown = factories.opportunity(title="Shown")
    translation = factories.translation(shown, "en", title="Translated")
    factories.opportunity(title="Draft", live=False)
    factories.opportunity(title="Hidden", organisation=factories.organisation(live=False))
    paths = {url.split("/", 3)[3] for url in addresses(client, "opportunities")}
    assert paths == {f"cs/list/{shown.address}/", f"en/list/{translation.address}/"}
