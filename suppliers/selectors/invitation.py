"""Reading invitations, always as somebody."""

from typing import Any

from django.db.models import QuerySet

from suppliers.models import Invitation
from suppliers.permissions import invites_colleagues, reads_all_suppliers


def visible_invitations(account: Any) -> QuerySet[Invitation]:
    """All for the buyer's staff, those of the own company for a supplier's administrator, else none."""
    found = Invitation.objects.select_related("supplier", "invited_by")
    if reads_all_suppliers(account):
        return found
    if invites_colleagues(account, getattr(account, "supplier_id", None) or 0):
        return found.filter(supplier_id=account.supplier_id)
    return found.none()


def open_invitations(account: Any) -> QuerySet[Invitation]:
    """Those neither used nor withdrawn, the ones that ran out included: they can be sent again."""
    return visible_invitations(account).filter(used_at__isnull=True, revoked_at__isnull=True)
