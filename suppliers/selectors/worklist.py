"""What waits for a person of the buyer's staff in admittance, oldest first, with the verb of the next step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from suppliers.models import Admittance, Approval, QualificationCheck
from suppliers.permissions import approves_admittance, checks_qualification, has_role
from suppliers.rules.qualification import HARD_CHECKS, CheckResult
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.admittance import visible_admittances
from suppliers.selectors.clock import local_day

CHECK_WITHIN = timedelta(days=5)


class Waiting(StrEnum):
    """The next step."""

    START_CHECKING = "START_CHECKING"
    FINISH_CHECKING = "FINISH_CHECKING"
    APPROVE = "APPROVE"
    DECIDE_FAILED = "DECIDE_FAILED"
    COMPLETE_DRAFT = "COMPLETE_DRAFT"


@dataclass(frozen=True)
class WorkItem:
    """One application that waits for this person. `due_on` is when it should be done; `open_checks` are left to do."""

    waiting: Waiting
    admittance_id: int
    supplier_id: int
    number: str
    name: str
    since: datetime
    due_on: date
    open_checks: int = 0


def admittance_worklist(account: Any) -> list[WorkItem]:
    """Applications that wait for this person, most urgent first. What the person entered is not theirs to decide on.

    At most four queries, however many applications wait.
    """
    items: list[WorkItem] = []
    if checks_qualification(account):
        items += _to_check(account) + _to_mend(account)
    if approves_admittance(account):
        items += _to_approve(account)
    if has_role(account, Role.MANAGER):
        items += _failed(account)
    return sorted(items, key=lambda item: (item.due_on, item.admittance_id))


def _not_mine(account: Any, standing: Standing) -> QuerySet[Admittance]:
    edited = Admittance.editors.through.objects.filter(admittance_id=OuterRef("pk"), account_id=account.pk)
    mine = visible_admittances(account).filter(closed_at__isnull=True, supplier__standing=standing)
    return mine.exclude(Exists(edited)).exclude(entered_by=account).exclude(submitted_by=account)


def _to_check(account: Any) -> list[WorkItem]:
    unfinished = QualificationCheck.objects.filter(result=CheckResult.OPEN)
    items = [_item(Waiting.START_CHECKING, row) for row in _not_mine(account, Standing.SUBMITTED)]
    checking = list(_not_mine(account, Standing.CHECKING))
    left: dict[int, int] = {row.pk: 0 for row in checking}
    for pk in unfinished.filter(admittance__in=left).values_list("admittance_id", flat=True):
        left[pk] += 1
    return items + [_item(Waiting.FINISH_CHECKING, row, left[row.pk]) for row in checking if left[row.pk]]


def _to_approve(account: Any) -> list[WorkItem]:
    given = Approval.objects.filter(admittance_id=OuterRef("pk"), role=account.role)
    unsettled = QualificationCheck.objects.filter(admittance_id=OuterRef("pk"), result__in=[CheckResult.OPEN, CheckResult.FAILED])
    ready = _not_mine(account, Standing.CHECKING).exclude(Exists(given)).exclude(Exists(unsettled))
    return [_item(Waiting.APPROVE, row) for row in ready.filter(supplier__profile_confirmed_by__isnull=False)]


def _failed(account: Any) -> list[WorkItem]:
    """A hard check failed: the manager rejects, or procurement sends it back."""
    failed = QualificationCheck.objects.filter(
        admittance_id=OuterRef("pk"), result=CheckResult.FAILED, code__in=[str(check) for check in HARD_CHECKS]
    )
    return [_item(Waiting.DECIDE_FAILED, row) for row in _not_mine(account, Standing.CHECKING).filter(Exists(failed))]


def _to_mend(account: Any) -> list[WorkItem]:
    """Drafts this officer writes on a supplier's behalf."""
    drafts = visible_admittances(account).filter(
        closed_at__isnull=True,
        intake="PROCUREMENT",
        entered_by=account,
        supplier__standing__in=[Standing.DRAFT, Standing.RETURNED],
    )
    return [_item(Waiting.COMPLETE_DRAFT, row) for row in drafts]


def _item(waiting: Waiting, row: Admittance, open_checks: int = 0) -> WorkItem:
    since = row.submitted_at or row.opened_at
    return WorkItem(
        waiting=waiting,
        admittance_id=row.pk,
        supplier_id=row.supplier_id,
        number=row.supplier.number,
        name=str(row.supplier),
        since=since,
        due_on=row.due_on or local_day(since + CHECK_WITHIN),
        open_checks=open_checks,
    )
