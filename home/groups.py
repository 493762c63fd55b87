"""Who may say what stands around pages. The migration that calls :func:`create` runs it with
the models of its time; running it again adds what is missing and changes nothing else."""

from collections.abc import Iterable
from typing import Any

from advice.groups import ALL, allow
from opportunities.groups import EDITORS, MODERATORS

AROUND: dict[str, Iterable[str]] = dict.fromkeys(("home.announcement", "home.partner"), ALL)
MODELS: dict[str, dict[str, Iterable[str]]] = {
    EDITORS: AROUND,
    MODERATORS: {**AROUND, "common.brand": ("change",), "search.reach": ("change",)},
}


def create(apps: Any) -> None:
    """Let editors announce and name partners, and moderators change a site's brand and reach."""
    for name, models in MODELS.items():
        allow(apps, name, models)
