"""The one formula of the scoring method: a weighted mean that remembers its two sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.rounding import quotient


@dataclass(frozen=True, slots=True)
class Mean:
    """Both sums of a weighted mean and the published score, 0-100 at two places.

    `score` is None where nothing carried weight: such a mean drops out of the next level,
    it never counts as 0 or as 100.
    """

    weighted_sum: Decimal
    weight_sum: Decimal
    score: Decimal | None


def mean_of(weighted_sum: Decimal, weight_sum: Decimal) -> Mean:
    """The mean of sums that were added up elsewhere."""
    score = quotient(weighted_sum, weight_sum) if weight_sum else None
    return Mean(weighted_sum, weight_sum, score)


def weighted_mean(parts: Iterable[tuple[Decimal, Decimal | None]]) -> Mean:
    """Weighted mean of (weight, score) pairs; a pair without a score drops out with its weight."""
    weighted_sum = weight_sum = Decimal(0)
    for weight, score in parts:
        if score is not None:
            weighted_sum += weight * score
            weight_sum += weight
    return mean_of(weighted_sum, weight_sum)
