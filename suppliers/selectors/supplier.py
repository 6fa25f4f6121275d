"""Reading suppliers, always as somebody."""

from typing import Any

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
