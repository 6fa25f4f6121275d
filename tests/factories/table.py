"""Tables as people send them: CSV and workbooks, honest and otherwise."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from suppliers.rules.data_import import ImportKind
from suppliers.rules.import_column import COLUMNS

ORDER = {
    "number": "PO-1", "supplier": "SUP-T1", "title": "Stage", "department": "Events", "ordered_on": "2026-09-01",
    "due_on": "2026-09-30", "delivered_on": "2026-09-28", "quantity": "100", "accepted_quantity": "99",
    "response_hours": "6.5", "amount": "1000.00", "currency": "CNY", "closed_on": "",
}  # fmt: skip
INVOICE = {
    "number": "INV-1", "supplier": "SUP-T1", "order": "", "invoiced_on": "2026-10-08", "accepted_on": "2026-10-12",
    "amount": "1000.00", "currency": "CNY",
}  # fmt: skip
RATE = {"currency": "USD", "month": "2026-10", "cny": "7.1", "source": "SAFE"}
SUPPLIER = {
    "number": "", "name_zh": "霁野会展（虚构）", "name_en": "Jiye (fictional)", "registered_country": "CN",
    "registered_province": "CN-BJ", "identifier_scheme": "USCC", "identifier_value": "91110105DEM000014U",
    "category": "event", "profile": "production", "registered_on": "2015-04-08", "active_since": "2021-03-01",
}  # fmt: skip
ROW = {
    ImportKind.ORDERS: ORDER,
    ImportKind.INVOICES: INVOICE,
    ImportKind.EXCHANGE_RATES: RATE,
    ImportKind.SUPPLIERS: SUPPLIER,
}


def row(kind: ImportKind, **changes: Any) -> dict[str, Any]:
    """A good row with some cells changed."""
    return {**ROW[kind], **changes}


def heads(kind: ImportKind, names: Sequence[str], language: str = "en") -> list[str]:
    """The heads of some columns."""
    found = {column.name: column.head(language) for column in COLUMNS[kind]}
    return [found[name] for name in names]


def csv_bytes(
    kind: ImportKind, rows: Sequence[dict[str, Any]], *, language: str = "en", separator: str = ",", encoding: str = "utf-8-sig"
) -> bytes:
    """The rows under the heads of the first of them."""
    names = list(rows[0])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(heads(kind, names, language))
    writer.writerows([[one.get(name, "") for name in names] for one in rows])
    return text.getvalue().encode(encoding)


def csv_upload(kind: ImportKind, rows: Sequence[dict[str, Any]], name: str = "table.csv", **options: Any) -> SimpleUploadedFile:
    """The rows as a form hands them to a view."""
    return SimpleUploadedFile(name, csv_bytes(kind, rows, **options))


def xlsx_bytes(rows: Sequence[Sequence[Any]], *, sheet: str = "Data", also: Callable[[Any, Any], None] | None = None) -> bytes:
    """A workbook of one sheet; `also(book, sheet)` adds what else is wanted."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(place, column, cell, day)
                elif isinstance(cell, int | float | Decimal):
                    page.write_number(place, column, cell)
                elif cell not in (None, ""):
                    page.write_string(place, column, cell)
        if also is not None:
            also(book, page)
    return stream.getvalue()


def xlsx_upload(
    kind: ImportKind, rows: Sequence[dict[str, Any]], name: str = "table.xlsx", *, language: str = "en", **options: Any
) -> SimpleUploadedFile:
    """The rows as a workbook."""
    names = list(rows[0])
    table = [heads(kind, names, language), *([one.get(name, "") for name in names] for one in rows)]
    return SimpleUploadedFile(name, xlsx_bytes(table, **options))
