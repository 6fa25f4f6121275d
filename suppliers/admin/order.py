"""Orders, invoices and exchange rates: lists with filters; what stands in them came by imports."""

from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.list_filter import code_filter
from suppliers.admin.order_filter import CURRENCIES, DeliveryFilter, delivery_badge
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.data_import import RateForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import ExchangeRate, Invoice, PurchaseOrder, Supplier
from suppliers.permissions import imports_data, reads_all_suppliers, reads_trade
from suppliers.selectors.clock import now
from suppliers.selectors.order import visible_invoices, visible_orders, visible_rates
from suppliers.services.exchange_rate import enter_rate


class TradeAdmin(ReadingAdmin):
    """What the three lists have in common."""

    reads = staticmethod(reads_trade)
    page_template = "admin/pages/trade.html"
    sortable_by = ()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        # Seen by the list's own cells, which are not told who reads.
        self.links_suppliers = reads_all_suppliers(request.user)
        return super().changelist_view(request, {"may_import": imports_data(request.user), **(extra_context or {})})

    @admin.display(description=gettext_lazy("supplier"))
    def company(self, row: PurchaseOrder | Invoice) -> str:
        return two_lines(row.supplier, row.supplier.number)

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        supplier = getattr(row, "supplier", None)
        return {
            "facts": self.facts(row),
            "supplier": supplier,
            "supplier_url": _supplier_url(request, supplier),
            "came_by": row.data_import if imports_data(request.user) else None,
        }

    def facts(self, row: Any) -> list[tuple[object, object]]:
        """Label and value of what the record says."""
        raise NotImplementedError


@admin.register(PurchaseOrder)
class OrderAdmin(TradeAdmin):
    """The list of orders and a page for each."""

    visible = staticmethod(visible_orders)
    change_list_template = "admin/pages/trade_list.html"
    list_title = gettext_lazy("Orders")
    list_intro = gettext_lazy("Orders with delivery and acceptance, as the purchasing system knows them.")
    list_empty = gettext_lazy("No order has been imported yet.")
    list_display = ("number", "company", "ordered", "due", "delivery", "amount_figure")
    list_display_links = ("number",)
    search_fields = ("number", "title", "supplier__number", "supplier__name_zh", "supplier__name_en")
    search_help_text = gettext_lazy("Order number, supplier’s name or number")
    list_filter = (DeliveryFilter, code_filter(gettext_lazy("currency"), "currency", lambda: CURRENCIES))

    @admin.display(description=gettext_lazy("ordered on"))
    def ordered(self, order: PurchaseOrder) -> str:
        return day_words(order.ordered_on)

    @admin.display(description=gettext_lazy("due on"))
    def due(self, order: PurchaseOrder) -> str:
        return day_words(order.due_on)

    @admin.display(description=gettext_lazy("delivery"))
    def delivery(self, order: PurchaseOrder) -> str:
        return two_lines(delivery_badge(order), day_words(order.delivered_on))

    @admin.display(description=gettext_lazy("amount"))
    def amount_figure(self, order: PurchaseOrder) -> str:
        return money(order.amount, order.currency)

    def facts(self, row: PurchaseOrder) -> list[tuple[object, object]]:
        return [
            (_("Delivery"), delivery_badge(row)),
            (_("What was ordered"), row.title),
            (_("Requesting department"), row.department),
            (_("Ordered on"), day_words(row.ordered_on)),
            (_("Due on"), day_words(row.due_on)),
            (_("Delivered on"), day_words(row.delivered_on)),
            (_("Quantity"), f"{row.quantity:,}"),
            (_("Accepted at first inspection"), "" if row.accepted_quantity is None else f"{row.accepted_quantity:,}"),
            (_("Hours until the supplier answered"), row.response_hours),
            (_("Amount"), money(row.amount, row.currency)),
            (_("Closed on"), day_words(row.closed_on)),
        ]


@admin.register(Invoice)
class InvoiceAdmin(TradeAdmin):
    """The list of accepted invoices and a page for each."""

    visible = staticmethod(visible_invoices)
    change_list_template = "admin/pages/trade_list.html"
    list_title = gettext_lazy("Invoices")
    list_intro = gettext_lazy(
        "Accepted invoices and credit notes. CNY at the month-end rate of the invoice’s month, kept for good."
    )
    list_empty = gettext_lazy("No invoice has been imported yet.")
    list_display = ("number", "company", "invoiced", "accepted", "amount_figure", "cny_figure")
    list_display_links = ("number",)
    search_fields = ("number", "supplier__number", "supplier__name_zh", "supplier__name_en")
    search_help_text = gettext_lazy("Invoice number, supplier’s name or number")
    list_filter = (code_filter(gettext_lazy("currency"), "currency", lambda: CURRENCIES),)

    @admin.display(description=gettext_lazy("date of the invoice"))
    def invoiced(self, invoice: Invoice) -> str:
        return day_words(invoice.invoiced_on)

    @admin.display(description=gettext_lazy("accepted on"))
    def accepted(self, invoice: Invoice) -> str:
        return day_words(invoice.accepted_on)

    @admin.display(description=gettext_lazy("amount"))
    def amount_figure(self, invoice: Invoice) -> str:
        return money(invoice.amount, invoice.currency)

    @admin.display(description=gettext_lazy("amount (CNY)"))
    def cny_figure(self, invoice: Invoice) -> str:
        return f"{invoice.amount_cny:,.2f}"

    def facts(self, row: Invoice) -> list[tuple[object, object]]:
        return [
            (_("Order"), _order_link(row)),
            (_("Date of the invoice"), day_words(row.invoiced_on)),
            (_("Accepted on"), day_words(row.accepted_on)),
            (_("Amount"), money(row.amount, row.currency)),
            (_("Rate used"), f"{row.rate.normalize():f}"),
            (_("Amount (CNY)"), f"{row.amount_cny:,.2f}"),
        ]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(TradeAdmin):
    """The list of rates, a page for each, and the page to enter one."""

    visible = staticmethod(visible_rates)
    change_list_template = "admin/pages/exchange_rate_list.html"
    list_acts = {"enter": "enter"}
    list_title = gettext_lazy("Exchange rates")
    list_intro = gettext_lazy("CNY for one unit at the end of a month. A rate stays: invoices are reckoned with it.")
    list_empty = gettext_lazy("No exchange rate has been entered yet.")
    list_display = ("month_shown", "currency", "cny_figure", "source")
    list_display_links = ("month_shown",)
    list_filter = (code_filter(gettext_lazy("currency"), "currency", lambda: CURRENCIES),)

    @admin.display(description=gettext_lazy("month"))
    def month_shown(self, rate: ExchangeRate) -> str:
        return f"{rate.month:%Y-%m}"

    @admin.display(description=gettext_lazy("CNY for one unit"))
    def cny_figure(self, rate: ExchangeRate) -> str:
        return f"{rate.cny:f}"

    def facts(self, row: ExchangeRate) -> list[tuple[object, object]]:
        return [
            (_("Currency"), row.currency),
            (_("Month"), f"{row.month:%Y-%m}"),
            (_("CNY for one unit"), f"{row.cny:f}"),
            (_("Source"), row.source),
        ]

    def enter(self, request: HttpRequest) -> HttpResponse:
        """One rate by hand."""
        if not imports_data(request.user):
            raise PermissionDenied
        form = RateForm(request.POST or None)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                rate = enter_rate(**form.cleaned_data, by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("The rate is entered."))
                return redirect(self.address(rate))
        status = 422 if request.method == "POST" else 200
        context = {"title": _("Enter an exchange rate"), "form": form, "refusal": refusal}
        return self.page(request, None, "admin/pages/exchange_rate_enter.html", status, **context)


def money(amount: Decimal, currency: str) -> str:
    """An amount for tables: `USD 1,234.50`."""
    return f"{currency} {amount:,.2f}"


def _supplier_url(request: HttpRequest, supplier: Supplier | None) -> str:
    if supplier is None or not reads_all_suppliers(request.user):
        return ""
    return reverse("admin:suppliers_supplier_change", args=[supplier.pk])


def _order_link(invoice: Invoice) -> str:
    if invoice.order is None:
        return ""
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:suppliers_purchaseorder_change", args=[invoice.order_id]), invoice.order
    )
