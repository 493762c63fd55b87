"""What an interest and an offer have in common: somebody waits until something comes of it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common import sites
from portal.common.fields import FoldedField
from portal.common.private_rows import Private
from submissions.models import new_reference


class Matter(Private):
    """Something that somebody sent, and that waits."""

    # States in which somebody has to do something, and those in which it is known what came.
    OPEN: ClassVar[tuple[str, ...]] = ()
    DONE: ClassVar[tuple[str, ...]] = ()

    # Of the models below.
    state: Any
    steps: Any

    reference = models.CharField(
        _("reference"), max_length=12, unique=True, default=new_reference, editable=False
    )
    # On which of the installation's sites it was sent.
    site = models.ForeignKey(
        "wagtailcore.Site",
        models.SET_NULL,
        null=True,
        default=sites.origin,
        editable=False,
        related_name="+",
    )
    text = models.TextField(_("a few words"), blank=True)
    nonce = models.CharField(max_length=64, unique=True, null=True)
    # Goes up with every change: whoever has seen an older one does not write over it.
    version = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(auto_now_add=True)
    # Since when nothing was done about it.
    waiting_since = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True, db_index=True)

    folded = FoldedField()

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
