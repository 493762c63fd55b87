"""What somebody offers, in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities import choices
from opportunities.matching import Reason
from opportunities.reasons import labels
from volunteers.models import Offer

State = Offer.State
# The buttons of brokers.
BUTTONS: list[tuple[str, str | Promise]] = [
    (State.IN_PROGRESS, gettext_lazy("We are looking")),
    (State.AGREED, gettext_lazy("They found something")),
    (State.ENDED, gettext_lazy("End it")),
    (State.WITHDRAWN, gettext_lazy("The volunteer takes it back")),
]


def wishes_of(row: Offer) -> list[tuple[str, str]]:
    """Return the wishes of ``row``, each with its name; what is empty is no wish."""
    likes = row.wishes.likes
    said = {
        _("Fields"): in_words("field", likes.get("field", ())),
        _("Skills"): ", ".join(skill.label for skill in row.skills.all()),
        _("In their own words"): row.words,
        _("Who is coming"): in_words("audience", likes.get("audience", ())),
        _("Where"): where(row),
        _("When"): in_words("time", likes.get("time", ())),
        _("How often"): in_words("commitment", likes.get("commitment", ())),
        _("Languages"): ", ".join(str(choices.Language(code).label) for code in row.languages),
        _("Rather not"): in_words("field", tuple(row.avoided)),
    }
    return [(name, words) for name, words in said.items() if words]


def in_words(kind: str, values: tuple[str, ...]) -> str:
    """Return the labels of ``values`` of a facet."""
    return ", ".join(labels(Reason(kind, values)))


def where(row: Offer) -> str:
    """Return where somebody would come to."""
    home = str(choices.Mode.REMOTE.label) if row.remote else ""
    near = ""
    if row.place:
        near = _("up to %(km)s km from %(place)s") % {"km": row.radius, "place": row.place}
    return ", ".join(filter(None, [near, home]))
