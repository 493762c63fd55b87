from home.models.contacts import (
    ContactException,
    ContactHours,
    ContactIndexPage,
    ContactPage,
    ContactPerson,
)
from home.models.pages import HomePage, StandardPage

__all__ = [
    "ContactException",
    "ContactHours",
    "ContactIndexPage",
    "ContactPage",
    "ContactPerson",
    "HomePage",
    "StandardPage",
]
