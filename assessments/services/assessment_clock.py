"""What the date does to self-assessments: reminders, overdue notices, and the end of the one round of mending."""

from datetime import date, datetime, timedelta

from django.db import transaction

from assessments.models import Assessment
from assessments.rules.assessment import WORKFLOW, AssessmentStatus
from assessments.selectors.assessment import returned_past_due, unfinished_until
from assessments.services.assessment import locked_assessment, note_submission
from assessments.services.assessment_notice import tell_reviewers, tell_supplier
from suppliers.selectors.clock import local_day
from suppliers.services.transitions import apply_move

REMINDERS = (1, 7, 30)
"""Days before the due date; the nearest one that has come is told, so a day without a clock loses nothing."""


def remind_of_assessments(*, at: datetime) -> int:
    """Remind 30, 7 and 1 days before the due date and tell once when it is over. Returns how many were looked at."""
    today = local_day(at)
    rows = list(unfinished_until(today + timedelta(days=max(REMINDERS))))
    for assessment in rows:
        _remind(assessment, today, at)
    return len(rows)


def close_returned_assessments(*, at: datetime) -> int:
    """Take sent-back assessments whose term is over as they are. Returns how many."""
    closed = [_close(assessment, at) for assessment in returned_past_due(local_day(at))]
    return sum(closed)


@transaction.atomic
def _remind(assessment: Assessment, today: date, at: datetime) -> None:
    left = (assessment.due_on - today).days
    if left < 0:
        occasion = f"overdue-{assessment.due_on.isoformat()}"
        tell_supplier(assessment, "assessment_overdue", occasion=occasion, at=at)
        tell_reviewers(assessment, "assessment_overdue_staff", occasion=f"staff-{occasion}", at=at)
        return
    days = next(days for days in REMINDERS if left <= days)
    handed_over = local_day(assessment.returned_at or assessment.assigned_at)
    if assessment.due_on - timedelta(days=days) > handed_over:
        occasion = f"reminder-{assessment.due_on.isoformat()}-{days}"
        tell_supplier(assessment, "assessment_reminder", occasion=occasion, at=at)


@transaction.atomic
def _close(assessment: Assessment, at: datetime) -> bool:
    locked = locked_assessment(assessment)
    if locked.status != AssessmentStatus.RETURNED or locked.due_on >= local_day(at):
        return False
    apply_move(locked, WORKFLOW, "close_at_due_date", by=None, at=at)
    note_submission(locked, by=None, at=at)
    return True
