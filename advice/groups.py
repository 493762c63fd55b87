"""Who may do what with advice. The migration that calls :func:`create` runs it with the
models of its time; running it again adds what is missing and changes nothing else."""

from collections.abc import Iterable
from typing import Any

from opportunities import groups
from opportunities.groups import EDIT, EDITORS, MODERATORS, PUBLISH, TRANSLATORS, permission

EXPERTS = "Experts"
QUESTION = "advice.question"
ALL = ("add", "change", "delete", "view")

MODELS: dict[str, dict[str, Iterable[str]]] = {
    EDITORS: {QUESTION: EDIT, "advice.feedback": ("view",)},
    MODERATORS: {
        QUESTION: EDIT + PUBLISH,
        "advice.topic": ALL,
        "advice.feedback": ("view",),
    },
    TRANSLATORS: {QUESTION: ("change", "view")},
    # Nobody else reads what people ask: neither editors nor moderators.
    EXPERTS: {
        QUESTION: EDIT,
        "advice.asked": ("view", "change"),
        "advice.canned": ALL,
        "advice.feedback": ("view",),
    },
}


def create(apps: Any) -> None:
    """Give the groups their permissions, and new questions the workflow of all entries."""
    for name, models in MODELS.items():
        allow(apps, name, models)
    experts = apps.get_model("auth.Group").objects.get(name=EXPERTS)
    for app, model, codename, label in (groups.ADMIN, groups.TRANSLATE):
        experts.permissions.add(permission(apps, app, model, codename, label))
    check(apps)


def allow(apps: Any, name: str, models: dict[str, Iterable[str]]) -> None:
    """Give the group ``name``, made if it is missing, its permissions on ``models``."""
    group, _created = apps.get_model("auth.Group").objects.get_or_create(name=name)
    for model, actions in models.items():
        app, model_name = model.split(".")
        for action in actions:
            codename, label = f"{action}_{model_name}", f"Can {action} {model_name}"
            group.permissions.add(permission(apps, app, model_name, codename, label))


def check(apps: Any) -> None:
    """Let questions go through the workflow of the other entries, if there is one still."""
    workflow = apps.get_model("wagtailcore.Workflow").objects.filter(name=groups.WORKFLOW).first()
    if workflow:
        kind = groups.content_type(apps, *QUESTION.split("."))
        rules = apps.get_model("wagtailcore.WorkflowContentType").objects
        rules.get_or_create(content_type=kind, defaults={"workflow": workflow})
