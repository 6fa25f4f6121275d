"""Hysteresis: a tier moves only when the score is clear, or stays clear twice.

Source: docs/scoring.md, step 11. Caps come afterwards and know no hysteresis.
"""

from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.document import Node
from suppliers.rules.tier import Tier, TierBands, cut_of, is_better, one_step_up, raw_tier


@dataclass(frozen=True)
class StepPolicy:
    """By how many points a score must clear a cut to move the tier at once."""

    margin: Decimal


@dataclass(frozen=True)
class PreviousTier:
    """Final tier and overall score of the evaluation before this one; the score may be unknown."""

    tier: Tier
    overall: Decimal | None


def tier_after_step(overall: Decimal, previous: PreviousTier | None, bands: TierBands, policy: StepPolicy) -> Tier:
    """Tier before caps.

    Up at most one step, when the score is `margin` above the cut or the score before was already
    at or above it. Down, skipping steps, when it is more than `margin` below the cut or the score
    before was already below it. Without an earlier tier (or after N): the raw tier.
    """
    raw = raw_tier(overall, bands)
    if previous is None or previous.tier in (Tier.N, raw):
        return raw
    if is_better(raw, previous.tier):
        target = one_step_up(previous.tier)
        cut = cut_of(target, bands)
        confirmed = previous.overall is not None and previous.overall >= cut
        return target if overall >= cut + policy.margin or confirmed else previous.tier
    cut = cut_of(previous.tier, bands)
    confirmed = previous.overall is not None and previous.overall < cut
    return raw if overall < cut - policy.margin or confirmed else previous.tier


def read_step_policy(node: Node) -> StepPolicy:
    """The section `overall.hysteresis` of the policy.

    One step up and two evaluations are what `tier_after_step` does; other figures are refused
    rather than ignored.
    """
    node.fields(("margin", "upgrade_steps_per_evaluation", "confirming_evaluations"))
    node["upgrade_steps_per_evaluation"].integer(1, 1)
    node["confirming_evaluations"].integer(2, 2)
    return StepPolicy(margin=node["margin"].decimal(0, 100))
