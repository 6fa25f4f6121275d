"""What another policy would make of the facts of one supplier, and by which step."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from suppliers.rules.policy import Policy
from suppliers.rules.spend import SpendClass, spend_class
from suppliers.rules.tier import Tier
from suppliers.rules.tier_decision import TierFacts, TierOutcome, decide


class DecidingStep(StrEnum):
    """The first step in which two outcomes part in a way that lasts to the end."""

    SCORE = "SCORE"
    BANDS = "BANDS"
    HYSTERESIS = "HYSTERESIS"
    CAPS = "CAPS"


@dataclass(frozen=True)
class SimulatedMove:
    """One supplier that would stand elsewhere. `caps` are codes of the caps that decide, now and then."""

    supplier: str
    before: Tier
    after: Tier
    overall_before: Decimal | None
    overall_after: Decimal | None
    step: DecidingStep
    caps_before: tuple[str, ...]
    caps_after: tuple[str, ...]


@dataclass(frozen=True)
class Simulated:
    """Both tiers of one supplier, and the move where they differ."""

    before: Tier
    after: Tier
    move: SimulatedMove | None


def simulate(facts: TierFacts, now: Policy, then: Policy) -> Simulated:
    """Decide twice on the same facts. Published scores S and P stay: they keep the policy they were made by."""
    before, after = decide(facts, now), decide(replace(facts, spend_class=_spend_class(facts, then)), then)
    if before.tier is after.tier:
        return Simulated(before.tier, after.tier, None)
    move = SimulatedMove(
        supplier=facts.supplier,
        before=before.tier,
        after=after.tier,
        overall_before=before.overall,
        overall_after=after.overall,
        step=_step(before, after),
        caps_before=_codes(before),
        caps_after=_codes(after),
    )
    return Simulated(before.tier, after.tier, move)


def _spend_class(facts: TierFacts, policy: Policy) -> SpendClass | None:
    return None if facts.spend_class is None else spend_class(facts.spend_cny, policy.spend_bands)


def _step(before: TierOutcome, after: TierOutcome) -> DecidingStep:
    if before.stepped is after.stepped:
        return DecidingStep.CAPS
    if before.raw is after.raw:
        return DecidingStep.HYSTERESIS
    return DecidingStep.BANDS if before.overall == after.overall else DecidingStep.SCORE


def _codes(outcome: TierOutcome) -> tuple[str, ...]:
    return tuple(sorted({f"{cap.code}:{cap.question}" if cap.question else cap.code for cap in outcome.binding}))
