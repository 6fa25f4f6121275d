"""Releasing an evaluation: a second person approves, it is published, the tier follows, it is archived."""

from datetime import datetime

from django.db import transaction

from suppliers.models import Account, Evaluation, Supplier
from suppliers.rules.evaluation import (
    CAUSES,
    CORRECTED,
    SHOWN_TO_SUPPLIER,
    WORKFLOW,
    EvaluationKind,
    EvaluationStatus,
    object_until,
)
from suppliers.rules.role import Role
from suppliers.selectors.clock import local_day
from suppliers.selectors.evaluation_source import involved_in
from suppliers.selectors.recipient import people_of
from suppliers.services.evaluation_score import is_as_scored
from suppliers.services.notice import queue_notice
from suppliers.services.tier import decide_tier
from suppliers.services.transitions import apply_move


class ReceiptChanged(Exception):
    """The receipt is no longer the one that was scored: somebody changed it outside of the product."""


@transaction.atomic
def approve_evaluation(evaluation: Evaluation, *, by: Account, at: datetime) -> Evaluation:
    """A manager who neither planned, rated nor scored stands for it.

    Raises MoveNotAllowed, SecondPersonNeeded, ReceiptChanged.
    """
    evaluation = Evaluation.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=evaluation.pk)
    if not is_as_scored(evaluation):
        raise ReceiptChanged
    facts = {"performance": str(evaluation.performance), "receipt_sha256": evaluation.receipt_sha256}
    apply_move(evaluation, WORKFLOW, "approve", by=by, at=at, entered_by=involved_in(evaluation), facts=facts)
    evaluation.approved_by, evaluation.approved_at = by, at
    evaluation.save(update_fields=["approved_by", "approved_at"])
    return evaluation


@transaction.atomic
def publish_evaluation(evaluation: Evaluation, *, by: Account | None, at: datetime) -> Evaluation:
    """Show it to the supplier, begin its term to object, and let the tier follow. Raises MoveNotAllowed, ReceiptChanged."""
    evaluation = Evaluation.objects.select_for_update(of=("self",)).select_related("supplier", "corrects").get(pk=evaluation.pk)
    if not is_as_scored(evaluation):
        raise ReceiptChanged
    apply_move(evaluation, WORKFLOW, "publish", by=by, at=at)
    evaluation.published_at, evaluation.object_until = at, object_until(local_day(at))
    evaluation.save(update_fields=["published_at", "object_until"])
    replaced = evaluation.corrects
    if replaced is not None and replaced.status == EvaluationStatus.PUBLISHED:
        apply_move(replaced, WORKFLOW, "archive", by=None, at=at, facts={"replaced_by": evaluation.pk})
    supplier = Supplier.objects.select_for_update().get(pk=evaluation.supplier_id)
    if is_newest(evaluation):
        supplier.performance_score = evaluation.performance
        supplier.save(update_fields=["performance_score", "updated_at"])
        cause = CORRECTED if replaced is not None else CAUSES[EvaluationKind(evaluation.kind)]
        decide_tier(supplier, cause=cause, evaluation=evaluation, at=at, by=by)
    _tell_supplier(evaluation, at=at)
    return evaluation


def is_newest(evaluation: Evaluation) -> bool:
    """Whether no other published evaluation is about a later period: an old one published late changes no score."""
    others = Evaluation.objects.filter(supplier_id=evaluation.supplier_id, status__in=SHOWN_TO_SUPPLIER)
    return not others.exclude(pk=evaluation.pk).filter(period_to__gt=evaluation.period_to).exists()


def _tell_supplier(evaluation: Evaluation, *, at: datetime) -> None:
    facts = {
        "performance": str(evaluation.performance),
        "period_from": evaluation.period_from.isoformat(),
        "period_to": evaluation.period_to.isoformat(),
        "object_until": evaluation.object_until.isoformat() if evaluation.object_until else "",
        "is_correction": evaluation.corrects_id is not None,
    }
    for person in people_of(evaluation.supplier_id, Role.SUPPLIER_ADMIN):
        queue_notice(
            "evaluation_published",
            key=f"evaluation_published:{evaluation.pk}:{person.pk}",
            at=at,
            to=person,
            supplier=evaluation.supplier,
            facts=facts,
            url=f"/supplier/evaluations/{evaluation.pk}/",
        )
