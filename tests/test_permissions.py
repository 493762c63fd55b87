"""What the groups may do; of every pair of permissions: without one, without the other, both."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow

from opportunities import groups
from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common.models import Entry
from search.models import Field, Place, Region
from tests import factories
from tests.admin import (
    KINDS,
    PUBLISH,
    SUBMIT,
    address,
    client_of,
    opportunity_form,
    organisation_form,
)

pytestmark = pytest.mark.django_db


def client_with(*permissions: str) -> Client:
    """Return a client whose user has ``permissions`` (``add_opportunity`` …) and no group."""
    client = Client()
    client.force_login(factories.user(permissions=map(named, permissions)))
    return client


def named(codename: str) -> str:
    if codename == "submit_translation":
        return f"wagtail_localize.{codename}"
    app = "opportunities" if codename.endswith("opportunity") else "organisations_directory"
    return f"{app}.{codename}"


def form_of(entry: Opportunity, **changes: Any) -> dict[str, Any]:
    return opportunity_form(
        title=entry.title,
        organisation=entry.organisation_id,
        fields=[field.pk for field in entry.fields.all()],
        places=[place.pk for place in entry.places.all()],
        **changes,
    )


def denied(response: Any) -> bool:
    """Return whether the admin turned somebody away: it sends them to its front page."""
    home = reverse("wagtailadmin_home")
    return bool(response.status_code == 302 and response["Location"] == home)


# --- pairs -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("permissions", "published"),
    [
        (("change_opportunity", "add_opportunity"), False),
        (("publish_opportunity",), False),
        (("change_opportunity", "add_opportunity", "publish_opportunity"), True),
    ],
)
def test_publishing_a_draft_takes_change_and_publish(
    permissions: tuple[str, ...], published: bool
) -> None:
    draft = factories.opportunity(live=False)
    client_with(*permissions).post(address("edit", draft), {**form_of(draft), **PUBLISH})
    draft.refresh_from_db()
    assert draft.live is published


@pytest.mark.parametrize(
    ("permissions", "added", "published"),
    [
        (("add_opportunity",), True, False),
        (("publish_opportunity",), False, False),
        (("add_opportunity", "publish_opportunity"), True, True),
    ],
)
def test_publishing_a_new_entry_takes_add_and_publish(
    permissions: tuple[str, ...], added: bool, published: bool
) -> None:
    like = factories.opportunity()
    client_with(*permissions).post(
        address("add", Opportunity), {**form_of(like, summary="New"), **PUBLISH}
    )
    new = Opportunity.objects.filter(summary="New")
    assert (new.exists(), new.filter(live=True).exists()) == (added, published)


@pytest.mark.parametrize(
    ("permissions", "published"),
    [
        (("change_opportunity",), False),
        (("publish_opportunity",), False),
        (("change_opportunity", "publish_opportunity"), True),
    ],
)
def test_publishing_many_takes_change_and_publish(
    permissions: tuple[str, ...], published: bool
) -> None:
    draft = factories.opportunity(live=False)
    url = reverse("wagtail_bulk_action", args=["opportunities", "opportunity", "publish"])
    client_with(*permissions).post(f"{url}?id={draft.pk}")
    draft.refresh_from_db()
    assert draft.live is published


@pytest.mark.parametrize(
    ("permissions", "changed"),
    [
        (("add_opportunity",), False),
        (("change_opportunity",), False),
        (("add_opportunity", "change_opportunity"), True),
    ],
)
def test_changing_a_source_takes_change_and_add(
    permissions: tuple[str, ...], changed: bool
) -> None:
    source = factories.opportunity()
    form = form_of(source, summary="Changed")
    response = client_with(*permissions).post(address("edit", source), form)
    source.refresh_from_db()
    assert (source.latest_revision is not None) is changed
    assert denied(response) is not changed


@pytest.mark.parametrize(
    ("permissions", "seen", "shown"),
    [
        (("view_private_contact",), False, False),
        (("add_organisation", "change_organisation"), True, False),
        (("add_organisation", "change_organisation", "view_private_contact"), True, True),
    ],
)
def test_private_contact_takes_change_and_its_own_permission(
    permissions: tuple[str, ...], seen: bool, shown: bool
) -> None:
    organisation = factories.organisation(contact_name="Božena Tajná", contact_email="b@t.example")
    page = client_with(*permissions).get(address("edit", organisation))
    assert (page.status_code == 200) is seen
    assert ("Božena Tajná" in page.content.decode()) is shown
    assert ("b@t.example" in page.content.decode()) is shown


def test_private_contact_survives_an_edit_by_somebody_who_cannot_see_it() -> None:
    organisation = factories.organisation(contact_name="Božena Tajná")
    client = client_with("add_organisation", "change_organisation", "publish_organisation")
    form = organisation_form(name=organisation.name, contact_name="Somebody else")
    client.post(address("edit", organisation), {**form, **PUBLISH})
    organisation.refresh_from_db()
    assert (organisation.summary, organisation.contact_name) == (form["summary"], "Božena Tajná")


@pytest.mark.parametrize(
    ("groups_", "publish", "approved"),
    [
        ((), True, False),
        ((groups.MODERATORS,), False, False),
        ((groups.MODERATORS,), True, True),
    ],
)
def test_approving_takes_the_group_and_publish(
    groups_: tuple[str, ...], publish: bool, approved: bool
) -> None:
    draft = submitted()
    user = factories.user(*groups_, permissions=["opportunities.change_opportunity"])
    allow_publishing(user, publish)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.post(address("workflow_action", draft, "approve", draft.current_workflow_task_state.pk))
    draft.refresh_from_db()
    assert draft.live is approved


def allow_publishing(user: User, allowed: bool) -> None:
    publish = factories.permissions_named(["opportunities.publish_opportunity"])
    for owner in Group.objects.filter(name=groups.MODERATORS):
        owner.permissions.remove(*publish)
    if allowed:
        user.user_permissions.add(*publish)


def submitted() -> Opportunity:
    """Return a draft that waits to be checked."""
    draft = factories.opportunity(live=False)
    client_of(groups.EDITORS).post(address("edit", draft), {**form_of(draft), **SUBMIT})
    waiting: Opportunity = Opportunity.objects.get(pk=draft.pk)
    assert waiting.workflow_in_progress
    return waiting


@pytest.mark.parametrize(
    ("permissions", "started"),
    [
        (("change_opportunity",), False),
        (("submit_translation",), True),
        (("change_opportunity", "submit_translation"), True),
    ],
)
def test_starting_a_translation_takes_its_own_permission(
    permissions: tuple[str, ...], started: bool
) -> None:
    source = factories.opportunity()
    start_translation(client_with(*permissions), source)
    assert source.translations.exists() is started


@pytest.mark.parametrize(
    ("permissions", "allowed"),
    [(("submit_translation",), False), (("submit_translation", "change_opportunity"), True)],
)
def test_writing_a_translation_takes_change(permissions: tuple[str, ...], allowed: bool) -> None:
    source = factories.opportunity()
    client = client_with(*permissions)
    start_translation(client, source)
    response = client.get(address("edit", source.translations.get()))
    assert (response.status_code == 200) is allowed


def start_translation(client: Client, source: Entry) -> None:
    url = reverse(
        "wagtail_localize:submit_snippet_translation",
        args=[source._meta.app_label, source._meta.model_name, source.pk],
    )
    client.post(url, {"locales": [factories.locale("pl").pk]})


# --- groups ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("group", "actions"),
    [
        (groups.EDITORS, {"add", "change", "view"}),
        (groups.MODERATORS, {"add", "change", "view", "publish", "lock", "unlock", "delete"}),
        (groups.TRANSLATORS, {"change", "view"}),
    ],
)
def test_groups_have_these_permissions_on_entries(
    kind: type[Entry], group: str, actions: set[str]
) -> None:
    user = factories.user(group, admin_access=False)
    meta = kind._meta
    every = {"add", "change", "view", "publish", "lock", "unlock", "delete"}
    allowed = {a for a in every if user.has_perm(f"{meta.app_label}.{a}_{meta.model_name}")}
    assert allowed == actions
    assert user.has_perm("wagtailadmin.access_admin")
    assert user.has_perm("wagtail_localize.submit_translation")


def test_editors_and_moderators_see_the_private_contact_and_translators_do_not() -> None:
    sees = {
        name: factories.user(name).has_perm("organisations_directory.view_private_contact")
        for name in groups.MODELS
    }
    assert sees == {groups.EDITORS: True, groups.MODERATORS: True, groups.TRANSLATORS: False}


def test_only_moderators_change_fields_regions_and_places() -> None:
    field, region, place = factories.field(), factories.region(), factories.place()
    for group, allowed in ((groups.EDITORS, False), (groups.MODERATORS, True)):
        client = client_of(group)
        for row in (field, region, place):
            page = client.get(reverse(f"{row._meta.model_name}:edit", args=[row.pk]))
            assert (page.status_code == 200) is allowed, (group, row)


def test_nobody_but_moderators_deletes() -> None:
    entry = factories.opportunity()
    for group in (groups.EDITORS, groups.TRANSLATORS):
        assert denied(client_of(group).post(address("delete", entry)))
    client_of(groups.MODERATORS).post(address("delete", entry))
    assert not Opportunity.objects.filter(pk=entry.pk).exists()


def test_translators_read_a_source_without_its_private_contact() -> None:
    organisation = factories.organisation(contact_name="Božena Tajná")
    client = client_of(groups.TRANSLATORS)
    assert denied(client.get(address("edit", organisation)))
    page = client.get(address("inspect", organisation))
    assert page.status_code == 200
    assert "Tajná" not in page.content.decode()


def test_every_group_finds_its_way_from_the_menu() -> None:
    for group in groups.MODELS:
        page = client_of(group).get(reverse("wagtailadmin_home")).content.decode()
        assert address("list", Opportunity) in page
        assert address("list", Organisation) in page
        assert (reverse("field:index") in page) is (group == groups.MODERATORS)


def test_groups_and_workflow_are_made_once() -> None:
    before = [Group.objects.count(), Workflow.objects.count()]
    groups.create(apps)
    assert [Group.objects.count(), Workflow.objects.count()] == before


def test_groups_keep_what_staff_have_added() -> None:
    added = factories.permissions_named(["search.add_field"])[0]
    Group.objects.get(name=groups.EDITORS).permissions.add(added)
    groups.create(apps)
    assert added in Group.objects.get(name=groups.EDITORS).permissions.all()


def test_rows_of_search_are_not_open_to_strangers() -> None:
    for model in (Field, Region, Place):
        assert denied(
            client_with("change_opportunity").get(reverse(f"{model._meta.model_name}:index"))
        )
