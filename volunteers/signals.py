"""What goes with a row, whoever deletes it: its links, and the mails about it, sent or waiting.

So nothing is left either when staff delete a call, and with it who was interested or asked.
"""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from portal.common.links import Link
from portal.common.models import Mail
from volunteers import mails
from volunteers.models import Interest, NewAddress, Offer, Proposal, Volunteer
from volunteers.offers import mails as offer_mails
from volunteers.purposes import ADDRESS, MINE, OF_INTERESTS, OF_OFFERS, PROPOSAL


@receiver(post_delete, sender=Interest)
def interest_is_gone(instance: Interest, **kwargs: Any) -> None:
    Link.objects.filter(purpose__in=OF_INTERESTS, subject=instance.pk).delete()
    Mail.objects.filter(event__startswith=mails.prefix(instance)).delete()


@receiver(post_delete, sender=Offer)
def offer_is_gone(instance: Offer, **kwargs: Any) -> None:
    Link.objects.filter(purpose__in=OF_OFFERS, subject=instance.pk).delete()
    Mail.objects.filter(event__startswith=offer_mails.prefix(instance)).delete()


@receiver(post_delete, sender=Proposal)
def proposal_is_gone(instance: Proposal, **kwargs: Any) -> None:
    Link.objects.filter(purpose=PROPOSAL, subject=instance.pk).delete()
    Mail.objects.filter(event__startswith=offer_mails.prefix_of(instance)).delete()


@receiver(post_delete, sender=NewAddress)
def address_is_gone(instance: NewAddress, **kwargs: Any) -> None:
    Link.objects.filter(purpose=ADDRESS, subject=instance.pk).delete()


@receiver(post_delete, sender=Volunteer)
def volunteer_is_gone(instance: Volunteer, **kwargs: Any) -> None:
    Link.objects.filter(purpose=MINE, subject=instance.pk).delete()
    Mail.objects.filter(event__startswith=mails.prefix_of(instance)).delete()
    if instance.email and instance.confirmed_at:
        mails.lost_to(instance.email).delete()
