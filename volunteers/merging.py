"""Two records of one person become one, and for some days can be taken apart again.

The older record stays. Whatever belongs to the other changes hands, of whichever model it is; a
:class:`Merge` keeps the values and the keys by which all of it finds its way back.
"""

from collections.abc import Collection, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr

from portal.common.links import Link
from portal.common.models import Mail
from volunteers import locks, mails
from volunteers.models import Merge, NotSame, Volunteer
from volunteers.models.merge import say_apart
from volunteers.purposes import MINE
from volunteers.values import Values, parsed, values, write

# For so long both can be taken apart again.
UNDO_DAYS = 30
# What can be chosen of either record.
FIELDS = ("name", "email", "phone", "language", "age", "guardian")
# What nobody confirmed is nobody's record yet; whoever left no e-mail is called.
KNOWN = Q(confirmed_at__isnull=False) | Q(email="")
# Who was said to be somebody else than the one who is gone; of whom the other became so, too.
APART, ALSO_APART = "apart", "also-apart"


class Gone(Exception):
    """One of both is not there any more, or not as it was seen."""


class Taken(Exception):
    """An address of theirs has become somebody else's meanwhile."""


# --- Together ----------------------------------------------------------------------------


@transaction.atomic
def put_together(
    keys: Collection[int],
    chosen: Mapping[str, int] | None = None,
    by: Any = None,
    seen: str | None = None,
) -> Merge:
    """Make one record of the two with ``keys``.

    ``chosen`` says whose value of a field stays, as in :func:`suggested` where it does not.
    Raises :class:`Gone` if one of both is, or if both are not as they were ``seen``.
    """
    kept, gone = locked(keys)
    if seen is not None and seen != print_of(kept, gone):
        raise Gone
    kept_before, gone_before = values(kept), values(gone)
    merged = together(kept, gone, {**suggested(kept, gone), **(chosen or {})})
    moved, key = hand_over(kept, gone), gone.pk
    gone.delete()
    for name, value in merged.items():
        setattr(kept, name, value)
    kept.save()
    fold_anew(kept)
    return Merge.objects.create(
        kept=kept,
        gone=key,
        by=by,
        kept_before=kept_before,
        gone_before=gone_before,
        after=values(kept),
        moved=moved,
    )


def locked(keys: Collection[int]) -> list[Volunteer]:
    """Return both records, the older first, which nobody else changes meanwhile."""
    rows = list(locks.people(keys).filter(KNOWN))
    if len(rows) != 2:
        raise Gone
    return rows


def suggested(one: Volunteer, other: Volunteer) -> dict[str, int]:
    """Return field → the key of the record whose value stays if nobody says otherwise.

    What was said last is right; but something is more than nothing.
    """
    later, earlier = sorted((one, other), key=lambda row: row.active_at, reverse=True)
    return {name: (later if getattr(later, name) else earlier).pk for name in FIELDS}


def together(kept: Volunteer, gone: Volunteer, chosen: Mapping[str, int]) -> dict[str, Any]:
    """Return field → what the record will hold; both are as they were before."""
    of = {row.pk: row for row in (kept, gone)}
    found = {name: getattr(of[chosen[name]], name) for name in FIELDS}
    later = max(kept, gone, key=lambda row: row.active_at)
    confirmed = [row.confirmed_at for row in (kept, gone) if row.confirmed_at]
    return {
        **found,
        "created_at": min(kept.created_at, gone.created_at),
        "confirmed_at": min(confirmed, default=None),
        "active_at": later.active_at,
        "asked_at": later.asked_at,
    }


def print_of(one: Volunteer, other: Volunteer) -> str:
    """Return what is different as soon as one of both is."""
    text = repr([[row.pk, *(getattr(row, name) for name in FIELDS)] for row in (one, other)])
    return blake2b(text.encode(), digest_size=16).hexdigest()


def hand_over(kept: Volunteer, gone: Volunteer) -> dict[str, list[int]]:
    """Give all that belongs to ``gone`` to ``kept``; return model → the keys of its rows."""
    moved = {}
    for model, owner in owned():
        rows = model._default_manager.filter(**{owner: gone})
        moved[model._meta.label_lower] = list(rows.values_list("pk", flat=True))
        rows.update(**{owner: kept})
    links = Link.objects.of(MINE, gone.pk)
    moved[Link._meta.label_lower] = list(links.values_list("pk", flat=True))
    links.update(subject=kept.pk)
    letters = mails_of(gone)
    moved[Mail._meta.label_lower] = list(letters.values_list("pk", flat=True))
    rest = Substr("event", len(mails.prefix_of(gone)) + 1)
    letters.update(event=Concat(Value(f"{mails.prefix_of(kept)}{was(gone.pk)}"), rest))
    moved[APART] = sorted(set(two_people(gone)) - {kept.pk})
    moved[ALSO_APART] = [key for key in moved[APART] if say_apart((kept.pk, key))]
    return moved


def owned() -> Iterator[tuple[Any, str]]:
    """Yield the models whose rows belong to a volunteer, and by which field.

    Those that a volunteer does not know of (``related_name="+"``) are no possessions.
    """
    for relation in Volunteer._meta.related_objects:
        yield relation.related_model, relation.field.name


def two_people(volunteer: Volunteer) -> Iterator[int]:
    """Yield the keys of those who are said to be somebody else than ``volunteer``."""
    for row in NotSame.objects.filter(Q(one=volunteer) | Q(other=volunteer)):
        yield row.other_id if row.one_id == volunteer.pk else row.one_id


def mails_of(volunteer: Volunteer) -> Any:
    """Return the mails about the record itself; erasing finds them by how their events begin."""
    return Mail.objects.filter(event__startswith=mails.prefix_of(volunteer))


def was(key: int) -> str:
    """Return what events of mails about a record have in them that is a part of another now."""
    return f"was-{key}-"


def fold_anew(volunteer: Volunteer) -> None:
    """Let all that belongs to ``volunteer`` be found by the details of now.

    Whoever has seen an older version of it does not write over it.
    """
    for model, owner in owned():
        if has(model, "folded"):
            for row in model._default_manager.filter(**{owner: volunteer}):
                row.version = F("version") + 1
                row.save(update_fields=["folded", "version"])


def has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


# --- Apart -------------------------------------------------------------------------------


@transaction.atomic
def take_apart(merge: Merge) -> Volunteer:
    """Make two records of one again; return the one that is back.

    What came since stays with the record that was kept, and so does what the person has changed
    since. The links to both pages end: one may have gone to the other's address.
    Of several the latest comes first. Raises :class:`Gone` if ``merge`` is not that one, or not
    any more, and :class:`Taken`.
    """
    kept = locks.person(merge.kept_id)
    if kept is None or kept.merges.first() != merge:
        raise Gone
    before = {**values(kept), **unchanged(kept, merge)}
    if before["email"].casefold() == merge.gone_before["email"].casefold():
        before["email"] = merge.kept_before["email"]
    emails = [each for each in (before["email"], merge.gone_before["email"]) if each]
    others = Volunteer.objects.confirmed().exclude(pk=kept.pk)
    if any(others.with_email(email).exists() for email in emails):
        raise Taken
    write(kept.pk, before)
    Volunteer.objects.create(pk=merge.gone, **parsed(merge.gone_before, FIELDS))
    write(merge.gone, merge.gone_before)
    back = Volunteer.objects.get(pk=merge.gone)
    kept.refresh_from_db()
    hand_back(kept, back, merge.moved)
    for row in (kept, back):
        fold_anew(row)
    merge.delete()
    return back


def unchanged(kept: Volunteer, merge: Merge) -> Values:
    """Return what ``kept`` held before, of what still is as merging left it."""
    now = values(kept)
    return {
        name: text
        for name, text in merge.kept_before.items()
        if name in now and now[name] == merge.after.get(name)
    }


def hand_back(kept: Volunteer, back: Volunteer, moved: Mapping[str, list[int]]) -> None:
    """Give ``back`` what was its own, as far as it is still there."""
    for model, owner in owned():
        keys = moved.get(model._meta.label_lower, [])
        model._default_manager.filter(**{owner: kept}, pk__in=keys).update(**{owner: back})
    for row in (kept, back):
        Link.objects.of(MINE, row.pk).revoke()
    links = Link.objects.of(MINE, kept.pk).filter(pk__in=moved[Link._meta.label_lower])
    links.update(subject=back.pk)
    for mail in mails_of(kept).filter(pk__in=moved[Mail._meta.label_lower]):
        rest = mail.event.rpartition(was(back.pk))[2]
        mails_of(kept).filter(pk=mail.pk).update(event=f"{mails.prefix_of(back)}{rest}")
    for key in Volunteer.objects.filter(pk__in=moved[APART]).values_list("pk", flat=True):
        say_apart((back.pk, key))
    NotSame.objects.filter(
        Q(one=kept, other__in=moved[ALSO_APART]) | Q(other=kept, one__in=moved[ALSO_APART])
    ).delete()
