"""Which organisations a visitor may see."""

from portal.common.querysets import EntryQuerySet


class OrganisationQuerySet(EntryQuerySet):
    """Organisations; :meth:`published` is what the public directory shows."""
