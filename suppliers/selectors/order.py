"""Reading orders, invoices and exchange rates, always as somebody; and what they say about a supplier."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import QuerySet, Sum

from suppliers.models import ExchangeRate, Invoice, PurchaseOrder
from suppliers.permissions import reads_trade
from suppliers.rules.month import add_months
from suppliers.rules.order_figures import OrderFigures
from suppliers.rules.rounding import quotient, round_half_up

SPEND_MONTHS = 12
HUNDRED = Decimal(100)


def visible_orders(account: Any) -> QuerySet[PurchaseOrder]:
    """All orders for those of the buyer's people who work with them, else none."""
    rows = PurchaseOrder.objects.select_related("supplier")
    return rows if reads_trade(account) else rows.none()


def visible_invoices(account: Any) -> QuerySet[Invoice]:
    """All invoices for those of the buyer's people who work with them, else none."""
    rows = Invoice.objects.select_related("supplier", "order")
    return rows if reads_trade(account) else rows.none()


def visible_rates(account: Any) -> QuerySet[ExchangeRate]:
    """All exchange rates for those of the buyer's people who work with them, else none."""
    rows = ExchangeRate.objects.select_related("data_import")
    return rows if reads_trade(account) else rows.none()


def order_figures(supplier_id: int, start: date, end: date) -> OrderFigures:
    """The orders of one supplier that were due from `start` to the end of the day `end`, in one query.

    On time: delivered by the due date. Late: delivered after it, or not at all. Acceptance: the mean over the inspected
    orders of the share accepted at first inspection, because pieces and hours cannot be added up. Source: docs/imports.md.
    """
    rows = list(
        PurchaseOrder.objects.filter(supplier_id=supplier_id, due_on__range=(start, end)).values_list(
            "due_on", "delivered_on", "quantity", "accepted_quantity", "response_hours"
        )
    )
    on_time = sum(delivered is not None and delivered <= due for due, delivered, *_rest in rows)
    shares = [
        accepted * HUNDRED / quantity for _due, _on, quantity, accepted, _hours in rows if accepted is not None and quantity
    ]
    hours = [row[4] for row in rows if row[4] is not None]
    return OrderFigures(
        orders=len(rows),
        on_time=on_time,
        otd_pct=quotient(HUNDRED * on_time, Decimal(len(rows))) if rows else None,
        acceptance_pct=quotient(sum(shares, Decimal(0)), Decimal(len(shares))) if shares else None,
        median_response_hours=round_half_up(median(hours)) if hours else None,
    )


def spend_window(until: date) -> tuple[date, date]:
    """First and last day of the twelve months that end with `until`."""
    return date.fromordinal(add_months(until, -SPEND_MONTHS).toordinal() + 1), until


def spend_of(until: date, supplier_ids: Collection[int] | None = None) -> dict[int, Decimal]:
    """Accepted invoices in CNY by supplier, of the twelve months that end with `until`, in one query.

    A supplier without an invoice is left out; credit notes count below zero.
    """
    rows = Invoice.objects.filter(accepted_on__range=spend_window(until))
    if supplier_ids is not None:
        rows = rows.filter(supplier_id__in=supplier_ids)
    sums = rows.order_by().values_list("supplier_id").annotate(cny=Sum("amount_cny"))
    return {supplier: round_half_up(Decimal(cny)) for supplier, cny in sums}
