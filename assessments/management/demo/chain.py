"""History written in bulk: the same entries, in the order of their instants, on the same chain."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from suppliers.models import Account, HistoryEntry, Supplier
from suppliers.services.history import entry_digest, locked_head

BATCH = 2000


@dataclass(frozen=True)
class Act:
    """One act as `services.history.record` takes it."""

    at: datetime
    action: str
    subject: models.Model
    by: Account | None
    supplier: Supplier | None
    facts: dict[str, Any]
    reason: str


@dataclass
class Chain:
    """Acts gathered in any order and appended in the order of their instants."""

    acts: list[Act] = field(default_factory=list)

    def add(
        self,
        action: str,
        subject: models.Model,
        *,
        by: Account | None,
        at: datetime,
        supplier: Supplier | None = None,
        facts: dict[str, Any] | None = None,
        reason: str = "",
    ) -> None:
        """Gather one act; nothing is written yet."""
        self.acts.append(Act(at, action, subject, by, supplier, facts or {}, reason))

    @transaction.atomic
    def write(self) -> int:
        """Append everything gathered to the chain. Returns how many entries."""
        head = locked_head()
        entries = []
        for act in sorted(self.acts, key=lambda act: act.at):
            entry = HistoryEntry(
                sequence=head.sequence + 1,
                at=act.at,
                actor=act.by,
                action=act.action,
                supplier=act.supplier,
                subject_type=act.subject._meta.label_lower,  # noqa: SLF001 -- Django's public-by-custom API
                subject_id=str(act.subject.pk),
                facts=act.facts,
                reason=act.reason,
                previous_digest=head.digest,
            )
            entry.digest = entry_digest(entry)
            head.sequence, head.digest = entry.sequence, entry.digest
            entries.append(entry)
        HistoryEntry.objects.bulk_create(entries, batch_size=BATCH)
        head.save(update_fields=["sequence", "digest"])
        self.acts.clear()
        return len(entries)
