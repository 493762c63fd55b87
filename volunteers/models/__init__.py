"""People who want to help, what they are interested in or offer, and what becomes of it."""

from volunteers.models.address import NewAddress
from volunteers.models.interest import Interest, Step
from volunteers.models.merge import Merge, NotSame
from volunteers.models.offer import Offer, OfferStep, Proposal
from volunteers.models.opening import Opening
from volunteers.models.skill import Skill
from volunteers.models.tally import Tally
from volunteers.models.volunteer import Consent, Volunteer

__all__ = [
    "Consent",
    "Interest",
    "Merge",
    "NewAddress",
    "NotSame",
    "Offer",
    "OfferStep",
    "Opening",
    "Proposal",
    "Skill",
    "Step",
    "Tally",
    "Volunteer",
]
