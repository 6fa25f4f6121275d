"""Caps: facts that hold a tier down whatever the score (docs/scoring.md, "Caps").

Caps act at once. All that apply are kept, binding or not, so that a report can print each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from suppliers.rules.cap_policy import CapPolicy, Limit
from suppliers.rules.month import add_months
from suppliers.rules.rounding import plain
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier, worst


class CapReason(StrEnum):
    """Why a cap applies."""

    CRITICAL_NO = "critical_no"
    CRITICAL_BLANK = "critical_blank"
    CRITICAL_NA_NOT_ACCEPTED = "critical_na_not_accepted"
    CRITICAL_UNPROVEN = "critical_unproven"
    OPTION_CHOSEN = "option_chosen"
    ESG_BELOW = "esg_below"
    PERFORMANCE_BELOW = "performance_below"
    DELIVERY_BELOW = "delivery_below"
    COVERAGE_BELOW = "coverage_below"
    POINTS_FROM = "points_from"
    OPEN_BREACH_LEVEL = "open_breach_level"
    UNDERTAKING_NOT_IN_FORCE = "undertaking_not_in_force"
    QUALIFICATION_LAPSED = "qualification_lapsed"
    READMITTANCE_PROBATION = "readmittance_probation"
    NOT_STRATEGIC = "not_strategic_at_spend_class"


@dataclass(frozen=True)
class Cap:
    """The best tier that is left, why, and the question or the limit that it comes from."""

    tier: Tier
    reason: CapReason
    question: str | None = None
    limit: str | None = None

    @property
    def code(self) -> str:
        """Reason and limit in one word, such as `esg_below_65`."""
        return f"{self.reason}_{self.limit}" if self.limit else str(self.reason)


@dataclass(frozen=True)
class CapFacts:
    """What caps look at, apart from the questions. A score that does not exist caps nothing."""

    esg: Decimal | None = None
    performance: Decimal | None = None
    delivery: Decimal | None = None
    coverage_pct: Decimal | None = None
    active_points: int = 0
    open_breach_levels: frozenset[str] = frozenset()
    undertaking_in_force: bool = True
    qualification_lapsed: bool = False
    on_probation: bool = False
    spend_class: SpendClass | None = None
    is_strategic: bool = False


def caps_for(facts: CapFacts, policy: CapPolicy, *, least_coverage: Decimal) -> tuple[Cap, ...]:
    """All caps that the facts bring, in the order of the policy. Question caps come beside them."""
    return (
        *_below(facts.esg, policy.esg_below, CapReason.ESG_BELOW),
        *_below(facts.performance, policy.performance_below, CapReason.PERFORMANCE_BELOW),
        *_below(facts.delivery, policy.delivery_below, CapReason.DELIVERY_BELOW),
        *_below(
            facts.coverage_pct,
            (Limit(least_coverage, policy.coverage_below_minimum),),
            CapReason.COVERAGE_BELOW,
        ),
        *_conduct_caps(facts, policy),
        *_standing_caps(facts, policy),
    )


def final_tier(stepped: Tier, caps: Iterable[Cap]) -> Tier:
    """The worst of the tier after hysteresis and all caps. N stays N: nothing was evaluated."""
    if stepped is Tier.N:
        return Tier.N
    return worst((stepped, *(cap.tier for cap in caps)))


def is_on_probation(readmitted_on: date | None, today: date, policy: CapPolicy) -> bool:
    """Whether today lies in the first months after a re-admittance."""
    return readmitted_on is not None and today < add_months(readmitted_on, policy.probation_months)


def _below(score: Decimal | None, limits: tuple[Limit, ...], reason: CapReason) -> list[Cap]:
    if score is None:
        return []
    return [Cap(limit.tier, reason, limit=plain(limit.figure)) for limit in limits if score < limit.figure]


def _conduct_caps(facts: CapFacts, policy: CapPolicy) -> list[Cap]:
    caps = [
        Cap(limit.tier, CapReason.POINTS_FROM, limit=plain(limit.figure))
        for limit in policy.active_points
        if facts.active_points >= limit.figure
    ]
    caps += [
        Cap(tier, CapReason.OPEN_BREACH_LEVEL, limit=level)
        for level, tier in policy.open_breach_level.items()
        if level in facts.open_breach_levels
    ]
    return caps


def _standing_caps(facts: CapFacts, policy: CapPolicy) -> list[Cap]:
    caps = []
    if not facts.undertaking_in_force:
        caps.append(Cap(policy.undertaking_not_in_force, CapReason.UNDERTAKING_NOT_IN_FORCE))
    if facts.qualification_lapsed:
        caps.append(Cap(policy.qualification_lapsed, CapReason.QUALIFICATION_LAPSED))
    if facts.on_probation:
        caps.append(Cap(policy.probation, CapReason.READMITTANCE_PROBATION))
    if facts.spend_class in policy.not_strategic_classes and not facts.is_strategic:
        caps.append(Cap(policy.not_strategic, CapReason.NOT_STRATEGIC, limit=str(facts.spend_class)))
    return caps
