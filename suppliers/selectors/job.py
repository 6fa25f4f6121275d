"""Reading jobs, always as somebody."""

from typing import Any

from django.db.models import QuerySet

from suppliers.models import Job
from suppliers.permissions import manages_accounts, reads_all_suppliers, sees_operations


def visible_jobs(account: Any) -> QuerySet[Job]:
    """Jobs this person may follow: all for staff and the administrator, their own for finance, else none.

    A job names its result by number only; who may open the result is the result's own question.
    """
    rows = Job.objects.select_related("supplier", "requested_by")
    if reads_all_suppliers(account) or manages_accounts(account):
        return rows
    return rows.filter(requested_by=account) if sees_operations(account) else rows.none()
