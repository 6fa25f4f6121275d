"""Which reader reads which kind of file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from suppliers.rules.data_import import ImportKind
from suppliers.services.import_invoice import ImportedInvoices
from suppliers.services.import_order import ImportedOrders
from suppliers.services.import_rate import ImportedRates
from suppliers.services.import_row import ImportedRows
from suppliers.services.import_supplier import ImportedSuppliers

KINDS: Mapping[ImportKind, type[ImportedRows]] = {
    ImportKind.SUPPLIERS: ImportedSuppliers,
    ImportKind.ORDERS: ImportedOrders,
    ImportKind.INVOICES: ImportedInvoices,
    ImportKind.EXCHANGE_RATES: ImportedRates,
}


def rows_of_kind(kind: ImportKind, *, today: date, options: Mapping[str, Any]) -> ImportedRows:
    """A fresh reader for one file."""
    return KINDS[kind](today=today, options=options)
