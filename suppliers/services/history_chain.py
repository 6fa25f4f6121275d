"""Walking the history from its first entry to its end: what was changed, dropped, swapped or cut off shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from suppliers.models import HistoryEntry, HistoryHead
from suppliers.services.history import GENESIS, entry_digest


class Break(StrEnum):
    """How an entry differs from what was written."""

    MISSING = "MISSING"  # numbers are left out before this one
    CHANGED = "CHANGED"  # the content is not what the digest was made of
    UNLINKED = "UNLINKED"  # it does not follow the entry before it
    CUT_OFF = "CUT_OFF"  # the end of the chain is not where the head says


@dataclass(frozen=True)
class Difference:
    """One break of the chain at an entry's number."""

    sequence: int
    kind: Break


def chain_differences() -> Iterator[Difference]:
    """Every break of the chain, in order; nothing when the history is as it was written."""
    sequence, digest = 0, GENESIS
    for entry in HistoryEntry.objects.order_by("sequence").iterator(chunk_size=2_000):
        if entry.sequence != sequence + 1:
            yield Difference(entry.sequence, Break.MISSING)
        elif entry.previous_digest != digest:
            yield Difference(entry.sequence, Break.UNLINKED)
        if entry_digest(entry) != entry.digest:
            yield Difference(entry.sequence, Break.CHANGED)
        sequence, digest = entry.sequence, entry.digest
    head = HistoryHead.objects.filter(id=1).first()
    if (head.sequence, head.digest) != (sequence, digest) if head else sequence:
        yield Difference(sequence, Break.CUT_OFF)
