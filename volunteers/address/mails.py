"""What is written when an address is to be another one; texts in templates/mails/."""

from portal.common import mails, sites
from portal.common.links import Link
from submissions.mails import address
from volunteers.mails import prefix_of
from volunteers.models import NewAddress, Volunteer
from volunteers.purposes import CONFIRM_DAYS


def confirm(new: NewAddress, link: Link) -> None:
    """Ask whoever reads the new address whether it is theirs."""
    who = new.volunteer
    with sites.of(site_of(who)):
        mails.queue(
            "volunteers/address",
            to=new.email,
            language=who.language,
            event=f"{prefix_of(who)}address-{link.pk}",
            context={
                "url": address("volunteer_address", link, who.language),
                "days": CONFIRM_DAYS,
            },
        )


def told(who: Volunteer, before: str, new: NewAddress) -> None:
    """Tell the old address that it is not used any more; the new one does not stand in it."""
    with sites.of(site_of(who)):
        mails.queue(
            "volunteers/address_left",
            to=before,
            language=who.language,
            event=f"{prefix_of(who)}left-{new.pk}",
            context={"url": sites.url()},
        )


def site_of(who: Volunteer) -> int | None:
    """Return the key of the site on which ``who`` wrote the last time."""
    latest = who.interests.order_by("-pk").first()
    return latest.site_id if latest else None
