"""Links for people without an account: signed, for one purpose, expiring, revocable.

What a link leads to is private, so a view behind one is wrapped in
:func:`portal.common.private.private`; and a GET of it never changes anything,
because mail scanners follow links.
"""

import datetime
import secrets
from collections.abc import Iterable
from typing import ClassVar, Self

from django.core import signing
from django.db import models
from django.utils import timezone

# Stands between key and signature; neither contains it.
SEPARATOR = "."
PATTERN = r"[\w-]{16}\.[\w-]{43}"
KEY_BYTES = 12


class LinkQuerySet(models.QuerySet["Link"]):
    """Links in all states."""

    def valid(self) -> Self:
        """Return those that still lead somewhere."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def of(self, purpose: str, subject: int) -> Self:
        """Return the links for ``purpose`` that lead to the row ``subject``."""
        return self.filter(purpose=purpose, subject=subject)

    def make(self, purpose: str, subject: int, days: int) -> "Link":
        """Return a new link to the row ``subject`` that lasts for ``days``."""
        expires_at = timezone.now() + datetime.timedelta(days=days)
        return self.create(purpose=purpose, subject=subject, expires_at=expires_at)

    def standing(self, purpose: str, subject: int, days: int) -> "Link":
        """Return the valid link that lasts longest, made if there is none."""
        known = self.of(purpose, subject).valid().order_by("-expires_at").first()
        return known or self.make(purpose, subject, days)

    def standing_all(self, purpose: str, subjects: Iterable[int], days: int) -> dict[int, "Link"]:
        """Return for each of ``subjects`` a link that lasts for at least half of ``days``.

        For many mails at once; those that are missing are made in one go.
        """
        now, wanted = timezone.now(), set(subjects)
        lasting = self.valid().filter(
            purpose=purpose,
            subject__in=wanted,
            expires_at__gt=now + datetime.timedelta(days=days / 2),
        )
        known = {link.subject: link for link in lasting.order_by("expires_at")}
        ends = now + datetime.timedelta(days=days)
        missing = [
            Link(purpose=purpose, subject=subject, expires_at=ends)
            for subject in sorted(wanted - known.keys())
        ]
        return known | {link.subject: link for link in self.bulk_create(missing)}

    def read(self, purpose: str, token: str) -> "Link | None":
        """Return the valid link for ``purpose`` that ``token`` stands for, or ``None``.

        A token that was tampered with, or made for another purpose, is not even looked up.
        """
        try:
            key = signer(purpose).unsign(token)
        except signing.BadSignature:
            return None
        return self.valid().filter(purpose=purpose, key=key).first()

    def revoke(self) -> int:
        """End all of them now; return how many that were."""
        return self.valid().update(revoked_at=timezone.now())


def new_key() -> str:
    """Return sixteen characters that nobody can guess."""
    return secrets.token_urlsafe(KEY_BYTES)


def signer(purpose: str) -> signing.Signer:
    """Return what signs the tokens of one purpose: they are worth nothing for another."""
    return signing.Signer(salt=f"link:{purpose}", sep=SEPARATOR)


class Link(models.Model):
    """A private address. Who reads the database alone cannot make its token."""

    purpose = models.CharField(max_length=20)
    # The row it leads to; the purpose tells of which model.
    subject = models.PositiveBigIntegerField()
    key = models.CharField(max_length=16, unique=True, default=new_key)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["purpose", "subject"], name="link_subject_idx")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"

    @property
    def token(self) -> str:
        """What stands in the address."""
        return signer(self.purpose).sign(self.key)


class TokenConverter:
    """``<token:token>`` in addresses."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
