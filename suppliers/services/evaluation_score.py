"""Working out an evaluation: from ratings and orders to P, with every input frozen, and handing it in for release."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from suppliers.models import Account, Evaluation
from suppliers.permissions import NotAllowed, scores_evaluations
from suppliers.rules.evaluation import WORKFLOW, EvaluationStatus
from suppliers.rules.evaluation_score import EvaluationScore, ReceiptHead, evaluation_receipt, evaluation_score, figures_json
from suppliers.rules.order_figures import OrderFigures
from suppliers.rules.performance import Dimension
from suppliers.rules.policy import Policy
from suppliers.rules.rating import Rater, check_raters
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.role import Role
from suppliers.selectors.clock import local_day
from suppliers.selectors.evaluation_source import esg_result_on, involved_in, ratings_of
from suppliers.selectors.order import order_figures, spend_of, spend_window
from suppliers.selectors.policy import policy_of_row
from suppliers.selectors.recipient import staff_in
from suppliers.selectors.tier import active_points
from suppliers.services.notice import queue_notice
from suppliers.services.policy import version_in_force
from suppliers.services.rating import uncommented
from suppliers.services.transitions import apply_move


class RatingsOutstanding(Exception):
    """Not everybody has rated, and there is still time."""

    def __init__(self, names: tuple[str, ...], due_on: date | None) -> None:
        super().__init__(", ".join(names))
        self.names = names
        self.due_on = due_on


class CommentsMissing(Exception):
    """Ratings far from the others' mean give no reason. `missing` names who may mend, and where."""

    def __init__(self, missing: tuple[tuple[str, Dimension], ...]) -> None:
        super().__init__(", ".join(f"{name}: {dimension}" for name, dimension in missing))
        self.missing = missing


class TextsMissing(Exception):
    """Strengths and gaps are what the supplier reads; neither is left out."""


@transaction.atomic
def score_evaluation(evaluation: Evaluation, *, by: Account, at: datetime) -> Evaluation:
    """Freeze every input and work out marks, P and the receipt; may be done again until it is handed in.

    Before the day for ratings all must have rated; after it those who did must be enough. Raises NotAllowed,
    MoveNotAllowed, RatingsOutstanding, TooFewRaters, TooFewDepartments, CommentsMissing.
    """
    if not scores_evaluations(by):
        raise NotAllowed
    evaluation = Evaluation.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=evaluation.pk)
    WORKFLOW.check("score", evaluation.status, by.acting_role)
    version = version_in_force(at=at)
    policy = policy_of_row(version)
    _check_ratings(evaluation, policy, at=at)
    figures = order_figures(evaluation.supplier_id, evaluation.period_from, evaluation.period_to)
    ratings: dict[Dimension, list[Any]] = {}
    for row in ratings_of(evaluation):
        ratings.setdefault(Dimension(row.dimension), []).append(row.rating)
    score = evaluation_score(figures, ratings, policy.performance)
    head = ReceiptHead(
        supplier=evaluation.supplier.number,
        kind=evaluation.kind,
        period_from=evaluation.period_from,
        period_to=evaluation.period_to,
        policy_code=policy.code,
        policy_version=policy.version,
        corrects=evaluation.corrects_id,
    )
    evaluation.policy = version
    _freeze(evaluation, policy, figures, score)
    evaluation.receipt = evaluation_receipt(head, figures, score)
    evaluation.receipt_sha256 = receipt_digest(evaluation.receipt)
    evaluation.scored_by, evaluation.scored_at = by, at
    evaluation.save(
        update_fields=["policy", "inputs", "marks", "performance", "receipt", "receipt_sha256", "scored_by", "scored_at"]
    )
    facts = {"performance": str(evaluation.performance), "receipt_sha256": evaluation.receipt_sha256}
    return apply_move(evaluation, WORKFLOW, "score", by=by, at=at, facts=facts)


def _check_ratings(evaluation: Evaluation, policy: Policy, *, at: datetime) -> None:
    requests = list(evaluation.rating_requests.select_related("rater"))
    done = [request for request in requests if request.done_at]
    waiting = tuple(request.rater.name for request in requests if not request.done_at)
    if waiting and evaluation.due_on is not None and local_day(at) <= evaluation.due_on:
        raise RatingsOutstanding(waiting, evaluation.due_on)
    raters = [Rater(row.rater_id, row.rater.name, row.rater.acting_role, row.department) for row in done]
    check_raters(raters, policy.performance)
    unsaid = uncommented(evaluation)
    if unsaid:
        raise CommentsMissing(tuple((row.request.rater.name, Dimension(row.dimension)) for row in unsaid))


def _freeze(evaluation: Evaluation, policy: Policy, figures: OrderFigures | None, score: EvaluationScore) -> None:
    esg = esg_result_on(evaluation.supplier_id, evaluation.period_to)
    evaluation.performance = score.performance.score
    evaluation.marks = {str(dimension): str(mark) for dimension, mark in score.marks.items()}
    evaluation.inputs = {
        "period": {"from": evaluation.period_from.isoformat(), "to": evaluation.period_to.isoformat()},
        "policy": {"code": policy.code, "version": policy.version},
        "orders": figures_json(figures),
        "ratings": [
            {
                "rater": row.request.rater_id,
                "department": row.request.department,
                "dimension": row.dimension,
                "rating": str(row.rating),
                "comment": row.comment,
            }
            for row in ratings_of(evaluation)
        ],
        "esg_result": esg.pk if esg else None,
        "esg_receipt_sha256": esg.receipt_sha256 if esg else None,
        "spend": _spend(evaluation),
        "points": active_points([evaluation.supplier_id], evaluation.period_to).get(evaluation.supplier_id, 0),
    }


def _spend(evaluation: Evaluation) -> dict[str, str]:
    """Accepted invoices of the twelve months that end with the period."""
    first, last = spend_window(evaluation.period_to)
    spent = spend_of(evaluation.period_to, [evaluation.supplier_id]).get(evaluation.supplier_id, Decimal("0.00"))
    return {"from": first.isoformat(), "to": last.isoformat(), "cny": str(spent)}


@transaction.atomic
def hand_in_evaluation(evaluation: Evaluation, *, strengths: str, gaps: str, by: Account, at: datetime) -> Evaluation:
    """Give a scored evaluation to a manager, with the words the supplier will read. Raises MoveNotAllowed, TextsMissing."""
    if not strengths.strip() or not gaps.strip():
        raise TextsMissing
    apply_move(evaluation, WORKFLOW, "hand_in", by=by, at=at)
    evaluation.strengths, evaluation.gaps = strengths.strip(), gaps.strip()
    evaluation.save(update_fields=["strengths", "gaps"])
    involved = involved_in(evaluation) | {by.pk}
    for manager in staff_in(Role.MANAGER).exclude(pk__in=involved):
        queue_notice(
            "evaluation_to_release",
            key=f"evaluation_to_release:{evaluation.pk}:{evaluation.receipt_sha256[:16]}:{manager.pk}:{at.isoformat()}",
            at=at,
            to=manager,
            supplier=evaluation.supplier,
            url=evaluation_page(evaluation),
        )
    return evaluation


@transaction.atomic
def send_back_evaluation(evaluation: Evaluation, *, by: Account, at: datetime, reason: str) -> Evaluation:
    """Back to collecting with a reason. Raises MoveNotAllowed, SecondPersonNeeded, ReasonNeeded."""
    apply_move(evaluation, WORKFLOW, "send_back", by=by, at=at, reason=reason, entered_by=involved_in(evaluation))
    if evaluation.scored_by is not None:
        queue_notice(
            "evaluation_sent_back",
            key=f"evaluation_sent_back:{evaluation.pk}:{at.isoformat()}",
            at=at,
            to=evaluation.scored_by,
            supplier=evaluation.supplier,
            facts={"reason": reason.strip()},
            url=evaluation_page(evaluation),
        )
    return evaluation


def evaluation_page(evaluation: Evaluation) -> str:
    """Where the buyer's people find it."""
    return f"/admin/suppliers/evaluation/{evaluation.pk}/change/"


def is_as_scored(evaluation: Evaluation) -> bool:
    """Whether the receipt still has the digest it was scored with."""
    return evaluation.status == EvaluationStatus.PLANNED or receipt_digest(evaluation.receipt) == evaluation.receipt_sha256
