"""Reading suppliers, always as somebody."""

from typing import Any

from django.db.models import Q

from suppliers.models import Supplier
from suppliers.models.supplier import SupplierQuerySet
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.role import SUPPLIER_ROLES


def visible_suppliers(account: Any) -> SupplierQuerySet:
    """The suppliers this person may know of: all for the buyer's staff, the own one for a supplier's people, else none."""
    if reads_all_suppliers(account):
        return Supplier.objects.all()
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        return Supplier.objects.filter(pk=account.supplier_id)
    return Supplier.objects.none()


def supplier_by_reference(reference: str) -> Supplier | None:
    """The supplier with this number, identifier or LEI, for commands run by an operator; None when there is none."""
    text = reference.strip().upper()
    rows = Supplier.objects.filter(Q(number=text) | Q(identifier_value=text) | Q(lei=text))
    return rows.order_by("pk").first()
