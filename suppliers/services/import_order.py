"""Orders from a file: dates in their order, no more accepted than ordered, each number once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from suppliers.models import PurchaseOrder
from suppliers.rules.currency import HOME
from suppliers.rules.data_import import ImportKind, ImportRow, OnceOnly, RowProblem
from suppliers.services.import_row import ImportedRows, SupplierFinder, Writing, key_of

_STORED = (
    "number", "supplier_id", "title", "department", "ordered_on", "due_on", "delivered_on", "quantity", "accepted_quantity",
    "response_hours", "amount", "currency", "closed_on",
)  # fmt: skip
_TEXTS = ("title", "department")


class ImportedOrders(ImportedRows):
    """One row per order."""

    kind = ImportKind.ORDERS

    def __init__(self, *, today: date, options: Mapping[str, Any]) -> None:
        super().__init__(today=today, options=options)
        self.suppliers = SupplierFinder()
        self.numbers = OnceOnly()

    def look(self, row: ImportRow) -> None:
        values = row.values
        for name in _TEXTS:
            values[name] = values.get(name) or ""
        values["currency"] = values.get("currency") or HOME
        ordered = values.get("ordered_on")
        if ordered is not None:
            for name, code in (
                ("due_on", RowProblem.DUE_BEFORE_ORDER),
                ("delivered_on", RowProblem.DELIVERED_BEFORE_ORDER),
                ("closed_on", RowProblem.CLOSED_BEFORE_ORDER),
            ):
                if (values.get(name) or ordered) < ordered:
                    row.refuse(name, code)
        quantity, accepted = values.get("quantity"), values.get("accepted_quantity")
        if quantity is not None and quantity == 0:
            row.refuse("quantity", RowProblem.NOT_ABOVE_ZERO)
        if quantity is not None and accepted is not None and accepted > quantity:
            row.refuse("accepted_quantity", RowProblem.ACCEPTED_ABOVE_QUANTITY)

    def compare(self, rows: Sequence[ImportRow]) -> None:
        numbers = {row.values["number"] for row in rows if row.values.get("number")}
        known = set(PurchaseOrder.objects.filter(number__in=numbers).values_list("number", flat=True))
        self.suppliers.learn({key_of(row.values["supplier"]) for row in rows if row.values.get("supplier")})
        for row in rows:
            number = row.values.get("number")
            if number:
                self.numbers.take(row, "number", number, number)
                if number in known:
                    row.refuse("number", RowProblem.KNOWN_ALREADY, value=number)
            self.suppliers.resolve(row)

    def tally(self, row: ImportRow) -> None:
        total = self.totals[row.values["supplier_label"], row.values["currency"]]
        total[0] += 1
        total[1] += row.values["amount"]

    def write(self, rows: Sequence[ImportRow], writing: Writing) -> None:
        PurchaseOrder.objects.bulk_create(
            PurchaseOrder(data_import=writing.data_import, **{name: row.values[name] for name in _STORED}) for row in rows
        )
