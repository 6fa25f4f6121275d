"""Taking an import back: what it wrote goes, unless something rests on it; the history keeps both acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from suppliers.models import (
    Account,
    Admittance,
    DataImport,
    ExchangeRate,
    HistoryEntry,
    Invoice,
    PurchaseOrder,
    StandingPeriod,
    Supplier,
)
from suppliers.rules.data_import import WORKFLOW, ImportKind
from suppliers.rules.workflow import ReasonNeeded
from suppliers.selectors.clock import local_day
from suppliers.selectors.data_import import resting_on
from suppliers.services.data_import import may_bring
from suppliers.services.spend import refresh_spend
from suppliers.services.transitions import apply_move

BY_IMPORT = "supplier.import"


class TooLateToReverse(Exception):
    """The term to take the import back is over."""

    def __init__(self, until: date) -> None:
        super().__init__(until.isoformat())
        self.until = until


class ImportRestedOn(Exception):
    """Something rests on what the import wrote; `found` is (kind of record, how many)."""

    def __init__(self, found: list[tuple[str, int]]) -> None:
        super().__init__(str(found))
        self.found = found


@dataclass(frozen=True)
class _Reversal:
    rows: Callable[[DataImport], QuerySet[Any]]
    resting: Callable[[QuerySet[Any]], list[tuple[str, int]]]
    delete: Callable[[QuerySet[Any]], None]


@transaction.atomic
def reverse_import(data_import: DataImport, *, reason: str, by: Account, at: datetime) -> DataImport:
    """Delete what the import wrote. Raises NotAllowed, ReasonNeeded, MoveNotAllowed, TooLateToReverse, ImportRestedOn."""
    may_bring(by, data_import.kind)
    if not reason.strip():
        raise ReasonNeeded("reverse")
    apply_move(data_import, WORKFLOW, "reverse", by=by, at=at, reason=reason.strip(), facts={"import_kind": data_import.kind})
    if data_import.reversible_until is None or local_day(at) > data_import.reversible_until:
        raise TooLateToReverse(data_import.reversible_until or local_day(data_import.uploaded_at))
    reversal = _REVERSALS[ImportKind(data_import.kind)]
    rows = reversal.rows(data_import)
    found = reversal.resting(rows)
    if found:
        raise ImportRestedOn(found)
    reversal.delete(rows)
    data_import.reversed_by, data_import.reversed_at = by, at
    data_import.save(update_fields=["reversed_by", "reversed_at"])
    if data_import.kind == ImportKind.INVOICES:
        refresh_spend(at=at)
    return data_import


def _resting_on_suppliers(rows: QuerySet[Any]) -> list[tuple[str, int]]:
    """Whatever came after the import: an act in the history, a submitted or edited application, any other record."""
    chosen = rows.order_by().values("pk")
    found = resting_on(rows, besides={HistoryEntry, StandingPeriod, Admittance})
    acts = HistoryEntry.objects.filter(supplier_id__in=chosen).exclude(action=BY_IMPORT).count()
    edited = Admittance.objects.filter(supplier__in=chosen).exclude(draft_version=1, submitted_at=None, closed_at=None).count()
    moved = StandingPeriod.objects.filter(supplier__in=chosen, valid_to__isnull=False).count()
    named = (("suppliers.historyentry", acts), ("suppliers.admittance", edited), ("suppliers.standingperiod", moved))
    applications = resting_on(Admittance.objects.filter(supplier__in=chosen), besides={Admittance.editors.through})
    return [*found, *((name, number) for name, number in named if number), *applications]


def _delete_suppliers(rows: QuerySet[Any]) -> None:
    chosen = list(rows.values_list("pk", flat=True))
    for start in range(0, len(chosen), _PIECE):
        part = chosen[start : start + _PIECE]
        _delete(Admittance.editors.through._base_manager.filter(admittance__supplier__in=part))  # noqa: SLF001 -- a table without a named manager
        _delete(Admittance.objects.filter(supplier__in=part))
        _delete(StandingPeriod.objects.filter(supplier__in=part))
        _delete(Supplier.objects.filter(pk__in=part))


def _delete(rows: QuerySet[Any]) -> None:
    """Delete without collecting what points at the rows: that nothing does was looked up, and the database holds it, too."""
    rows._raw_delete(rows.db)  # noqa: SLF001 -- Django's own fast path, private by name only


def _resting_on_rates(rows: QuerySet[Any]) -> list[tuple[str, int]]:
    """Invoices that were reckoned with one of the rates."""
    used = ExchangeRate.objects.filter(
        pk__in=rows.values("pk"),
        currency=OuterRef("currency"),
        month__year=OuterRef("invoiced_on__year"),
        month__month=OuterRef("invoiced_on__month"),
    )
    number = Invoice.objects.filter(Exists(used)).count()
    return [("suppliers.invoice", number)] if number else []


_PIECE = 500
_REVERSALS = {
    ImportKind.SUPPLIERS: _Reversal(
        lambda each: Supplier.objects.filter(data_import=each), _resting_on_suppliers, _delete_suppliers
    ),
    ImportKind.ORDERS: _Reversal(lambda each: PurchaseOrder.objects.filter(data_import=each), resting_on, _delete),
    ImportKind.INVOICES: _Reversal(lambda each: Invoice.objects.filter(data_import=each), resting_on, _delete),
    ImportKind.EXCHANGE_RATES: _Reversal(lambda each: ExchangeRate.objects.filter(data_import=each), _resting_on_rates, _delete),
}
