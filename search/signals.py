"""What others may listen to."""

from django.dispatch import Signal

# Sent after changes of entries have reached the index and are seen by every reader;
# with ``kind`` and ``keys``, or without them after the whole index was built anew.
index_changed = Signal()
