"""People who want to help, what they are interested in, and what becomes of it."""

from volunteers.models.interest import Interest, Step
from volunteers.models.opening import Opening
from volunteers.models.tally import Tally
from volunteers.models.volunteer import Consent, Volunteer

__all__ = ["Consent", "Interest", "Opening", "Step", "Tally", "Volunteer"]
