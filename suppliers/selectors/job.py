"""Reading jobs, always as somebody."""

from typing import Any

from django.db.models import QuerySet

from suppliers.models import Job
from suppliers.permissions import sees_operations


def visible_jobs(account: Any) -> QuerySet[Job]:
    """Jobs this person may follow: all for the buyer's people, none for a supplier's (reports are the buyer's papers).

    A job names its result by number only; who may open the result is the result's own question.
    """
    rows = Job.objects.select_related("supplier", "requested_by")
    return rows if sees_operations(account) else rows.none()
