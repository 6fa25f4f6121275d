"""Which tier each supplier is to reach, and marks that lead there under the real rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assessments.management.demo.dice import dice
from assessments.management.demo.year_plan import (
    CORRELATION,
    PERFORMANCE_DEVIATION,
    PERFORMANCE_MEAN,
    PERFORMANCE_RANGE,
    TIERS,
)
from suppliers.rules.performance import Dimension, performance_score
from suppliers.rules.policy import Policy
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier
from suppliers.rules.tier_decision import PerformanceFact, TierFacts, decide

RATED = [Decimal(step) * Decimal("6.25") for step in range(17)]
DELIVERY = [Decimal(mark) for mark in (100, 90, 75, 60, 45, 25, 0)]
QUALITY = [Decimal(mark) for mark in (100, 90, 75, 60, 40, 20, 0)]
RESPONSIVENESS = [Decimal(mark) for mark in (100, 85, 70, 50, 25, 0)]
TRIES = 4000


@dataclass(frozen=True)
class PlannedMarks:
    """Marks of one supplier, and whether orders or ratings say those that orders can say."""

    marks: Mapping[Dimension, Decimal]
    from_orders: bool
    tier: Tier


def tier_under(facts: TierFacts, score: Decimal, delivery: Decimal, policy: Policy) -> Tier:
    """The tier that these facts come to with that performance."""
    fact = PerformanceFact(score, delivery)
    return decide(replace(facts, performance=fact, latest_performance=fact), policy).tier


def planned_tiers(facts: Mapping[int, TierFacts], policy: Policy) -> dict[int, Tier]:
    """A tier for each evaluated supplier, exactly as many of each as planned; each can be reached under the rules."""
    reachable = {pk: _reachable(each, policy) for pk, each in facts.items()}
    score = {pk: each.esg.score if each.esg else Decimal(0) for pk, each in facts.items()}
    best_first = sorted(facts, key=lambda pk: (-score[pk], pk))
    left = {tier: number for tier, number in TIERS.items() if tier is not Tier.N}
    found: dict[int, Tier] = {}

    def give(candidates: Sequence[int], tier: Tier, number: int) -> None:
        for pk in [one for one in candidates if one not in found and tier in reachable[one]][:number]:
            found[pk] = tier
            left[tier] -= 1

    give([pk for pk in best_first if reachable[pk] == {Tier.D}], Tier.D, left[Tier.D])
    give(best_first[::-1], Tier.D, left[Tier.D])
    give(best_first, Tier.A, left[Tier.A])
    give([pk for pk in best_first if Tier.B not in reachable[pk]], Tier.C, left[Tier.C])
    give(best_first[::-1], Tier.C, left[Tier.C])
    give(best_first, Tier.B, left[Tier.B])
    if any(left.values()):
        raise ValueError(left)
    return found


def _reachable(facts: TierFacts, policy: Policy) -> set[Tier]:
    low, high = PERFORMANCE_RANGE
    with_spend = replace(facts, spend_class=SpendClass.L)
    return {tier_under(with_spend, Decimal(score), Decimal(75), policy) for score in range(low, high + 1)}


def planned_marks(facts: TierFacts, tier: Tier, policy: Policy, *, serial: int, from_orders: bool) -> PlannedMarks:
    """Marks that come to the tier, as near as may be to a performance drawn from the plan's distribution."""
    chance = dice(f"performance {serial}")
    esg = float(facts.esg.score) if facts.esg else 66.0
    drawn = PERFORMANCE_MEAN + CORRELATION * (esg - 66.0) * 0.8 + chance.gauss(0, PERFORMANCE_DEVIATION)
    best: tuple[float, Mapping[Dimension, Decimal]] | None = None
    for attempt in range(TRIES):
        centre = drawn + chance.uniform(-1, 1) * attempt / TRIES * 60
        marks = {
            Dimension.TECHNOLOGY: _near(RATED, centre, chance.gauss(0, 10)),
            Dimension.QUALITY: _near(QUALITY if from_orders else RATED, centre, chance.gauss(0, 10)),
            Dimension.RESPONSIVENESS: _near(RESPONSIVENESS if from_orders else RATED, centre, chance.gauss(0, 10)),
            Dimension.DELIVERY: _near(DELIVERY if from_orders else RATED, centre, chance.gauss(0, 10)),
            Dimension.COST: _near(RATED, centre, chance.gauss(0, 10)),
        }
        score = performance_score(marks, policy.performance).score
        if score is None or not PERFORMANCE_RANGE[0] <= score <= PERFORMANCE_RANGE[1]:
            continue
        if tier_under(facts, score, marks[Dimension.DELIVERY], policy) is not tier:
            continue
        distance = abs(float(score) - drawn)
        if best is None or distance < best[0]:
            best = (distance, marks)
        if best[0] < 2 or attempt > 400:
            break
    if best is None:
        raise ValueError(f"{serial}: no marks lead to {tier}")
    return PlannedMarks(best[1], from_orders, tier)


def _near(grid: Sequence[Decimal], centre: float, shift: float) -> Decimal:
    return min(grid, key=lambda mark: abs(float(mark) - centre - shift))
