"""Entries stay true because somebody says so: asked twice, then hidden, back with one click.

Rooms register what is watched in ``AppConfig.ready``. What was done stands in rows
(:class:`Reminder`, :class:`Hiding`), made in the transaction that does it, so the job may
run twice, late, or in two workers at once.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal.common import hiding, jobs, mails
from portal.common.dates import day
from portal.common.heads import absolute
from portal.common.hiding import Hiding, Reason
from portal.common.links import Link
from portal.common.reminders import Reminder
from portal.common.watches import Reader, Watch, all_watches, checked_on

# How long an answer is waited for, each time.
DAYS_TO_ANSWER = 14
TO_ANSWER = datetime.timedelta(days=DAYS_TO_ANSWER)
# The link in the letters brings an entry back for so long.
LINK_DAYS = 365
# Whose entries one run looks after: the first run of a portal with old entries is no flood.
AT_A_TIME = 200
FIRST, SECOND = 1, 2


def register_jobs() -> None:
    """Hand it to the worker."""
    jobs.register("ask whether entries are still true", look_after, every=60 * 60)
    jobs.register("tell staff what went stale", tell_staff, every=60 * 60)


# --- What the worker does --------------------------------------------------------------


def look_after() -> None:
    """Ask about what is due, and hide what nobody answered for."""
    for owner in owners():
        if jobs.stopping.is_set():
            raise jobs.Stopped
        tend(owner)


def owners() -> list[int]:
    """Return whose entries are due and may not be answered for any longer."""
    found: dict[int, None] = {}
    for watch in all_watches():
        rows = unasked(watch).order_by("pk").values_list(watch.owner, flat=True)
        found |= dict.fromkeys(rows[:AT_A_TIME])
    return list(found)[:AT_A_TIME]


def unasked(watch: Watch) -> Any:
    """Return what is due now, without what somebody was asked about lately."""
    lately = Reminder.objects.filter(
        entry_type=ContentType.objects.get_for_model(watch.model),
        entry_id=OuterRef("pk"),
        since=OuterRef("since"),
        at__gt=timezone.now() - TO_ANSWER,
    )
    return watch.due(timezone.localdate()).exclude(Exists(lately))


@transaction.atomic
def tend(owner: int) -> None:
    """Ask about all that is due of ``owner``, and hide what was asked about often enough."""
    rows = [(watch, entry) for watch in all_watches() for entry in locked(watch, owner)]
    readers = rows[0][0].readers(rows[0][1]) if rows else ()
    steps = ((watch, entry, next_step(entry, len(readers))) for watch, entry in rows)
    lines = [Line(watch, entry, record) for watch, entry, record in steps if record]
    asked = [line for line in lines if isinstance(line.record, Reminder)]
    gone = [line for line in lines if isinstance(line.record, Hiding)]
    write(ask_in(asked), asked, readers, "fresh")
    write(HIDDEN[len(gone) > 1], gone, readers, "hidden")


def locked(watch: Watch, owner: int) -> Any:
    """Return what is due of ``owner``; nobody else changes it in this transaction."""
    rows = unasked(watch).filter(**{watch.owner: owner})
    return rows.order_by("pk").select_for_update(of=("self",))


def next_step(entry: Any, readers: int) -> Reminder | Hiding | None:
    """Note that somebody is asked about ``entry``, or hide it; ``None`` if that was done before.

    The note is the right to send the letter that tells of it.
    """
    since = checked_on(entry)
    sent = Reminder.objects.of(entry).filter(since=since).order_by("number").last()
    if sent and timezone.now() - sent.at < TO_ANSWER:
        return None  # by another worker, a moment ago
    if sent and sent.number == SECOND:
        return hiding.hide(entry, Reason.STALE)
    reminder, new = Reminder.objects.get_or_create(
        entry_type=ContentType.objects.get_for_model(entry),
        entry_id=entry.pk,
        since=since,
        number=sent.number + 1 if sent else FIRST,
        defaults={"readers": readers},
    )
    return reminder if new else None


# --- Letters ---------------------------------------------------------------------------


class Line(NamedTuple):
    """One entry in a letter, and the note that it is told of."""

    watch: Watch
    entry: Any
    record: Reminder | Hiding

    @property
    def is_last(self) -> bool:
        """Whether it is asked about for the last time."""
        return isinstance(self.record, Reminder) and self.record.number == SECOND


# For one entry, and for several.
HIDDEN = ("freshness/hidden", "freshness/hidden_several")


def ask_in(lines: Sequence[Line]) -> str:
    """Return the template of the letter that asks about ``lines``."""
    if len(lines) > 1:
        return "freshness/several"
    return "freshness/last_reminder" if lines and lines[0].is_last else "freshness/reminder"


def write(template: str, lines: Sequence[Line], readers: Sequence[Reader], event: str) -> None:
    """Queue one letter about ``lines`` to each of ``readers``, if there are any."""
    for number, reader in enumerate(readers if lines else ()):
        told = [words(line, reader.language) for line in lines]
        mails.queue(
            template,
            to=reader.email,
            language=reader.language,
            event=f"{event}-{lines[0].record.pk}-{number}",
            context={**told[0], "lines": told, "days": DAYS_TO_ANSWER},
        )


def words(line: Line, language: str) -> Mapping[str, Any]:
    """Return what a letter says about one entry."""
    watch, entry, _record = line
    end = getattr(entry, watch.last_day) if watch.last_day else None
    with override(language):
        return {
            "title": entry.heading,
            "url": link_to(watch, entry, language),
            "checked": day(checked_on(entry)),
            "ends": day(end) if end else "",
            "is_last": line.is_last,
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


@transaction.atomic
def tell_staff() -> None:
    """Write one letter about what hid itself, and about what nobody can be asked about."""
    hidings = list(untold(Hiding.objects.filter(reason=Reason.STALE)))
    reminders = list(untold(Reminder.objects.filter(readers=0, number=FIRST)))
    if not hidings and not reminders:
        return
    last = [max((row.pk for row in rows), default=0) for rows in (hidings, reminders)]
    mails.to_centre(
        "freshness/staff",
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


# --- Old rows --------------------------------------------------------------------------


def forget(before: datetime.datetime) -> None:
    """Forget letters of old checks, and hidings that have ended long ago."""
    Reminder.objects.filter(at__lt=before).delete()
    Hiding.objects.filter(ended_at__lt=before).delete()
