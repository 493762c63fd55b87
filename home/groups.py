"""Who may say what stands around pages. The migration that calls :func:`create` runs it with
the models of its time; running it again adds what is missing and changes nothing else."""

from collections.abc import Iterable
from typing import Any

from advice.groups import ALL, allow
from opportunities.groups import EDITORS, MODERATORS

AROUND: dict[str, Iterable[str]] = dict.fromkeys(
    ("home.announcement", "home.partner", "search.synonyms"), ALL
)
SEARCHED = {"search.searched": ("view",)}
MODELS: dict[str, dict[str, Iterable[str]]] = {
    EDITORS: {**AROUND, **SEARCHED},
    MODERATORS: {**AROUND, **SEARCHED, "common.brand": ("change",), "search.reach": ("change",)},
}


def create(apps: Any) -> None:
    """Let editors announce, name partners and synonyms, moderators change brand and reach."""
    for name, models in MODELS.items():
        allow(apps, name, models)
