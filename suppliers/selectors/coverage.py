"""How far the register is covered by signatures in force."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from suppliers.rules.region import shares
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE, DocumentKind, SignatureStatus
from suppliers.selectors.signature import visible_signatures
from suppliers.selectors.supplier import visible_suppliers


@dataclass(frozen=True)
class Coverage:
    """Suppliers of the counting set whose signature of one document is in force, out of all of the counting set."""

    kind: DocumentKind
    signed: int
    counted: int

    @property
    def percent(self) -> Decimal:
        """The share in percent, half up to 0.01; 0 where nobody counts."""
        return shares({"signed": self.signed, "unsigned": self.counted - self.signed})["signed"]


def signature_coverage(account: Any, *, today: date) -> list[Coverage]:
    """One figure per document, by the reader's own scope. Two queries."""
    counted = visible_suppliers(account).counted()
    held = (
        visible_signatures(account)
        .filter(status=SignatureStatus.SIGNED, valid_until__gte=today, supplier__in=counted)
        .order_by()
        .values_list("document__kind")
        .annotate(suppliers=Count("supplier", distinct=True))
    )
    signed, total = dict(held), counted.count()
    return [Coverage(kind, signed.get(kind, 0), total) for kind in REQUIRED_FOR_ADMITTANCE]
