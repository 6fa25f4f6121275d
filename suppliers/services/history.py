"""Appending to the one record of who did what, when and why."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from suppliers.models import Account, HistoryEntry, HistoryHead, Supplier

GENESIS = "0" * 64


def entry_digest(entry: HistoryEntry) -> str:
    """SHA-256 over the canonical JSON of an entry and the digest before it (docs/threat_model.md, history)."""
    content = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor_id,
        "action": entry.action,
        "supplier": entry.supplier_id,
        "subject": [entry.subject_type, entry.subject_id],
        "facts": entry.facts,
        "reason": entry.reason,
        "previous": entry.previous_digest,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def locked_head() -> HistoryHead:
    """The end of the chain, locked until the transaction ends: entries are appended one after another."""
    heads = HistoryHead.objects.select_for_update().filter(id=1)
    head = heads.first()
    if head is None:
        HistoryHead.objects.get_or_create(id=1)
        head = heads.get()
    return head


@transaction.atomic
def record(
    action: str,
    subject: models.Model,
    *,
    by: Account | None,
    at: datetime,
    supplier: Supplier | None = None,
    facts: dict[str, Any] | None = None,
    reason: str = "",
) -> HistoryEntry:
    """Append one act to the chain. `facts` is JSON of codes, numbers and ISO dates, never of free text of third parties."""
    head = locked_head()
    entry = HistoryEntry(
        sequence=head.sequence + 1,
        at=at,
        actor=by,
        action=action,
        supplier=supplier,
        subject_type=subject._meta.label_lower,  # noqa: SLF001 -- Django's public-by-custom API
        subject_id=str(subject.pk),
        facts=json.loads(json.dumps(facts or {})),  # as the database gives it back: the digest covers that form
        reason=reason,
        previous_digest=head.digest,
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    head.sequence, head.digest = entry.sequence, entry.digest
    head.save(update_fields=["sequence", "digest"])
    return entry
