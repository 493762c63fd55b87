"""Who reads what volunteers write. The migration that calls :func:`create` runs it with the
models of its time; running it again adds what is missing and changes nothing else."""

from typing import Any

from opportunities.groups import ADMIN, permission

BROKERS = "Brokers"
# Nobody else reads it: neither editors nor moderators. Who looked is for administrators.
ACTIONS = {
    "interest": ("view", "change"),
    "volunteer": ("view", "change", "delete"),
    "skill": ("add", "change", "delete", "view"),
}


def create(apps: Any) -> None:
    """Make the group, if it is missing, and give it its permissions."""
    group, _created = apps.get_model("auth.Group").objects.get_or_create(name=BROKERS)
    for model, actions in ACTIONS.items():
        for action in actions:
            codename, label = f"{action}_{model}", f"Can {action} {model}"
            group.permissions.add(permission(apps, "volunteers", model, codename, label))
    group.permissions.add(permission(apps, *ADMIN))
