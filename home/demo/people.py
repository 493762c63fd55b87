"""Logins to try the admin with; random passwords, kept in a file only the owner reads."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

# Login → group; the first may do everything.
PEOPLE = {
    "admin": "",
    "editor": "Editors",
    "moderator": "Moderators",
    "translator": "Translators",
    "expert": "Experts",
    "broker": "Brokers",
}


def path() -> Path:
    """Return the file with the logins."""
    return Path(settings.VAR_DIR) / "logins.txt"


def make() -> int:
    """Make the logins that are not there yet; return how many are new."""
    made = {name: password for name in PEOPLE if (password := person(name))}
    if made:
        note(made)
    return len(made)


def person(name: str) -> str:
    """Make one login; return its password, or "" if there is such a login already."""
    users = get_user_model().objects
    if users.filter(username=name).exists():
        return ""
    password = secrets.token_urlsafe(9)
    group = PEOPLE[name]
    user = users.create_user(
        name,
        f"{name}@dobrosmer.example",
        password,
        first_name=name.capitalize(),
        is_superuser=not group,
        is_staff=not group,
    )
    if group:
        user.groups.add(Group.objects.get(name=group))
    return password


def note(passwords: dict[str, str]) -> None:
    """Add lines ``login password`` to the file."""
    descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.writelines(f"{name} {password}\n" for name, password in passwords.items())


def remove() -> int:
    """Delete the logins and the file; return how many went."""
    gone, _details = get_user_model().objects.filter(username__in=PEOPLE).delete()
    path().unlink(missing_ok=True)
    return gone
