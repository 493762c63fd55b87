"""How a search is kept and let go: each step whole or not at all.

Every function locks the row and looks at its state first, so that of two who press at once
the second finds the work done.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from alerts import arrivals, mails
from alerts.models import Alert, Question, Reader
from alerts.times import next_time
from portal.common.links import Link

# Days that an address may wait to be confirmed, that the links of a letter lead somewhere, and
# that whoever is asked whether they still want these mails has for an answer.
CONFIRM_DAYS, LINK_DAYS, ANSWER_DAYS = 14, 800, 30
# What links are for: the first two lead to an alert, the others to all of a reader.
CONFIRM, STOP, PAGE, STILL = "alert-confirm", "alert-stop", "alert-page", "alert-still"
OF_ALERT, OF_READER = (CONFIRM, STOP), (PAGE, STILL)


@transaction.atomic
def keep(email: str, question: Question, often: str) -> Alert:
    """Keep ``question`` for ``email`` once it is confirmed; the same one is kept once.

    A mail says what is to be done, or that it is kept already: nobody else gets to know which.
    """
    folded = email.strip().casefold()
    rows = Reader.objects.select_for_update()
    reader, _new = rows.get_or_create(folded=folded, defaults={"email": email})
    made, _new = Alert.objects.get_or_create(
        reader=reader, question=question, defaults={"often": often}
    )
    alert = Alert.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if alert.confirmed_at:
        mails.known(alert)
        return alert
    alert.often, alert.asked_at = often, timezone.now()
    alert.save(update_fields=["often", "asked_at"])
    mails.confirm(alert, Link.objects.standing(CONFIRM, alert.pk, CONFIRM_DAYS))
    return alert


def confirm(alert: Alert) -> None:
    """The address is right: from now on the reader hears of what is new. Done twice, it is once."""
    last = arrivals.note()
    with transaction.atomic():
        row = Alert.objects.select_for_update().filter(pk=alert.pk, confirmed_at=None).first()
        if row:
            row.confirmed_at = timezone.now()
            # What can be found already is no news.
            row.mark, row.due_at = last, next_time(row.often, row.confirmed_at)
            row.save()
            still_wanted(row.reader)
    alert.refresh_from_db()


@transaction.atomic
def change(alert: Alert, often: str) -> None:
    """Tell of it ``often``; what was not told yet is told then."""
    due_at = next_time(often, timezone.now())
    Alert.objects.filter(pk=alert.pk).update(often=often, due_at=due_at)
    still_wanted(alert.reader)


def still_wanted(reader: Reader) -> None:
    """Note that the reader has said so today."""
    Reader.objects.filter(pk=reader.pk).update(active_at=timezone.now(), asked_at=None)


@transaction.atomic
def stop(alert: Alert) -> None:
    """Delete one search; with the last one goes the address."""
    forget_links([alert.pk], [CONFIRM])
    Alert.objects.filter(pk=alert.pk).delete()
    # Whoever keeps another search at this moment has locked the row, or waits for it.
    reader = Reader.objects.select_for_update().filter(pk=alert.reader_id).first()
    if reader and not reader.alerts.exists():
        forget(reader)


@transaction.atomic
def forget(reader: Reader) -> int:
    """Delete an address with all that it keeps, now; return how many searches that were."""
    kept = list(reader.alerts.values_list("pk", flat=True))
    forget_links(kept, [CONFIRM])
    forget_links([reader.pk], OF_READER)
    reader.delete()
    return len(kept)


def forget_links(subjects: Iterable[int], purposes: Iterable[str]) -> None:
    """Delete links at once.

    Not those with which a search is ended: a mail program that asks twice is told that it is.
    They lead to nothing any more, and go with their time.
    """
    Link.objects.filter(purpose__in=purposes, subject__in=list(subjects)).delete()
