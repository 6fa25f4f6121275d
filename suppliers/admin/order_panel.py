"""Orders and spend of the last twelve months, for a supplier's page."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.admin.words import day_words
from suppliers.models import Supplier
from suppliers.models.labels_trade import SPEND_CLASS
from suppliers.rules.spend import SpendClass, spend_class
from suppliers.selectors.clock import today
from suppliers.selectors.order import order_figures, spend_of, spend_window
from suppliers.selectors.policy import scoring_policy


def order_panel(request: HttpRequest, supplier: Supplier) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all panels
    """The figures an evaluation would be made from, up to yesterday, and the spend with its class, up to today."""
    start, end = spend_window(today() - timedelta(days=1))
    figures = order_figures(supplier.pk, start, end)
    spend = spend_of(today(), [supplier.pk]).get(supplier.pk, Decimal(0))
    code: SpendClass = spend_class(spend, scoring_policy().spend_bands)
    number = f"?q={supplier.number}"
    return {
        "start": day_words(start),
        "end": day_words(end),
        "facts": [
            (_("Orders due"), f"{figures.orders:,}"),
            (_("Delivered on time"), _share(figures.otd_pct, f"{figures.on_time:,}")),
            (_("Accepted at first inspection (%)"), _figure(figures.acceptance_pct)),
            (_("Median time to answer (hours)"), _figure(figures.median_response_hours)),
            (_("Spend of twelve months (CNY)"), f"{spend:,.2f}"),
            (_("Spend class"), SPEND_CLASS[code]),
        ],
        "orders_url": reverse("admin:suppliers_purchaseorder_changelist") + number,
        "invoices_url": reverse("admin:suppliers_invoice_changelist") + number,
    }


def _share(percent: Decimal | None, number: str) -> str:
    return "–" if percent is None else _("%(number)s (%(percent)s %%)") % {"number": number, "percent": percent}


def _figure(value: Decimal | None) -> str:
    return "–" if value is None else str(value)
