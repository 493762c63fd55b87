"""Which answers helped, as those say who asked."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from advice.models import Asked, Question


def newest_helpful() -> int | None:
    """Return the key of the newest answer that somebody called helpful, else of the newest.

    Answers that have to be looked at again are left out; ``None`` if there is no other.
    """
    helped = Asked.objects.filter(
        Q(published=OuterRef("pk")) | Q(duplicate_of=OuterRef("pk")), helped=True
    )
    due = Q(review_on__lt=timezone.localdate())
    answers = Question.objects.published().exclude(due).annotate(helped=Exists(helped))
    newest = answers.order_by("-helped", "-first_published_at", "-pk")
    key: int | None = newest.values_list("pk", flat=True).first()
    return key
