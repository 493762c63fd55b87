"""Entries stay true because somebody says so: asked twice, then hidden, back with one click.

Rooms register what is watched in ``AppConfig.ready``. What was done stands in rows
(:class:`Reminder`, :class:`Hiding`), made in the transaction that does it, so the job may
run twice, late, or in two workers at once.
"""

import datetime
from collections.abc import Mapping, Sequence
from email.utils import parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal.common import hiding, jobs, mails
from portal.common.dates import day
from portal.common.furniture import furniture
from portal.common.heads import absolute
from portal.common.hiding import Hiding, Reason
from portal.common.links import Link
from portal.common.reminders import Reminder
from portal.common.watches import Reader, Watch, all_watches, checked_on

# How long an answer is waited for, each time.
DAYS_TO_ANSWER = 14
# The link in the letters brings an entry back for so long.
LINK_DAYS = 365
# Letters of one run: the first run of a portal with old entries is no flood.
AT_A_TIME = 200
FIRST, SECOND = 1, 2


class Stale(NamedTuple):
    """An entry for the staff's list, and the day it is about."""

    entry: Any
    on: datetime.date


def register_jobs() -> None:
    """Hand it to the worker."""
    jobs.register("ask whether entries are still true", look_after, every=60 * 60)
    jobs.register("tell staff what went stale", tell_staff, every=60 * 60)


# --- What the worker does --------------------------------------------------------------


def look_after() -> None:
    """Ask about what is due, and hide what nobody answered for."""
    left = AT_A_TIME
    for watch in all_watches():
        asked = asked_lately(watch)
        for _on, entry in watch.due(timezone.localdate()):
            if jobs.stopping.is_set():
                raise jobs.Stopped
            if (entry.pk, checked_on(entry)) not in asked:
                left -= next_step(watch, entry)
            if left <= 0:
                return


def asked_lately(watch: Watch) -> set[tuple[int, datetime.date]]:
    """Return the entries that may still be answered for, each with the day of its check."""
    after = timezone.now() - datetime.timedelta(days=DAYS_TO_ANSWER)
    lately = Reminder.objects.filter(
        entry_type=ContentType.objects.get_for_model(watch.model), at__gt=after
    )
    return set(lately.values_list("entry_id", "since"))


@transaction.atomic
def next_step(watch: Watch, entry: Any) -> bool:
    """Send the next letter, or hide the entry; return whether there was anything to do."""
    row = hiding.locked(entry)
    if not row.live or watch.due_on(row) > timezone.localdate():
        return False  # answered a moment ago
    since = checked_on(row)
    sent = Reminder.objects.of(row).filter(since=since).order_by("number").last()
    if sent and timezone.now() - sent.at < datetime.timedelta(days=DAYS_TO_ANSWER):
        return False
    if sent and sent.number == SECOND:
        return hide(watch, row)
    return remind(watch, row, since, sent.number + 1 if sent else FIRST)


def remind(watch: Watch, entry: Any, since: datetime.date, number: int) -> bool:
    """Ask whether ``entry`` is still true; return whether nobody else has just done it."""
    readers = watch.readers(entry)
    kind = {"entry_type": ContentType.objects.get_for_model(entry), "entry_id": entry.pk}
    reminder, new = Reminder.objects.get_or_create(
        **kind, since=since, number=number, defaults={"readers": len(readers)}
    )
    if new:
        template = "freshness/reminder" if number == FIRST else "freshness/last_reminder"
        write(template, watch, entry, readers, f"fresh-{reminder.pk}")
    return new


def hide(watch: Watch, entry: Any) -> bool:
    """Hide ``entry`` and tell its people how it comes back."""
    record = hiding.hide(entry, Reason.STALE)
    if record:
        write("freshness/hidden", watch, entry, watch.readers(entry), f"hidden-{record.pk}")
    return record is not None


def write(template: str, watch: Watch, entry: Any, readers: Sequence[Reader], event: str) -> None:
    """Queue a letter to each of ``readers``."""
    for number, reader in enumerate(readers):
        mails.queue(
            template,
            to=reader.email,
            language=reader.language,
            event=f"{event}-{number}",
            context=words(watch, entry, reader.language),
        )


def words(watch: Watch, entry: Any, language: str) -> Mapping[str, Any]:
    """Return what the letters say."""
    end = getattr(entry, watch.last_day) if watch.last_day else None
    with override(language):
        return {
            "title": entry.heading,
            "url": link_to(watch, entry, language),
            "checked": day(checked_on(entry)),
            "ends": day(end) if end else "",
            "days": DAYS_TO_ANSWER,
        }


def link_to(watch: Watch, entry: Any, language: str) -> str:
    """Return the absolute address with the one button."""
    link = Link.objects.standing(watch.purpose, entry.pk, LINK_DAYS)
    with override(language):
        return absolute(reverse("still_valid", args=[link.token]))


# --- What people answer ----------------------------------------------------------------


def behind(token: str) -> tuple[Watch, Any] | None:
    """Return the entry that the link of a letter leads to; ``None`` if it leads nowhere."""
    for watch in all_watches():
        if link := Link.objects.read(watch.purpose, token):
            entry = watch.model.objects.select_related("locale").filter(pk=link.subject).first()
            return (watch, entry) if entry else None
    return None


def revoke(entries: Any) -> None:
    """End the links of the letters about ``entries``: somebody who has them has left."""
    purpose = f"still-{entries.model._meta.model_name}"
    Link.objects.filter(purpose=purpose, subject__in=entries.values("pk")).revoke()


@transaction.atomic
def confirm(entry: Any, **facts: Any) -> bool:
    """Note that ``entry`` is true today; bring it back if only that was missing.

    ``facts`` change with it (a later last day). Returns whether visitors see it now.
    """
    row = hiding.locked(entry)
    facts = {"checked_on": timezone.localdate(), **facts}
    why = hiding.hiding_of(row)
    if why and why.reason == Reason.STALE:
        return hiding.show_again(row, **facts)
    if row.live:
        hiding.stamp(row, **facts)
    return bool(row.live)


# --- For the staff ---------------------------------------------------------------------


def going_stale(days: int = 30) -> list[Stale]:
    """Return what is due within ``days``, or waits for an answer; the most urgent first."""
    until = timezone.localdate() + datetime.timedelta(days=days)
    found = [Stale(entry, on) for watch in all_watches() for on, entry in watch.due(until)]
    return sorted(found, key=lambda stale: (stale.on, stale.entry.pk))


def reachable(entries: Sequence[Any]) -> set[Any]:
    """Return those of ``entries`` that somebody can be asked about by e-mail."""
    found = set()
    for watch in all_watches():
        own = [entry for entry in entries if isinstance(entry, watch.model)]
        known = watch.readers_of(own) if own else {}
        found |= {entry for entry in own if known.get(entry.pk)}
    return found


def hidden_count() -> int:
    """Return how many entries hid themselves and have not come back."""
    return Hiding.objects.lasting().filter(reason=Reason.STALE).count()


def hidden() -> list[Stale]:
    """Return what hid itself and has not come back, the latest first."""
    records = Hiding.objects.lasting().filter(reason=Reason.STALE).prefetch_related("entry")
    return [
        Stale(record.entry, timezone.localdate(record.at))
        for record in records
        if record.entry and not record.entry.live
    ]


@transaction.atomic
def tell_staff() -> None:
    """Write one letter about what hid itself, and about what nobody can be asked about."""
    hidings = list(untold(Hiding.objects.filter(reason=Reason.STALE)))
    reminders = list(untold(Reminder.objects.filter(readers=0, number=FIRST)))
    if not hidings and not reminders:
        return
    last = [max((row.pk for row in rows), default=0) for rows in (hidings, reminders)]
    mails.queue(
        "freshness/staff",
        to=centre(),
        language=settings.LANGUAGE_CODE,
        event=f"stale-{last[0]}-{last[1]}",
        context={
            "hidden": [row.entry.heading for row in hidings if row.entry],
            "unasked": [row.entry.heading for row in reminders if row.entry],
            "url": absolute(report_path()),
        },
    )
    for model, rows in ((Hiding, hidings), (Reminder, reminders)):
        told: Any = model.objects
        told.filter(pk__in=[row.pk for row in rows]).update(told_at=timezone.now())


def untold(rows: Any) -> Any:
    """Return those of ``rows`` that staff have not been told of; nobody else tells them now."""
    rows = rows.filter(told_at=None).order_by("pk").select_for_update()
    return rows.prefetch_related("entry")[:AT_A_TIME]


def report_path() -> str:
    return reverse("freshness_report")


def centre() -> str:
    """Return the centre's own address."""
    own = furniture(settings.LANGUAGE_CODE).email
    return own or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


# --- Old rows --------------------------------------------------------------------------


def forget(before: datetime.datetime) -> None:
    """Forget letters of old checks, and hidings that have ended long ago."""
    Reminder.objects.filter(at__lt=before).delete()
    Hiding.objects.filter(ended_at__lt=before).delete()
