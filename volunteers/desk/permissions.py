"""Who may read what volunteers write, and act on it: nobody who was not given the right."""

from typing import Any

READ = "volunteers.view_interest"
ACT = "volunteers.change_interest"
ERASE = "volunteers.delete_volunteer"
# Who looked at what: for administrators.
LOG = "volunteers.view_opening"


def may_read(user: Any) -> bool:
    """Return whether ``user`` may see volunteers' data."""
    return bool(user.has_perm(READ) or user.has_perm(ACT))
