"""Evaluations at every step."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from suppliers.models import Account, Evaluation, PurchaseOrder, RatingRequest, Supplier
from suppliers.rules.evaluation import EvaluationKind
from suppliers.rules.performance import Dimension
from suppliers.rules.role import Role
from suppliers.selectors.evaluation_source import dimensions_asked
from suppliers.services.evaluation import Plan, plan_evaluation
from suppliers.services.evaluation_release import approve_evaluation, publish_evaluation
from suppliers.services.evaluation_score import hand_in_evaluation, score_evaluation
from suppliers.services.rating import GivenRating, rate
from tests.factories.account import make_account

AT = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)

_serial = count(1)


def make_raters() -> tuple[Account, Account, Account]:
    """Two buyers of two departments and somebody who uses what is bought."""
    return (
        make_account(Role.PROCUREMENT, department="Category purchasing"),
        make_account(Role.PROCUREMENT, department="Purchasing operations"),
        make_account(Role.REQUESTER, department="Film production"),
    )


def make_plan(raters: tuple[Account, ...], **changes: object) -> Plan:
    """The third quarter of 2026."""
    return Plan(**{"kind": EvaluationKind.PERIODIC, "period_from": FIRST, "period_to": LAST, "raters": raters, **changes})


def make_evaluation(supplier: Supplier, *, raters: tuple[Account, ...] | None = None, by: Account | None = None, **changes):
    """A planned evaluation; it collects at once, because its quarter is over."""
    planner = by or make_account(Role.PROCUREMENT, department="Category purchasing")
    return plan_evaluation(supplier, make_plan(raters or make_raters(), **changes), by=planner, at=AT)


def all_rated(rating: str = "4", **others: str) -> dict[Dimension, GivenRating]:
    """The same rating for every dimension but those named."""
    return {one: GivenRating(Decimal(others.get(str(one), rating)), "as seen on site") for one in Dimension}


def rate_as(request: RatingRequest, given: Mapping[Dimension, GivenRating], *, at: datetime = AT) -> RatingRequest:
    """The rater answers what is asked."""
    asked = dimensions_asked(request.evaluation, request.rater.acting_role)
    return rate(request, {one: given[one] for one in asked}, by=request.rater, at=at)


def make_scored(supplier: Supplier, *, rating: str = "4", **changes) -> Evaluation:
    """Everybody has rated the same, and a buyer who did not rate has scored."""
    evaluation = make_evaluation(supplier, **changes)
    for request in evaluation.rating_requests.select_related("rater", "evaluation"):
        rate_as(request, all_rated(rating))
    return score_evaluation(evaluation, by=make_account(Role.PROCUREMENT), at=AT)


def make_published(supplier: Supplier, *, at: datetime = AT, **changes) -> Evaluation:
    """Released by a manager who was not involved, and published."""
    evaluation = make_scored(supplier, **changes)
    hand_in_evaluation(evaluation, strengths="Delivery.", gaps="Price.", by=evaluation.scored_by, at=at)
    manager = make_account(Role.MANAGER)
    return publish_evaluation(approve_evaluation(evaluation, by=manager, at=at), by=manager, at=at)


def make_orders(supplier: Supplier, *, orders: int, late: int = 0, accepted_pct: int = 100, hours: str = "4") -> None:
    """Orders of 100 pieces due in the third quarter of 2026."""
    for index in range(orders):
        due = FIRST + timedelta(days=index % 60)
        PurchaseOrder.objects.create(
            supplier=supplier,
            number=f"PO-{next(_serial):06d}",
            ordered_on=due - timedelta(days=20),
            due_on=due,
            delivered_on=due + timedelta(days=1 if index < late else 0),
            quantity=Decimal(100),
            accepted_quantity=Decimal(accepted_pct),
            response_hours=Decimal(hours),
            amount=Decimal(1000),
        )
