"""Reading lawsuits, and the figure that is published: suppliers in litigation over corruption or unfair competition."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from suppliers.models import Litigation
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.litigation import PUBLISHED_KINDS
from suppliers.selectors.region_count import counted_periods


def visible_lawsuits(account: Any) -> QuerySet[Litigation]:
    """All lawsuits for those who read suppliers; nothing for anybody else, the supplier included."""
    if not reads_all_suppliers(account):
        return Litigation.objects.none()
    return Litigation.objects.select_related("supplier", "proof", "entered_by")


def pending_on(day: date) -> Q:
    """Lawsuits that were open when the day ended."""
    return Q(filed_on__lte=day) & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def suppliers_in_litigation(day: date) -> int:
    """Suppliers of the counting set of a day with an open lawsuit over corruption or unfair competition, each once. One query."""
    counted = counted_periods(day).values("supplier")
    found = Litigation.objects.filter(pending_on(day), kind__in=PUBLISHED_KINDS, supplier__in=counted)
    return found.order_by().values("supplier").distinct().count()
