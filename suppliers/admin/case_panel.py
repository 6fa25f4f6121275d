"""Panels of a supplier's page that belong to no page of their own: open cases, signatures, people."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from suppliers.admin.words import signature_badge
from suppliers.models import Supplier
from suppliers.permissions import keeps_lawsuits
from suppliers.rules.duplicate import DuplicateStatus
from suppliers.selectors.duplicate import visible_duplicates, visible_merges
from suppliers.selectors.litigation import visible_lawsuits
from suppliers.selectors.signature import visible_signatures


def case_panel(request: HttpRequest, supplier: Supplier) -> dict[str, Any]:
    """Lawsuits with their state, pairs nobody has decided on, merges with this supplier. Three queries."""
    this = Q(first=supplier) | Q(second=supplier)
    pairs = visible_duplicates(request.user).filter(this, status=DuplicateStatus.OPEN)
    return {
        "lawsuits": list(visible_lawsuits(request.user).filter(supplier=supplier)),
        "pairs": [(pair, pair.second if pair.first_id == supplier.pk else pair.first) for pair in pairs],
        "merges": list(visible_merges(request.user).filter(Q(kept=supplier) | Q(merged=supplier))),
        "may_enter": keeps_lawsuits(request.user),
    }


def signature_panel(request: HttpRequest, supplier: Supplier) -> dict[str, Any]:
    """Everything given to the supplier to sign, the latest first. One query."""
    rows = visible_signatures(request.user).filter(supplier=supplier).order_by("-assigned_at", "-pk")
    return {"signatures": [(signature, signature_badge(signature.status)) for signature in rows]}


def people_panel(request: HttpRequest, supplier: Supplier) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all panels
    """The supplier's people; the contacts stand with the record. One query."""
    return {"people": list(supplier.accounts.order_by("-is_active", "name"))}
