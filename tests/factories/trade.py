"""An order, its invoice, a rate and the import they came by."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django.core.files.base import ContentFile

from suppliers.models import Account, DataImport, ExchangeRate, Invoice, PurchaseOrder, Supplier

AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


def make_import(by: Account, kind: str = "ORDERS", **fields: object) -> DataImport:
    """An import that was checked."""
    facts = {"status": "CHECKED", "sha256": "ab" * 32, "original_name": "orders.csv", "rows_total": 1, **fields}
    data_import = DataImport(kind=kind, uploaded_by=by, uploaded_at=AT, **facts)
    data_import.file.save("orders.csv", ContentFile(b"Order number\n"), save=False)
    data_import.save()
    return data_import


def make_order(supplier: Supplier, number: str = "PO-1", **fields: object) -> PurchaseOrder:
    """An order delivered two days before its date, one of a hundred not accepted."""
    facts = {
        "ordered_on": date(2026, 9, 1), "due_on": date(2026, 9, 30), "delivered_on": date(2026, 9, 28),
        "quantity": Decimal(100), "accepted_quantity": Decimal(99), "response_hours": Decimal("6.5"), "amount": Decimal(1000),
        **fields,
    }  # fmt: skip
    return PurchaseOrder.objects.create(supplier=supplier, number=number, **facts)


def make_invoice(supplier: Supplier, number: str = "INV-1", cny: str = "1000", **fields: object) -> Invoice:
    """An accepted invoice in CNY."""
    facts = {"invoiced_on": date(2026, 10, 8), "accepted_on": date(2026, 10, 12), **fields}
    return Invoice.objects.create(supplier=supplier, number=number, amount=Decimal(cny), amount_cny=Decimal(cny), **facts)


def make_rate(currency: str = "USD", month: date = date(2026, 10, 1), cny: str = "7.1") -> ExchangeRate:
    """A month-end rate."""
    return ExchangeRate.objects.create(currency=currency, month=month, cny=Decimal(cny))


def trade_ids(supplier: Supplier, by: Account) -> dict[str, object]:
    """One of each, by the names that addresses use."""
    order = make_order(supplier)
    return {
        "order": order.pk,
        "invoice": make_invoice(supplier, order=order).pk,
        "exchange-rate": make_rate().pk,
        "import": make_import(by).pk,
    }
