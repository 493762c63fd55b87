"""Synonyms that staff added, beside those that the analyzer knows."""

from portal.common.versions import kept
from search.models import Synonyms
from words.knowledge import Group, group_of

# Language and group, in a fixed order.
Groups = tuple[tuple[str, Group], ...]


@kept
def groups() -> Groups:
    """Return all groups. A change is known to every process with the next content version."""
    rows = Synonyms.objects.order_by("pk").values_list("language", "words")
    return tuple((language, group_of(words)) for language, words in rows)
