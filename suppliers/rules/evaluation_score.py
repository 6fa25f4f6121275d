"""The marks of an evaluation, P, and the receipt that recomputes both by hand. Source: docs/evaluation.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from suppliers.rules.mean import Mean
from suppliers.rules.order_figures import OrderFigures
from suppliers.rules.performance import (
    Dimension,
    PerformancePolicy,
    delivery_mark,
    performance_score,
    quality_mark,
    rated_mark,
    responsiveness_mark,
)
from suppliers.rules.rating import figure_of
from suppliers.rules.rounding import plain, round_half_up

RECEIPT_VERSION = 1
STRONG, WEAK = Decimal(85), Decimal(60)
Json = dict[str, object]


class MarkSource(StrEnum):
    """Where a mark comes from."""

    ORDERS = "orders"
    RATINGS = "ratings"
    NONE = "none"


@dataclass(frozen=True)
class DimensionMark:
    """One dimension: `figure` where orders say it, `ratings` where people do; `mark` 0-100 or None."""

    dimension: Dimension
    weight: Decimal
    source: MarkSource
    figure: Decimal | None
    ratings: tuple[Decimal, ...]
    mark: Decimal | None

    @property
    def product(self) -> Decimal | None:
        """Mark times weight."""
        return None if self.mark is None else self.mark * self.weight


@dataclass(frozen=True)
class EvaluationScore:
    """All dimensions in the order of the method, and P with its sums."""

    dimensions: tuple[DimensionMark, ...]
    performance: Mean

    @property
    def marks(self) -> dict[Dimension, Decimal]:
        """The dimensions that have a mark."""
        return {row.dimension: row.mark for row in self.dimensions if row.mark is not None}


_MARK_OF_FIGURE = {
    Dimension.DELIVERY: delivery_mark,
    Dimension.QUALITY: quality_mark,
    Dimension.RESPONSIVENESS: responsiveness_mark,
}


def evaluation_score(
    figures: OrderFigures | None, ratings: Mapping[Dimension, Iterable[Decimal]], policy: PerformancePolicy
) -> EvaluationScore:
    """Marks from orders where there are enough of them, else from at least two raters; what has neither drops out.

    Raises RatingOffScale.
    """
    rows = tuple(
        _dimension(dimension, figures, tuple(sorted(ratings.get(dimension, ()))), policy) for dimension in policy.weights
    )
    return EvaluationScore(rows, performance_score({row.dimension: row.mark for row in rows}, policy))


def _dimension(
    dimension: Dimension, figures: OrderFigures | None, ratings: tuple[Decimal, ...], policy: PerformancePolicy
) -> DimensionMark:
    weight = policy.weights[dimension]
    figure = figure_of(dimension, figures, policy)
    if figure is not None:
        mark = round_half_up(_MARK_OF_FIGURE[dimension](figure, policy))
        return DimensionMark(dimension, weight, MarkSource.ORDERS, figure, (), mark)
    rated = rated_mark(ratings, policy)
    source = MarkSource.NONE if rated is None else MarkSource.RATINGS
    return DimensionMark(dimension, weight, source, None, ratings, rated)


@dataclass(frozen=True)
class ReceiptHead:
    """What the receipt is about."""

    supplier: str
    kind: str
    period_from: date
    period_to: date
    policy_code: str
    policy_version: str
    corrects: int | None = None


def evaluation_receipt(head: ReceiptHead, figures: OrderFigures | None, score: EvaluationScore) -> Json:
    """Everything P is made of, as plain JSON values. It names no rater: ratings stand in the order of their size."""
    return {
        "receipt": RECEIPT_VERSION,
        "supplier": head.supplier,
        "kind": head.kind,
        "period": {"from": head.period_from.isoformat(), "to": head.period_to.isoformat()},
        "policy": {"code": head.policy_code, "version": head.policy_version},
        "corrects": head.corrects,
        "orders": figures_json(figures),
        "dimensions": [_row(row) for row in score.dimensions],
        "weighted_sum": plain(score.performance.weighted_sum),
        "weight_sum": plain(score.performance.weight_sum),
        "performance": _text(score.performance.score),
    }


def figures_json(figures: OrderFigures | None) -> Json | None:
    """The figures of orders as plain JSON values."""
    if figures is None:
        return None
    return {
        "orders": figures.orders,
        "on_time": figures.on_time,
        "otd_pct": _text(figures.otd_pct),
        "acceptance_pct": _text(figures.acceptance_pct),
        "median_response_hours": _text(figures.median_response_hours),
    }


def _row(row: DimensionMark) -> Json:
    return {
        "dimension": str(row.dimension),
        "weight": plain(row.weight),
        "source": str(row.source),
        "figure": _text(row.figure),
        "ratings": [plain(rating) for rating in row.ratings],
        "mark": _text(row.mark),
        "product": None if row.product is None else plain(row.product),
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def strong_and_weak(marks: Mapping[Dimension, Decimal]) -> tuple[tuple[Dimension, ...], tuple[Dimension, ...]]:
    """Dimensions at 85 and more, the best first, and those below 60, the worst first: what a first text names."""
    by_mark = sorted(marks.items(), key=lambda item: (item[1], item[0]))
    weak = tuple(dimension for dimension, mark in by_mark if mark < WEAK)
    strong = tuple(dimension for dimension, mark in reversed(by_mark) if mark >= STRONG)
    return strong, weak
