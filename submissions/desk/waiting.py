"""Lists of what waits for staff: the longest waiting first, with how long, and what is overdue."""

from collections.abc import Callable, Collection
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from portal.common.entry_lists import with_words


class WaitingColumn(Column):
    """How long it waits, or what became of it; in words, and what is overdue in colour, too."""

    cell_template_name = "submissions/desk/state_cell.html"

    def __init__(self, *args: Any, overdue: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.overdue = overdue

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "overdue": self.overdue(instance)}


class WaitingView(IndexView):
    """What waits, in the order of its rows; other states by filter, everything by search."""

    template_name = "submissions/desk/list.html"
    any_permission_required: Collection[str] | None = ("change", "view")
    is_searchable = True
    paginate_by = 30
    # The states in which it waits.
    waiting: ClassVar[Collection[str]]

    def may_read(self, user: Any) -> bool:
        """Return whether ``user`` may see the list, besides the permissions above."""
        return True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset  # the longest waiting first, always

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        if self.request.GET.get("state") or self.is_searching:
            return rows
        return rows.filter(state__in=self.waiting)

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return with_words(queryset, self.search_query, ["folded"])

    def get_edit_url(self, instance: Any) -> str | None:
        return None
