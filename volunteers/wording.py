"""Words for what became of an interest."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.models import Interest

State = Interest.State
# Of the buttons of an organisation.
BUTTONS: list[tuple[str, str | Promise]] = [
    (State.IN_TOUCH, _("We are in touch")),
    (State.AGREED, _("We agreed")),
    (State.NO_ANSWER, _("We got no answer")),
    (State.NOT_NOW, _("Not this time")),
]
# Of brokers, who can do more.
STAFF_BUTTONS: list[tuple[str, str | Promise]] = [
    (State.PASSED, _("Pass it on")),
    (State.IN_TOUCH, _("They are in touch")),
    (State.AGREED, _("They agreed")),
    (State.NOT_NOW, _("Not this time")),
    (State.NO_ANSWER, _("No answer")),
    (State.WITHDRAWN, _("The volunteer takes it back")),
]
