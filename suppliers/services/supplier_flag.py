"""Flags that procurement gives a supplier: strategic, kept as backup, sole source."""

from datetime import datetime

from django.db import transaction

from suppliers.models import Account, Supplier
from suppliers.permissions import NotAllowed, flags_suppliers
from suppliers.rules.workflow import ReasonNeeded
from suppliers.services.history import record
from suppliers.services.tier import decide_tier


@transaction.atomic
def set_flags(
    supplier: Supplier, *, is_strategic: bool, is_backup: bool, is_sole_source: bool, reason: str, by: Account, at: datetime
) -> Supplier:
    """Mark a supplier as strategic, kept as backup, or sole source, with a reason; the tier follows.

    Raises NotAllowed, ReasonNeeded.
    """
    if not flags_suppliers(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonNeeded("set_flags")
    row = Supplier.objects.select_for_update().get(pk=supplier.pk)
    wanted = {"is_strategic": is_strategic, "is_backup": is_backup, "is_sole_source": is_sole_source}
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=[*changed, "updated_at"])
        record("supplier.set_flags", row, by=by, at=at, supplier=row, facts=changed, reason=reason.strip())
        decide_tier(row, cause="flags", by=by, at=at)
    return row
