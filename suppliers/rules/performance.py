"""Performance P: five dimensions, from order data where there is enough of it, else from raters.

Source: docs/scoring.md, step 8.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from suppliers.rules.band import (
    Ceiling,
    Floor,
    read_scored_ceilings,
    read_scored_floors,
    value_from,
    value_up_to,
)
from suppliers.rules.document import Node
from suppliers.rules.mean import Mean, weighted_mean
from suppliers.rules.rounding import quotient, round_half_up


class Dimension(StrEnum):
    """What a delivery of goods or services is judged by."""

    TECHNOLOGY = "technology"
    QUALITY = "quality"
    RESPONSIVENESS = "responsiveness"
    DELIVERY = "delivery"
    COST = "cost"


@dataclass(frozen=True)
class PerformancePolicy:
    """Weights and tables of the performance score."""

    weights: Mapping[Dimension, Decimal]
    delivery_otd_pct: tuple[Floor[Decimal], ...]
    quality_acceptance_pct: tuple[Floor[Decimal], ...]
    responsiveness_median_hours: tuple[Ceiling[Decimal], ...]
    lowest_rating: Decimal
    highest_rating: Decimal
    points_per_step: Decimal
    min_raters: int
    min_orders_for_kpi: int


class RatingOffScale(Exception):
    """A rater gave a figure outside the scale."""

    def __init__(self, rating: Decimal) -> None:
        super().__init__(rating)
        self.rating = rating


def delivery_mark(otd_pct: Decimal, policy: PerformancePolicy) -> Decimal:
    """Mark 0-100 for the share of orders on time, in percent 0-100."""
    return value_from(policy.delivery_otd_pct, round_half_up(otd_pct))


def quality_mark(acceptance_pct: Decimal, policy: PerformancePolicy) -> Decimal:
    """Mark 0-100 for the share accepted at first inspection, in percent 0-100."""
    return value_from(policy.quality_acceptance_pct, round_half_up(acceptance_pct))


def responsiveness_mark(median_hours: Decimal, policy: PerformancePolicy) -> Decimal:
    """Mark 0-100 for the median time to answer, in hours."""
    return value_up_to(policy.responsiveness_median_hours, round_half_up(median_hours))


def rated_mark(ratings: Iterable[Decimal], policy: PerformancePolicy) -> Decimal | None:
    """Mark 0-100 from raters, or None while there are fewer raters than the policy asks for.

    Raises RatingOffScale.
    """
    marks = []
    for rating in ratings:
        if not policy.lowest_rating <= rating <= policy.highest_rating:
            raise RatingOffScale(rating)
        marks.append((rating - policy.lowest_rating) * policy.points_per_step)
    if len(marks) < policy.min_raters:
        return None
    return quotient(sum(marks, Decimal(0)), Decimal(len(marks)))


def counts_from_orders(orders: int, policy: PerformancePolicy) -> bool:
    """Whether there are orders enough to judge by figures; one late parcel of two is no rate."""
    return orders >= policy.min_orders_for_kpi


def performance_score(marks: Mapping[Dimension, Decimal | None], policy: PerformancePolicy) -> Mean:
    """P with its sums. `marks` are 0-100; a missing dimension drops out with its weight.

    The score is None when no dimension was judged.
    """
    return weighted_mean((weight, marks.get(code)) for code, weight in policy.weights.items())


def read_performance_policy(node: Node) -> PerformancePolicy:
    """The section `performance` of the policy."""
    node.fields(
        (
            "weights",
            "delivery_otd_pct",
            "quality_acceptance_pct",
            "responsiveness_median_hours",
            "rating",
            "min_raters",
            "min_orders_for_kpi",
        )
    )
    rating = node["rating"].fields(("lowest", "highest", "points_per_step"))
    lowest, highest = rating["lowest"].decimal(0), rating["highest"].decimal(0)
    step = rating["points_per_step"].decimal(0, 100)
    if (highest - lowest) * step != 100:
        rating.refuse("rating_does_not_end_at_100", highest_mark=str((highest - lowest) * step))
    return PerformancePolicy(
        weights=_read_weights(node["weights"]),
        delivery_otd_pct=read_scored_floors(node["delivery_otd_pct"]),
        quality_acceptance_pct=read_scored_floors(node["quality_acceptance_pct"]),
        responsiveness_median_hours=read_scored_ceilings(node["responsiveness_median_hours"]),
        lowest_rating=lowest,
        highest_rating=highest,
        points_per_step=step,
        min_raters=node["min_raters"].integer(1, 99),
        min_orders_for_kpi=node["min_orders_for_kpi"].integer(1, 9999),
    )


def _read_weights(node: Node) -> dict[Dimension, Decimal]:
    node.fields([str(code) for code in Dimension])
    weights = {code: node[code].decimal(0, 100) for code in Dimension}
    node.check_sum(weights.values(), 100)
    return weights
