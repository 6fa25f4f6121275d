"""Overall score G of ESG, performance and breach points (docs/scoring.md, step 9)."""

from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.cap_policy import CapPolicy, read_cap_policy
from suppliers.rules.document import Node
from suppliers.rules.rounding import round_half_up
from suppliers.rules.tier import LADDER, TierBands, read_letter_bands
from suppliers.rules.tier_step import StepPolicy, read_step_policy

LOWEST_SCORE = Decimal("0.00")


@dataclass(frozen=True)
class OverallPolicy:
    """How G is formed and turned into a tier."""

    esg_weight: Decimal
    performance_weight: Decimal
    deduction_per_point: Decimal
    deduction_max: Decimal
    bands: TierBands
    step: StepPolicy
    caps: CapPolicy


def deduction(active_points: int, policy: OverallPolicy) -> Decimal:
    """What active, final breach points take off G, never more than the maximum."""
    return round_half_up(min(policy.deduction_per_point * active_points, policy.deduction_max))


def overall_score(esg: Decimal | None, performance: Decimal | None, active_points: int, policy: OverallPolicy) -> Decimal | None:
    """G, 0-100, or None while either part is missing: half an evaluation is none.

    The deduction cannot push G below 0.
    """
    if esg is None or performance is None:
        return None
    joined = policy.esg_weight * esg + policy.performance_weight * performance
    return max(round_half_up(joined - deduction(active_points, policy)), LOWEST_SCORE)


def read_overall_policy(node: Node) -> OverallPolicy:
    """The section `overall` of the policy."""
    node.fields(("weights", "deduction_per_point", "deduction_max", "bands", "hysteresis", "caps"))
    weights = node["weights"].fields(("esg", "performance"))
    esg, performance = weights["esg"].decimal(0, 1), weights["performance"].decimal(0, 1)
    weights.check_sum((esg, performance), 1)
    return OverallPolicy(
        esg_weight=esg,
        performance_weight=performance,
        deduction_per_point=node["deduction_per_point"].decimal(0, 100),
        deduction_max=node["deduction_max"].decimal(0, 100),
        bands=read_letter_bands(node["bands"], "tier", LADDER),
        step=read_step_policy(node["hysteresis"]),
        caps=read_cap_policy(node["caps"]),
    )
