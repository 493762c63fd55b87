"""Who may do what in the admin, and who checks what comes in.

The migration that calls :func:`create` runs it with the models of its time; running
it again changes nothing that staff have changed since, but what is missing.
"""

from collections.abc import Iterable
from typing import Any

EDITORS, MODERATORS, TRANSLATORS = "Editors", "Moderators", "Translators"
WORKFLOW = "Check by the centre"

ENTRIES = ("organisations_directory.organisation", "opportunities.opportunity")
EDIT = ("add", "change", "view")
PUBLISH = ("publish", "lock", "unlock", "delete")

# Actions of each group on each model.
MODELS: dict[str, dict[str, Iterable[str]]] = {
    # Whoever answers the telephone can say where something stands that was sent.
    EDITORS: {**dict.fromkeys(ENTRIES, EDIT), "submissions.submission": ("view",)},
    MODERATORS: {
        **dict.fromkeys(ENTRIES, EDIT + PUBLISH),
        "search.field": ("add", "change", "delete", "view"),
        "search.place": ("add", "change", "view"),
        "search.region": ("change", "view"),
        "submissions.submission": ("change", "view"),
        "submissions.reason": ("add", "change", "delete", "view"),
    },
    # To change without being allowed to add means: translations only (portal/common/admin.py).
    TRANSLATORS: dict.fromkeys(ENTRIES, ("change", "view")),
}
# Permissions that are no action on a model: (app, model, codename, name).
ADMIN = ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
TRANSLATE = ("wagtail_localize", "translation", "submit_translation", "Can submit translations")
CONTACT = (
    "organisations_directory",
    "organisation",
    "view_private_contact",
    "Can see the private contact person",
)
OTHERS = {
    EDITORS: (ADMIN, TRANSLATE, CONTACT),
    MODERATORS: (ADMIN, TRANSLATE, CONTACT),
    TRANSLATORS: (ADMIN, TRANSLATE),
}


def create(apps: Any) -> None:
    """Make the groups, their permissions and the workflow, as far as they are missing."""
    groups = {name: group(apps, name) for name in MODELS}
    for name, others in OTHERS.items():
        for app, model, codename, label in others:
            groups[name].permissions.add(permission(apps, app, model, codename, label))
    allow_pages(apps, groups[TRANSLATORS])
    create_workflow(apps, groups[MODERATORS])


def group(apps: Any, name: str) -> Any:
    """Return the group ``name`` with its permissions on models."""
    made, _created = apps.get_model("auth.Group").objects.get_or_create(name=name)
    for model, actions in MODELS[name].items():
        app, model_name = model.split(".")
        for action in actions:
            codename, label = f"{action}_{model_name}", f"Can {action} {model_name}"
            made.permissions.add(permission(apps, app, model_name, codename, label))
    return made


def permission(apps: Any, app: str, model: str, codename: str, name: str) -> Any:
    """Return a permission. Django makes it after the last migration only: too late for us."""
    found, _created = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type(apps, app, model), codename=codename, defaults={"name": name}
    )
    return found


def content_type(apps: Any, app: str, model: str) -> Any:
    """Return the content type of a model."""
    types = apps.get_model("contenttypes.ContentType").objects
    return types.get_or_create(app_label=app, model=model)[0]


def allow_pages(apps: Any, translators: Any) -> None:
    """Let ``translators`` change pages; Wagtail's own migrations let the others."""
    root = apps.get_model("wagtailcore.Page").objects.filter(depth=1).first()
    change = permission(apps, "wagtailcore", "page", "change_page", "Can change page")
    if root:
        allowed = apps.get_model("wagtailcore.GroupPagePermission").objects
        allowed.get_or_create(group=translators, page=root, permission=change)


def create_workflow(apps: Any, moderators: Any) -> None:
    """Let ``moderators`` check entries before they are published."""
    workflow, new = apps.get_model("wagtailcore.Workflow").objects.get_or_create(name=WORKFLOW)
    if new:
        add_task(apps, workflow, moderators)
    rules = apps.get_model("wagtailcore.WorkflowContentType").objects
    for model in ENTRIES:
        kind = content_type(apps, *model.split("."))
        rules.get_or_create(content_type=kind, defaults={"workflow": workflow})


def add_task(apps: Any, workflow: Any, moderators: Any) -> None:
    """Add the one step: approval by one of ``moderators``."""
    kind = content_type(apps, "wagtailcore", "groupapprovaltask")
    tasks = apps.get_model("wagtailcore.GroupApprovalTask").objects
    task = tasks.create(name=WORKFLOW, content_type=kind)
    task.groups.add(moderators)
    steps = apps.get_model("wagtailcore.WorkflowTask").objects
    steps.create(workflow=workflow, task=task, sort_order=0)
