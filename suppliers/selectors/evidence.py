"""Reading evidence files, always as somebody."""

from typing import Any

from django.db.models import QuerySet

from suppliers.models import Evidence
from suppliers.permissions import reads_all_suppliers
from suppliers.selectors.supplier import visible_suppliers


def visible_evidence(account: Any) -> QuerySet[Evidence]:
    """All files for the buyer's staff; for a supplier's people the company's own, without the buyer's look-ups."""
    found = Evidence.objects.select_related("supplier", "uploaded_by")
    if reads_all_suppliers(account):
        return found
    return found.filter(supplier__in=visible_suppliers(account)).exclude(kind="lookup")
