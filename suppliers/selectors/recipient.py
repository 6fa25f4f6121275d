"""Who gets a notice."""

from django.db.models import QuerySet

from suppliers.models import Account
from suppliers.rules.role import Role


def staff_in(role: Role) -> QuerySet[Account]:
    """The buyer's active people in a role."""
    return Account.objects.filter(role=role, is_active=True).order_by("pk")


def people_of(supplier_id: int, *roles: Role) -> QuerySet[Account]:
    """A supplier's active people in these roles."""
    return Account.objects.filter(supplier_id=supplier_id, role__in=roles, is_active=True).order_by("pk")
