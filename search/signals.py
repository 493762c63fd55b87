"""What others may listen to."""

from django.dispatch import Signal

# Sent after changes of entries have reached the index and are seen by every reader;
# with ``kind`` and ``keys``, or without them after the whole index was built anew.
index_changed = Signal()

# Sent by the models Field and Place when a row (``instance``) is about to be deleted, or
# has been saved with another slug, name or region: entries that have it are out of date.
fact_changed = Signal()
