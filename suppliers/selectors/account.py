"""Reading people, always as somebody."""

from typing import Any

from django.db.models import QuerySet

from suppliers.models import Account
from suppliers.permissions import invites_colleagues, manages_accounts, reads_all_suppliers


def visible_people(account: Any) -> QuerySet[Account]:
    """The people this person may know of.

    The administrator of Assay knows all, the buyer's staff the suppliers' people, a supplier's administrator the
    company's own, everybody else only themselves.
    """
    people = Account.objects.select_related("supplier")
    if manages_accounts(account):
        return people
    if reads_all_suppliers(account):
        return people.filter(supplier__isnull=False) | people.filter(pk=account.pk)
    if invites_colleagues(account, getattr(account, "supplier_id", None) or 0):
        return people.filter(supplier_id=account.supplier_id)
    return people.filter(pk=account.pk) if isinstance(account, Account) and account.is_active else people.none()
