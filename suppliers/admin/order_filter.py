"""How an order's delivery stands, as a word in its tone and as a filter."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.reading import badge
from suppliers.models import PurchaseOrder
from suppliers.selectors.clock import today

CURRENCIES = tuple((code, code) for code in ("CNY", "USD", "EUR", "HKD", "JPY", "KRW", "GBP", "TWD", "SGD", "MOP"))


def delivery_badge(order: PurchaseOrder) -> str:
    """On time, late, overdue or still open."""
    if order.delivered_on is not None:
        return badge(_("On time"), "good") if order.delivered_on <= order.due_on else badge(_("Late"), "attention")
    return badge(_("Overdue"), "problem") if order.due_on < today() else badge(_("Not yet due"), "neutral")


class DeliveryFilter(admin.SimpleListFilter):
    """Orders by how their delivery stands today."""

    title = gettext_lazy("delivery")
    parameter_name = "delivery"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, object]]:  # noqa: ARG002 -- Django's signature
        return [
            ("on_time", gettext_lazy("On time")),
            ("late", gettext_lazy("Late")),
            ("overdue", gettext_lazy("Overdue")),
            ("open", gettext_lazy("Not yet due")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        rules = {
            "on_time": Q(delivered_on__lte=F("due_on")),
            "late": Q(delivered_on__gt=F("due_on")),
            "overdue": Q(delivered_on__isnull=True, due_on__lt=today()),
            "open": Q(delivered_on__isnull=True, due_on__gte=today()),
        }
        return queryset.filter(rules[self.value()]) if self.value() in rules else queryset
