"""Who may do what at the desk."""

from typing import Any

# To read: whoever answers the telephone can say where something stands.
READ = "submissions.view_submission"
# To decide, to write to authors, to send mails again.
DECIDE = "submissions.change_submission"


def may_read(user: Any) -> bool:
    """Return whether ``user`` may see what was sent."""
    return bool(user.has_perm(READ) or user.has_perm(DECIDE))
