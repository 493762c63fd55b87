"""How plain pages and contact points are found."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from editorial.search import PageSearch
from home.models import ContactPage, StandardPage


class ContactSearch(PageSearch):
    kind = "contact"
    model = ContactPage
    label = _("Contact points")
    icon = "i-phone"
    order = 16
    words = ("street", "postcode", "accessibility", "transport")
    related = ("place__region__parent",)
    several = ("people",)

    def more_words(self, page: ContactPage) -> Iterable[str]:
        people = (person.name for person in page.people.all())
        return [*super().more_words(page), page.place.name, *people]


class StandardPageSearch(PageSearch):
    kind = "page"
    model = StandardPage
    label = _("More pages")
    icon = "i-info"
    order = 17
