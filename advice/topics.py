"""The topics of advice, kept in the process until one of them changes."""

from advice.models.topics import Topic
from portal.common.versions import kept


@kept
def by_slug() -> dict[str, Topic]:
    """Return all topics by slug, in the order that staff gave them."""
    return {topic.slug: topic for topic in Topic.objects.all()}


@kept
def by_id() -> dict[int, Topic]:
    """Return all topics by primary key."""
    return {topic.pk: topic for topic in by_slug().values()}


def labels() -> list[tuple[str, str]]:
    """Return slug and name of all topics in the reader's words, for a form."""
    return [(slug, topic.label) for slug, topic in by_slug().items()]
