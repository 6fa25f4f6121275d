"""Reading appeals, always as somebody."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.models import Appeal
from suppliers.permissions import decides_appeals, reads_all_suppliers
from suppliers.rules.appeal import AppealAgainst, AppealStatus
from suppliers.rules.role import SUPPLIER_ROLES
from suppliers.selectors.task import Task


def visible_appeals(account: Any) -> QuerySet[Appeal]:
    """All for the buyer's staff, the own ones for a supplier's people, else none."""
    rows = Appeal.objects.select_related("supplier", "filed_by", "decided_by")
    if reads_all_suppliers(account):
        return rows
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        return rows.filter(supplier_id=account.supplier_id)
    return rows.none()


def appeal_of(account: Any, against: AppealAgainst, subject_id: int) -> Appeal | None:
    """The appeal against one record, if there is one."""
    return visible_appeals(account).filter(against=against, subject_id=subject_id).first()


def appeal_worklist(account: Any) -> list[Task]:
    """Appeals this person may decide, the nearest day first. One query."""
    if not decides_appeals(account):
        return []
    waiting = visible_appeals(account).filter(status=AppealStatus.FILED).order_by("decide_by", "pk")
    return [_task(row) for row in waiting if account.pk not in row.involved]


def _task(row: Appeal) -> Task:
    return Task(
        words=_("Decide on the appeal of %(name)s") % {"name": row.supplier},
        detail=f"{row.supplier.number} · {row.get_against_display()}",
        url=reverse("admin:suppliers_appeal_change", args=[row.pk]),
        since=row.filed_at,
        due_on=row.decide_by,
    )
