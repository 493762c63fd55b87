from home.models.announcements import Announcement
from home.models.contact_rows import ContactException, ContactHours, ContactPerson
from home.models.contacts import ContactIndexPage, ContactPage
from home.models.front import HomePage
from home.models.pages import StandardPage
from home.models.partners import Partner, PartnerPage
from home.models.search import SearchPage

__all__ = [
    "Announcement",
    "ContactException",
    "ContactHours",
    "ContactIndexPage",
    "ContactPage",
    "ContactPerson",
    "HomePage",
    "Partner",
    "PartnerPage",
    "SearchPage",
    "StandardPage",
]
