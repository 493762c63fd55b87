"""Everything that is kept about a volunteer: handed out, or erased so that nothing is found."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.common.models import Mail
from volunteers import locks, mails
from volunteers.models import Interest, Offer, Volunteer
from volunteers.models.interest import SEEN_DAYS
from volunteers.offers import mails as offer_mails


def everything(volunteer: Volunteer) -> dict[str, Any]:
    """Return all that is kept about ``volunteer``, in words that need no database."""
    return {
        "exported": timezone.now().isoformat(timespec="seconds"),
        "name": volunteer.name,
        "email": volunteer.email,
        "phone": volunteer.phone,
        "language": volunteer.language,
        "age": volunteer.age,
        "guardian": volunteer.guardian,
        "since": volunteer.created_at.isoformat(timespec="seconds"),
        "consents": [
            {"at": one.at.isoformat(timespec="seconds"), "words": one.words}
            for one in volunteer.consents.all()
        ],
        "new addresses": [one.email for one in volunteer.new_addresses.all()],
        # What was before two records became one, as long as it is kept.
        "merged": [
            {
                "at": one.at.isoformat(timespec="seconds"),
                "records": [one.kept_before, one.gone_before],
            }
            for one in volunteer.merges.all()
        ],
        "interests": [interest(row) for row in volunteer.interests.select_related("opportunity")],
        "offers": [offer(row) for row in volunteer.offers.select_related("place")],
        "mails": [
            {"at": one.created_at.isoformat(timespec="seconds"), "subject": one.subject}
            for one in letters(volunteer).filter(to__iexact=volunteer.email or "-")
        ],
    }


def interest(row: Interest) -> dict[str, Any]:
    """Return all that is kept about one interest; notes of staff are about the person, too."""
    return {
        "reference": row.reference,
        "opportunity": row.opportunity.title,
        "sent": row.sent_at.isoformat(timespec="seconds"),
        "state": row.state,
        "reason": row.reason,
        "text": row.text,
        "history": history(row),
    }


def offer(row: Offer) -> dict[str, Any]:
    """Return all that is kept about one offer, with what was proposed and answered."""
    return {
        "reference": row.reference,
        "sent": row.sent_at.isoformat(timespec="seconds"),
        "state": row.state,
        "paused": bool(row.paused_at),
        "place": str(row.place or ""),
        **{name: getattr(row, name) for name in Offer.WISHES if name != "place"},
        "skills": [skill.slug for skill in row.skills.all()],
        "text": row.text,
        "reminder": row.remind_on.isoformat() if row.remind_on else "",
        "proposals": [
            {
                "at": each.sent_at.isoformat(timespec="seconds"),
                "opportunity": each.opportunity.title,
                "why": each.why,
                "answer": each.state,
                "reason": each.reason,
                "text": each.text,
            }
            for each in row.proposals.select_related("opportunity").order_by("pk")
        ],
        "history": history(row),
    }


def history(row: Interest | Offer) -> list[dict[str, Any]]:
    """Return the steps of ``row``, those with notes as well."""
    return [
        {
            "at": step.at.isoformat(timespec="seconds"),
            "by": step.who,
            "state": step.state,
            "text": step.text,
        }
        for step in row.steps.all()
    ]


def letters(volunteer: Volunteer) -> Any:
    """Return the mails that are about ``volunteer``, whoever got them."""
    about = Q(event__startswith=mails.prefix_of(volunteer))
    for row in volunteer.interests.all():
        about |= Q(event__startswith=mails.prefix(row))
    for made in volunteer.offers.all():
        about |= Q(event__startswith=offer_mails.prefix(made))
    return Mail.objects.filter(about)


def has_host(row: Interest) -> bool:
    """Return whether an organisation may still have what was passed on to it."""
    since = timezone.now() - datetime.timedelta(days=SEEN_DAYS)
    return bool(row.passed_at and (row.done_at is None or row.done_at >= since))


@transaction.atomic
def erase(volunteer: Volunteer) -> None:
    """Erase all of it: rows, and with them links and mails (:mod:`volunteers.signals`).

    Organisations that still have what was passed on to them are asked to delete it.
    """
    row = locks.person(volunteer.pk)
    if row is None:
        return
    for interest in row.interests.select_related("opportunity"):
        if has_host(interest):
            mails.erased(interest)
    row.delete()
