"""Planning evaluations and asking people to rate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from suppliers.models import Account, Evaluation, RatingRequest, Supplier
from suppliers.permissions import NotAllowed, plans_evaluations, rates_performance
from suppliers.rules.evaluation import (
    COLLECT_DAYS,
    WORKFLOW,
    EvaluationKind,
    EvaluationStatus,
    OccasionMissing,
    check_period,
)
from suppliers.rules.rating import DepartmentMissing, Rater, check_raters
from suppliers.rules.standing import COUNTED
from suppliers.selectors.clock import local_day
from suppliers.selectors.conflict import has_conflict
from suppliers.selectors.policy import scoring_policy
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.rating import RATINGS_PAGE, ConflictDeclared, NotCollecting
from suppliers.services.transitions import apply_move


class EvaluatedAlready(Exception):
    """There is an evaluation of this supplier for this period."""

    def __init__(self, evaluation: Evaluation | None) -> None:
        super().__init__(str(evaluation))
        self.evaluation = evaluation


class NotEvaluable(Exception):
    """Only suppliers one works with are evaluated."""

    def __init__(self, standing: str) -> None:
        super().__init__(standing)
        self.standing = standing


class DueBeforeToday(Exception):
    """The day for ratings has passed already."""


@dataclass(frozen=True)
class Plan:
    """What is planned for one supplier or many. Without `due_on` raters get 14 days from the end of the period, or from now."""

    kind: EvaluationKind
    period_from: date
    period_to: date
    raters: tuple[Account, ...]
    due_on: date | None = None
    occasion: str = ""


@dataclass(frozen=True)
class PlanReport:
    """How a plan for many went: what was planned, and how many were there already or cannot be rated by these people."""

    planned: Sequence[Evaluation]
    kept: int
    conflicted: int


def plan_evaluation(supplier: Supplier, plan: Plan, *, by: Account, at: datetime) -> Evaluation:
    """Plan one evaluation; collecting begins at once when its period is over.

    Raises NotAllowed, PeriodNotFitting, OccasionMissing, NotEvaluable, DueBeforeToday, DepartmentMissing, TooFewRaters,
    TooFewDepartments, ConflictDeclared, EvaluatedAlready.
    """
    if not plans_evaluations(by):
        raise NotAllowed
    _check_plan(plan, at=at)
    return _plan(supplier, plan, by=by, at=at)


@transaction.atomic
def _plan(supplier: Supplier, plan: Plan, *, by: Account, at: datetime) -> Evaluation:
    """For a plan that has been checked."""
    _check_supplier(supplier, plan)
    today = local_day(at)
    before = Evaluation.objects.filter(supplier=supplier, period_from=plan.period_from, period_to=plan.period_to, kind=plan.kind)
    same = before.exclude(kind=EvaluationKind.DYNAMIC).exclude(status=EvaluationStatus.CANCELLED).first()
    if same is not None:
        raise EvaluatedAlready(same)
    try:
        with transaction.atomic():
            evaluation = Evaluation.objects.create(
                supplier=supplier,
                kind=plan.kind,
                period_from=plan.period_from,
                period_to=plan.period_to,
                occasion=plan.occasion.strip(),
                planned_by=by,
                planned_at=at,
                due_on=plan.due_on or max(today, plan.period_to) + timedelta(days=COLLECT_DAYS),
            )
    except IntegrityError as error:  # somebody planned it at the same moment
        raise EvaluatedAlready(None) from error
    requests = [RatingRequest(evaluation=evaluation, rater=r, department=r.department.strip(), asked_at=at) for r in plan.raters]
    RatingRequest.objects.bulk_create(requests)
    facts = {"kind": str(plan.kind), "period_from": plan.period_from.isoformat(), "period_to": plan.period_to.isoformat()}
    record("evaluation.plan", evaluation, by=by, at=at, supplier=supplier, facts=facts, reason=plan.occasion.strip())
    if plan.period_to < today or plan.kind == EvaluationKind.DYNAMIC:
        collect_ratings(evaluation, by=by, at=at)
    return evaluation


def plan_evaluations(suppliers: Iterable[Supplier], plan: Plan, *, by: Account, at: datetime) -> PlanReport:
    """The same plan for many suppliers, one by one; asked again it plans only what is missing.

    Raises what `plan_evaluation` raises about the plan itself, before anything is planned.
    """
    if not plans_evaluations(by):
        raise NotAllowed
    _check_plan(plan, at=at)
    planned, kept, conflicted = [], 0, 0
    for supplier in suppliers:
        try:
            planned.append(_plan(supplier, plan, by=by, at=at))
        except EvaluatedAlready:
            kept += 1
        except (ConflictDeclared, NotEvaluable):
            conflicted += 1
    return PlanReport(planned, kept, conflicted)


def raters_of(accounts: Iterable[Account]) -> list[Rater]:
    """The people as the rules count them; who may not rate at all counts for nobody."""
    return [Rater(account.pk, account.name, account.acting_role, account.department) for account in accounts]


def _check_plan(plan: Plan, *, at: datetime) -> None:
    check_period(plan.kind, plan.period_from, plan.period_to)
    if plan.kind == EvaluationKind.DYNAMIC and not plan.occasion.strip():
        raise OccasionMissing
    if plan.due_on is not None and plan.due_on < local_day(at):
        raise DueBeforeToday
    if not all(rates_performance(rater) for rater in plan.raters):
        raise NotAllowed
    check_raters(raters_of(plan.raters), scoring_policy().performance)


def _check_supplier(supplier: Supplier, plan: Plan) -> None:
    if supplier.standing not in COUNTED:
        raise NotEvaluable(supplier.standing)
    barred = tuple(rater.name for rater in plan.raters if has_conflict(rater, supplier.pk))
    if barred:
        raise ConflictDeclared(barred)


@transaction.atomic
def collect_ratings(evaluation: Evaluation, *, by: Account | None, at: datetime) -> Evaluation:
    """Begin to collect: every rater is told, once a day however many evaluations begin. Raises MoveNotAllowed."""
    apply_move(evaluation, WORKFLOW, "collect", by=by, at=at)
    ask_raters(evaluation, at=at)
    return evaluation


def ask_raters(evaluation: Evaluation, *, at: datetime) -> None:
    """Tell those who have not rated yet."""
    for request in evaluation.rating_requests.filter(done_at__isnull=True).select_related("rater"):
        queue_notice(
            "rating_asked",
            key=f"rating_asked:{request.rater_id}:{local_day(at).isoformat()}",
            at=at,
            to=request.rater,
            facts={"due_on": evaluation.due_on.isoformat() if evaluation.due_on else ""},
            url=RATINGS_PAGE,
        )


@transaction.atomic
def ask_rater(evaluation: Evaluation, rater: Account, *, by: Account, at: datetime) -> RatingRequest:
    """Ask one more person while ratings are collected, for instance in place of somebody who is away.

    Raises NotAllowed (also for somebody who may not rate), NotCollecting, DepartmentMissing, ConflictDeclared.
    """
    evaluation = Evaluation.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=evaluation.pk)
    if not plans_evaluations(by) or not rates_performance(rater):
        raise NotAllowed
    if evaluation.status != EvaluationStatus.COLLECTING:
        raise NotCollecting(evaluation.status)
    if not rater.department.strip():
        raise DepartmentMissing((rater.name,))
    if has_conflict(rater, evaluation.supplier_id):
        raise ConflictDeclared((rater.name,))
    request, created = RatingRequest.objects.get_or_create(
        evaluation=evaluation, rater=rater, defaults={"department": rater.department.strip(), "asked_at": at}
    )
    if created:
        facts = {"name": rater.name, "department": request.department}
        record("ratingrequest.ask", request, by=by, at=at, supplier=evaluation.supplier, facts=facts)
        ask_raters(evaluation, at=at)
    return request


@transaction.atomic
def cancel_evaluation(evaluation: Evaluation, *, by: Account, at: datetime, reason: str) -> Evaluation:
    """Give up an evaluation that nobody has handed in yet. Raises MoveNotAllowed, ReasonNeeded."""
    return apply_move(evaluation, WORKFLOW, "cancel", by=by, at=at, reason=reason)
