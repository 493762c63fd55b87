"""Who may read and answer what people ask in private: nobody who was not given the right."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

READ = "advice.view_asked"
ANSWER = "advice.change_asked"
PUBLISH = "advice.add_question"


def may_read(user: Any) -> bool:
    """Return whether ``user`` may see private questions."""
    return bool(user.has_perm(READ) or user.has_perm(ANSWER))


def experts() -> QuerySet[Any]:
    """Return those who answer, by name."""
    users: Any = get_user_model()._default_manager
    found: QuerySet[Any] = users.with_perm(
        ANSWER, backend="django.contrib.auth.backends.ModelBackend"
    )
    return found.order_by("last_name", "first_name", "pk")
