"""Invoices from a file: each becomes CNY once, at the month-end rate of its month, and the rate stays beside it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from suppliers.models import ExchangeRate, Invoice, PurchaseOrder
from suppliers.rules.currency import HOME, in_home_currency
from suppliers.rules.data_import import ImportKind, ImportRow, OnceOnly, RowProblem
from suppliers.services.import_row import ImportedRows, SupplierFinder, Writing, key_of
from suppliers.services.spend import refresh_spend

_STORED = ("number", "supplier_id", "order_id", "invoiced_on", "accepted_on", "amount", "currency", "rate", "amount_cny")


class ImportedInvoices(ImportedRows):
    """One row per accepted invoice or credit note."""

    kind = ImportKind.INVOICES

    def __init__(self, *, today: date, options: Mapping[str, Any]) -> None:
        super().__init__(today=today, options=options)
        self.suppliers = SupplierFinder()
        self.numbers = OnceOnly()
        self.rates: dict[tuple[str, date], Decimal] | None = None

    def look(self, row: ImportRow) -> None:
        values = row.values
        values["currency"] = values.get("currency") or HOME
        invoiced, accepted = values.get("invoiced_on"), values.get("accepted_on")
        if invoiced is not None and accepted is not None and accepted < invoiced:
            row.refuse("accepted_on", RowProblem.ACCEPTED_BEFORE_INVOICE)

    def compare(self, rows: Sequence[ImportRow]) -> None:
        self.suppliers.learn({key_of(row.values["supplier"]) for row in rows if row.values.get("supplier")})
        for row in rows:
            self.suppliers.resolve(row)
        known, orders = _known(rows), _orders(rows)
        for row in rows:
            key = (row.values.get("supplier_id"), row.values.get("number"))
            if all(key):
                self.numbers.take(row, "number", key, str(key[1]))
                if key in known:
                    row.refuse("number", RowProblem.KNOWN_ALREADY, value=str(key[1]))
            _take_order(row, orders)
            self._take_rate(row)

    def _take_rate(self, row: ImportRow) -> None:
        if self.rates is None:
            found = ExchangeRate.objects.values_list("currency", "month", "cny")
            self.rates = {(currency, month): cny for currency, month, cny in found}
        currency, day, amount = row.values["currency"], row.values.get("invoiced_on"), row.values.get("amount")
        if day is None or amount is None:
            return
        month = day.replace(day=1)
        rate = Decimal(1) if currency == HOME else self.rates.get((currency, month))
        if rate is None:
            row.refuse("currency", RowProblem.RATE_MISSING, currency=currency, month=f"{month:%Y-%m}")
            return
        row.values["rate"], row.values["amount_cny"] = rate, in_home_currency(amount, rate)

    def tally(self, row: ImportRow) -> None:
        total = self.totals[row.values["supplier_label"], row.values["currency"]]
        total[0] += 1
        total[1] += row.values["amount"]

    def write(self, rows: Sequence[ImportRow], writing: Writing) -> None:
        Invoice.objects.bulk_create(
            Invoice(data_import=writing.data_import, **{name: row.values.get(name) for name in _STORED}) for row in rows
        )

    def finish(self, writing: Writing) -> None:
        refresh_spend(at=writing.at)


def _known(rows: Sequence[ImportRow]) -> set[tuple[int, str]]:
    numbers = {row.values["number"] for row in rows if row.values.get("number")}
    return set(Invoice.objects.filter(number__in=numbers).values_list("supplier_id", "number"))


def _orders(rows: Sequence[ImportRow]) -> dict[str, tuple[int, int, int | None]]:
    numbers = {row.values["order"] for row in rows if row.values.get("order")}
    found = PurchaseOrder.objects.filter(Q(number__in=numbers)).values_list(
        "number", "pk", "supplier_id", "supplier__merged_into"
    )
    return {number: (pk, supplier, merged) for number, pk, supplier, merged in found}


def _take_order(row: ImportRow, orders: Mapping[str, tuple[int, int, int | None]]) -> None:
    number = row.values.get("order")
    if not number:
        return
    if number not in orders:
        row.refuse("order", RowProblem.UNKNOWN_ORDER, value=number)
        return
    pk, *suppliers = orders[number]
    if "supplier_id" in row.values and row.values["supplier_id"] not in suppliers:
        row.refuse("order", RowProblem.ORDER_OF_ANOTHER, value=number)
        return
    row.values["order_id"] = pk
