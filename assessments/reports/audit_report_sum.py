"""The sums of a report written out, so that a reader can check them with a pocket calculator.

Only published numbers enter (docs/scoring.md, "Rounding"). A line whose result is not the printed score is a fault
and is refused: paper must not state a sum that does not add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.reports.audit_report_content import Scores
from suppliers.rules.rounding import plain, quotient, round_half_up


class SumDoesNotAddUp(Exception):
    """The printed score differs from the sum of the printed numbers: `symbol`, `stated`, `computed`."""

    def __init__(self, symbol: str, stated: Decimal, computed: Decimal) -> None:
        super().__init__(f"{symbol} is stated as {stated}, but its numbers give {computed}")
        self.symbol, self.stated, self.computed = symbol, stated, computed


@dataclass(frozen=True)
class SumLine:
    """One formula: its letter, the steps between the equals signs, and the result."""

    symbol: str
    steps: tuple[str, ...]
    result: str


def sum_lines(scores: Scores) -> tuple[SumLine, ...]:
    """E, X and S with their numbers; a part without a score has no line. Raises SumDoesNotAddUp."""
    lines = []
    if scores.environment is not None:
        terms = [(area.area_weight, area.score) for area in scores.areas if area.score is not None and area.area_weight > 0]
        lines.append(_weighted_mean("E", terms, scores.environment))
    if scores.cross_cutting is not None:
        terms = [(module.share, module.score) for module in scores.modules if module.score is not None]
        lines.append(_weighted_mean("X", terms, scores.cross_cutting))
    parts = [
        (share, score)
        for share, score in (
            (scores.environment_share, scores.environment),
            (scores.cross_cutting_share, scores.cross_cutting),
        )
        if score is not None
    ]
    lines.append(_weighted_mean("S", parts, scores.esg))
    return tuple(lines)


def _weighted_mean(symbol: str, terms: Sequence[tuple[Decimal, Decimal]], stated: Decimal) -> SumLine:
    total = sum((weight * score for weight, score in terms), Decimal(0))
    weights = sum((weight for weight, _ in terms), Decimal(0))
    computed = quotient(total, weights)
    if computed != round_half_up(stated):
        raise SumDoesNotAddUp(symbol, stated, computed)
    products = " + ".join(f"{plain(weight) if weight >= 1 else weight} × {score:.2f}" for weight, score in terms)
    if weights == 1:
        return SumLine(symbol, (products, f"{total:.4f}"), f"{computed:.2f}")
    divisor = plain(weights)
    return SumLine(symbol, (f"({products}) ÷ {divisor}", f"{total:.2f} ÷ {divisor}"), f"{computed:.2f}")
