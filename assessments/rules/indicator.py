"""Quantitative indicators: units, conversion and the ranges a figure should lie in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessments.rules.area import AREA_CODES
from assessments.rules.wording import Wording, read_wording
from suppliers.rules.document import Node
from suppliers.rules.rounding import CONTEXT

BASE_STEP = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest and highest figure, both included."""

    lowest: Decimal
    highest: Decimal

    def holds(self, number: Decimal) -> bool:
        return self.lowest <= number <= self.highest


@dataclass(frozen=True)
class Indicator:
    """A figure of environmental statistics, and the question that asks for it, if one does."""

    code: str
    name: Wording
    area: str
    base_unit: str
    hard_range: Range
    soft_ranges: Mapping[str, Range]
    factors: Mapping[str, Decimal]
    question: str | None


def to_base(number: Decimal, factor: Decimal) -> Decimal:
    """The number in the base unit, at most six places, rounded half up."""
    product = CONTEXT.multiply(number, factor)
    return product.quantize(BASE_STEP, rounding=ROUND_HALF_UP, context=CONTEXT).normalize(CONTEXT)


def read_range(node: Node) -> Range:
    """A list of two numbers, the lower first."""
    numbers = [item.decimal() for item in node.items()]
    if not numbers:
        return Range(Decimal(0), Decimal(0))
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        node.refuse("not_a_range")
    return Range(numbers[0], numbers[-1])


def read_indicator(node: Node, profiles: tuple[str, ...]) -> Indicator:
    """One indicator. Whether its question exists is checked where the questions are known."""
    node.fields(("code", "name", "base_unit", "hard_range", "soft_range", "to_base", "area", "question"))
    hard_range = read_range(node["hard_range"])
    soft = node["soft_range"].fields(profiles)
    soft_ranges = {code: read_range(soft[code]) for code in profiles}
    for code, wanted in soft_ranges.items():
        if not (hard_range.holds(wanted.lowest) and hard_range.holds(wanted.highest)):
            soft[code].refuse("soft_range_outside_hard_range")
    factors = {}
    for unit, part in node["to_base"].entries():
        factors[unit] = part.decimal()
        if factors[unit] <= 0:
            part.refuse("factor_not_positive", value=str(factors[unit]))
    return Indicator(
        code=node["code"].text(),
        name=read_wording(node["name"]),
        area=node["area"].word(AREA_CODES, "unknown_area"),
        base_unit=node["base_unit"].text(),
        hard_range=hard_range,
        soft_ranges=soft_ranges,
        factors=factors,
        question=None if node["question"].is_empty else node["question"].text(),
    )
