"""Reading suppliers, always as somebody."""

import unicodedata
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


SEARCHED = ("number", "name_zh", "name_en", "former_names", "identifier_value")


def matching_suppliers(suppliers: SupplierQuerySet, typed: str) -> SupplierQuerySet:
    """Those in which every typed word occurs, in a name, a former name, the number or the identifier.

    Full-width letters and digits find their plain forms; names that carry full-width signs are found as typed, too.
    """
    for word in typed.split():
        spellings = {word, unicodedata.normalize("NFKC", word)}
        fits = Q()
        for spelling in spellings:
            for field in SEARCHED:
                fits |= Q(**{f"{field}__icontains": spelling})
        suppliers = suppliers.filter(fits)
    return suppliers
