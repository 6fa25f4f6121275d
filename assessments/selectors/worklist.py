"""What waits for the buyer's people in self-assessments."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from assessments.models import Assessment, CarbonYear
from assessments.rules.assessment import WRITABLE, AssessmentStatus
from assessments.selectors.assessment import visible_assessments
from assessments.selectors.carbon import years_to_appraise
from suppliers.permissions import appraises_carbon, assigns_assessments, reviews_assessments


class WorkKind(StrEnum):
    """What is to be done."""

    REVIEW = "review"
    GO_ON_REVIEWING = "go_on_reviewing"
    OVERDUE = "overdue"
    APPRAISE = "appraise"


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits; `assessment_id` is the record's id, of a carbon year for APPRAISE.

    `waits_since` orders what has no date of its own; words are the face's.
    """

    kind: WorkKind
    assessment_id: int
    supplier_id: int
    supplier: str
    supplier_number: str
    due_on: date | None
    waits_since: datetime


def assessment_worklist(account: Any, today: date, most: int = 50) -> list[WorkItem]:
    """Reviews to begin and to finish, for reviewers; then assessments past their date, for those who assign.

    At most three queries, with the carbon years that wait for an appraisal.
    """
    rows = visible_assessments(account)
    items: list[WorkItem] = []
    if assigns_assessments(account):
        overdue = rows.filter(status__in=WRITABLE, due_on__lt=today).order_by("due_on", "pk")[:most]
        items = [_item(WorkKind.OVERDUE, row) for row in overdue]
    if reviews_assessments(account):
        waiting = rows.filter(status__in=[AssessmentStatus.SUBMITTED, AssessmentStatus.IN_REVIEW])
        reviews = [_review(row) for row in waiting.order_by("submitted_at", "pk")[:most]]
        items = reviews + items
    if appraises_carbon(account):
        years = years_to_appraise(account).exclude(agreement__proposed_by=account)[:most]
        items += [_appraisal(year) for year in years]
    return items


def _appraisal(year: CarbonYear) -> WorkItem:
    return WorkItem(
        kind=WorkKind.APPRAISE,
        assessment_id=year.pk,
        supplier_id=year.supplier_id,
        supplier=str(year.supplier),
        supplier_number=year.supplier.number,
        due_on=None,
        waits_since=year.submitted_at or year.agreement.proposed_at,
    )


def _review(row: Assessment) -> WorkItem:
    return _item(WorkKind.REVIEW if row.status == AssessmentStatus.SUBMITTED else WorkKind.GO_ON_REVIEWING, row)


def _item(kind: WorkKind, row: Assessment) -> WorkItem:
    return WorkItem(
        kind=kind,
        assessment_id=row.pk,
        supplier_id=row.supplier_id,
        supplier=str(row.supplier),
        supplier_number=row.supplier.number,
        due_on=row.due_on if kind is WorkKind.OVERDUE else None,
        waits_since=row.submitted_at or row.assigned_at,
    )
