"""Exchange rates from a file: one per currency and month, of months that are over."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from suppliers.models import ExchangeRate
from suppliers.rules.currency import HOME
from suppliers.rules.data_import import ImportKind, ImportRow, OnceOnly, RowProblem
from suppliers.rules.month import add_months
from suppliers.services.import_row import ImportedRows, Writing


class ImportedRates(ImportedRows):
    """One row per currency and month."""

    kind = ImportKind.EXCHANGE_RATES

    def __init__(self, *, today: date, options: Mapping[str, Any]) -> None:
        super().__init__(today=today, options=options)
        self.months = OnceOnly()

    def look(self, row: ImportRow) -> None:
        values = row.values
        values["source"] = values.get("source") or ""
        if values.get("currency") == HOME:
            row.refuse("currency", RowProblem.HOME_CURRENCY)
        if values.get("cny") is not None and values["cny"] <= 0:
            row.refuse("cny", RowProblem.NOT_ABOVE_ZERO)
        month = values.get("month")
        if month is not None and not month_is_over(month, self.today):
            row.refuse("month", RowProblem.MONTH_NOT_OVER, value=f"{month:%Y-%m}")

    def compare(self, rows: Sequence[ImportRow]) -> None:
        known = set(ExchangeRate.objects.values_list("currency", "month"))
        for row in rows:
            key = (row.values.get("currency"), row.values.get("month"))
            if all(key):
                shown = f"{key[0]} {key[1]:%Y-%m}"
                self.months.take(row, "month", key, shown)
                if key in known:
                    row.refuse("month", RowProblem.KNOWN_ALREADY, value=shown)

    def tally(self, row: ImportRow) -> None:
        self.totals["", row.values["currency"]][0] += 1

    def write(self, rows: Sequence[ImportRow], writing: Writing) -> None:
        fields = ("currency", "month", "cny", "source")
        ExchangeRate.objects.bulk_create(
            ExchangeRate(data_import=writing.data_import, **{name: row.values[name] for name in fields}) for row in rows
        )


def month_is_over(month: date, today: date) -> bool:
    """Whether the last day of the month has been reached, so that there is a month-end rate."""
    return add_months(month, 1) <= today
