"""Orders, deliveries, acceptance and invoices, as the purchasing system knows them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.data_import import DataImport
from suppliers.models.supplier import Supplier


class PurchaseOrder(models.Model):
    """One order with its delivery and acceptance. Money in the currency of the order."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="purchase_orders")
    number = models.CharField(_("order number"), max_length=60, unique=True)
    title = models.CharField(_("what was ordered"), max_length=200, blank=True)
    department = models.CharField(_("requesting department"), max_length=120, blank=True)
    ordered_on = models.DateField(_("ordered on"))
    due_on = models.DateField(_("due on"))
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=18, decimal_places=3, validators=[MinValueValidator(0)])
    accepted_quantity = models.DecimalField(
        _("accepted at first inspection"), max_digits=18, decimal_places=3, null=True, blank=True
    )
    response_hours = models.DecimalField(
        _("hours until the supplier answered"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    data_import = models.ForeignKey(
        DataImport, verbose_name=_("data import"), null=True, blank=True, on_delete=models.PROTECT, related_name="purchase_orders"
    )

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ("-ordered_on", "-pk")
        constraints = [
            models.CheckConstraint(name="order_due_after_order", condition=models.Q(due_on__gte=models.F("ordered_on"))),
            models.CheckConstraint(
                name="order_accepted_at_most_all",
                condition=models.Q(accepted_quantity__isnull=True) | models.Q(accepted_quantity__lte=models.F("quantity")),
            ),
        ]
        indexes = [
            models.Index(fields=["supplier", "due_on"], name="order_due"),
            models.Index(fields=["supplier", "ordered_on"], name="order_ordered"),
        ]

    def __str__(self) -> str:
        return self.number


class ExchangeRate(models.Model):
    """CNY for one unit of a currency at the end of a month; `month` is its first day."""

    currency = models.CharField(_("currency"), max_length=3)
    month = models.DateField(_("month"))
    cny = models.DecimalField(_("CNY for one unit"), max_digits=14, decimal_places=6, validators=[MinValueValidator(0)])
    source = models.CharField(_("source"), max_length=200, blank=True)
    data_import = models.ForeignKey(
        DataImport, verbose_name=_("data import"), null=True, blank=True, on_delete=models.PROTECT, related_name="exchange_rates"
    )

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ("-month", "currency")
        constraints = [models.UniqueConstraint(fields=["currency", "month"], name="exchange_rate_once")]

    def __str__(self) -> str:
        return f"{self.currency} {self.month:%Y-%m}"


class Invoice(models.Model):
    """One accepted invoice; `amount_cny` was reckoned once, with the month-end rate of its month, and stays."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="invoices")
    order = models.ForeignKey(
        PurchaseOrder, verbose_name=_("order"), null=True, blank=True, on_delete=models.PROTECT, related_name="invoices"
    )
    number = models.CharField(_("invoice number"), max_length=60)
    invoiced_on = models.DateField(_("date of the invoice"))
    accepted_on = models.DateField(_("accepted on"))
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)  # below 0: a credit note
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    rate = models.DecimalField(_("rate used"), max_digits=14, decimal_places=6, default=1)
    amount_cny = models.DecimalField(_("amount (CNY)"), max_digits=18, decimal_places=2)
    data_import = models.ForeignKey(
        DataImport, verbose_name=_("data import"), null=True, blank=True, on_delete=models.PROTECT, related_name="invoices"
    )

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ("-accepted_on", "-pk")
        constraints = [models.UniqueConstraint(fields=["supplier", "number"], name="invoice_once")]
        indexes = [models.Index(fields=["supplier", "accepted_on", "amount_cny"], name="invoice_spend")]

    def __str__(self) -> str:
        return self.number
