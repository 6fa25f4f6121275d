"""Appending many acts of one moment to the chain: one lock, one insert for a thousand, the same links as one by one."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from suppliers.models import Account, HistoryEntry
from suppliers.services.history import entry_digest, locked_head


@transaction.atomic
def record_many(
    action: str,
    model: type[models.Model],
    subjects: Iterable[tuple[int, int | None, dict[str, Any]]],
    *,
    by: Account | None,
    at: datetime,
    reason: str = "",
) -> int:
    """Append one act per (key of a row of `model`, its supplier's key, facts), in the order given. Returns how many."""
    head = locked_head()
    entries, label = [], model._meta.label_lower  # noqa: SLF001 -- Django's public-by-custom API
    for key, supplier_id, facts in subjects:
        entry = HistoryEntry(
            sequence=head.sequence + 1,
            at=at,
            actor_id=by.pk if by else None,
            action=action,
            supplier_id=supplier_id,
            subject_type=label,
            subject_id=str(key),
            facts=json.loads(json.dumps(facts)),
            reason=reason,
            previous_digest=head.digest,
        )
        entry.digest = entry_digest(entry)
        head.sequence, head.digest = entry.sequence, entry.digest
        entries.append(entry)
    HistoryEntry.objects.bulk_create(entries)
    head.save(update_fields=["sequence", "digest"])
    return len(entries)
