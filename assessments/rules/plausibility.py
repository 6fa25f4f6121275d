"""Whether the figures of one year fit one another, the year before and the published factors. Source: docs/carbon.md.

A remark never changes a score. Those that need a note keep the figures from being handed in until somebody has
explained them; the others are for the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.rules.emission_factor import ElectricityFactor
from assessments.rules.indicator import Indicator
from suppliers.rules.rounding import CONTEXT, quotient, round_half_up

CHANGE_LIMIT_PCT = Decimal(50)
SCOPE_2_LIMIT_PCT = Decimal(30)
ENERGY, ELECTRICITY, SCOPE_1, SCOPE_2 = "IND-EN", "IND-EL", "IND-S1", "IND-S2"


@dataclass(frozen=True)
class Figures:
    """One year of one supplier: indicator code -> number in its base unit. `profile` is `office` or `production`."""

    values: Mapping[str, Decimal]
    last_year: Mapping[str, Decimal] = field(default_factory=dict)
    profile: str = "office"
    factor: ElectricityFactor | None = None


@dataclass(frozen=True)
class PlausibilityRemark:
    """One thing that stands out: the indicator it is shown beside, a code, its facts as plain text."""

    indicator: str
    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)
    needs_note: bool = False


def plausibility(figures: Figures, indicators: tuple[Indicator, ...]) -> tuple[PlausibilityRemark, ...]:
    """All remarks, in the order of the indicators, then those that join several."""
    found: list[PlausibilityRemark] = []
    for indicator in indicators:
        value = figures.values.get(indicator.code)
        if value is not None:
            found += _alone(indicator, value, figures)
    return (*found, *_together(figures))


def outside_hard_range(indicator: Indicator, value: Decimal) -> bool:
    """Whether the figure is impossible and has to be refused."""
    return not indicator.hard_range.holds(value)


def _alone(indicator: Indicator, value: Decimal, figures: Figures) -> list[PlausibilityRemark]:
    found = []
    usual = indicator.soft_ranges.get(figures.profile)
    if usual is not None and not usual.holds(value):
        facts = {"value": _shown(value), "lowest": _shown(usual.lowest), "highest": _shown(usual.highest)}
        found.append(PlausibilityRemark(indicator.code, "outside_usual_range", facts, needs_note=True))
    before = figures.last_year.get(indicator.code)
    # A share in percent is compared in no percent of itself: 2 % after 1 % is no doubling to explain.
    if before and indicator.base_unit != "%":
        change = quotient((value - before) * 100, before)
        if abs(change) > CHANGE_LIMIT_PCT:
            facts = {"value": _shown(value), "last_year": _shown(before), "change": _shown(change)}
            found.append(PlausibilityRemark(indicator.code, "differs_from_last_year", facts, needs_note=True))
    return found


def _together(figures: Figures) -> list[PlausibilityRemark]:
    found = []
    energy, electricity = figures.values.get(ENERGY), figures.values.get(ELECTRICITY)
    if energy is not None and electricity is not None and energy < electricity:
        facts = {"energy": _shown(energy), "electricity": _shown(electricity)}
        found.append(PlausibilityRemark(ENERGY, "energy_below_electricity", facts, needs_note=True))
    found += _scope_2(figures)
    if figures.profile == "production" and figures.values and not any(figures.values.values()):
        found.append(PlausibilityRemark(SCOPE_1, "production_all_zero", needs_note=True))
    return found


def _scope_2(figures: Figures) -> list[PlausibilityRemark]:
    scope_2, electricity = figures.values.get(SCOPE_2), figures.values.get(ELECTRICITY)
    if scope_2 is None or electricity is None or figures.factor is None:
        return []
    expected = round_half_up(CONTEXT.multiply(electricity, figures.factor.value))
    facts = {
        "value": _shown(scope_2),
        "expected": _shown(expected),
        "factor": _shown(figures.factor.value),
        "year": str(figures.factor.year),
        "scope": figures.factor.scope,
    }
    if not expected:
        return [PlausibilityRemark(SCOPE_2, "scope_2_without_electricity", facts, needs_note=True)] if scope_2 else []
    difference = quotient((scope_2 - expected) * 100, expected)
    facts["difference"] = _shown(difference)
    if abs(difference) > SCOPE_2_LIMIT_PCT:
        return [PlausibilityRemark(SCOPE_2, "scope_2_differs_from_electricity", facts, needs_note=True)]
    return [PlausibilityRemark(SCOPE_2, "scope_2_fits_electricity", facts)]


def _shown(value: Decimal) -> str:
    return format(value, "f")
