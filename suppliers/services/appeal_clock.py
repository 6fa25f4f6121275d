"""What a new day does to appeals: those who may decide are reminded before the day, and once after it."""

from datetime import datetime, timedelta

from django.db import transaction

from suppliers.models import Appeal
from suppliers.rules.appeal import REMIND_DAYS, AppealStatus
from suppliers.selectors.clock import local_day
from suppliers.services.appeal import tell_deciders


@transaction.atomic
def appeal_clock(*, at: datetime) -> int:
    """Returns how many appeals are near or past their day; nobody is told the same twice."""
    today = local_day(at)
    near = Appeal.objects.filter(status=AppealStatus.FILED, decide_by__lte=today + timedelta(days=REMIND_DAYS))
    rows = list(near.select_related("supplier"))
    for appeal in rows:
        tell_deciders("appeal_overdue" if appeal.decide_by < today else "appeal_reminder", appeal, at=at)
    return len(rows)
