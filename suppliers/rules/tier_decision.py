"""From the facts of one supplier to its tier (docs/scoring.md, steps 9 to 11 and caps).

A pure function: the same facts give the same tier and the same receipt, whoever asked for it and in whatever order the
facts arrived.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from suppliers.rules.cap_policy import CapPolicy
from suppliers.rules.overall import deduction, overall_score
from suppliers.rules.policy import Policy
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier, raw_tier
from suppliers.rules.tier_cap import Cap, CapFacts, CapReason, caps_for, final_tier, is_on_probation
from suppliers.rules.tier_step import PreviousTier, tier_after_step

PLAN_DAYS = 30
"""Days to hand in an improvement plan after a C; 15 days to object, as against an evaluation."""
OBJECT_DAYS = 15


@dataclass(frozen=True)
class QuestionGate:
    """A cap that a question brings. `gate` is the question's own gate; with a proof missing it weighs less than that."""

    tier: Tier
    reason: CapReason
    question: str
    gate: Tier | None = None


@dataclass(frozen=True)
class EsgFact:
    """The latest published ESG result. Shares in percent; it is in force up to and including `valid_until`."""

    score: Decimal
    as_of: date
    valid_until: date
    coverage_pct: Decimal
    verified_share_pct: Decimal
    gates: tuple[QuestionGate, ...] = ()
    source: str = ""
    receipt_sha256: str = ""


@dataclass(frozen=True)
class PerformanceFact:
    """Performance P of a published evaluation, and its mark for delivery where that was judged."""

    score: Decimal
    delivery: Decimal | None = None
    evaluation: int | None = None
    period_to: date | None = None


@dataclass(frozen=True)
class TierFacts:
    """Everything a tier rests on, on one day.

    `performance` is of the latest periodic or annual evaluation and makes G; `latest_performance` of the latest of any kind
    and only caps. `previous` is the final tier and the G of the evaluation before that one. `spend_cny` explains the class.
    """

    supplier: str
    as_of: date
    esg: EsgFact | None = None
    performance: PerformanceFact | None = None
    latest_performance: PerformanceFact | None = None
    active_points: int = 0
    open_breach_levels: frozenset[str] = frozenset()
    undertaking_in_force: bool = True
    qualification_lapsed: bool = False
    readmitted_on: date | None = None
    spend_cny: Decimal = Decimal(0)
    spend_class: SpendClass | None = None
    is_strategic: bool = False
    previous: PreviousTier | None = None


@dataclass(frozen=True)
class TierOutcome:
    """What the facts come to. `overall` is None, and all tiers N, while there is no evaluation in force.

    `esg_lapsed`: the ESG result is out of date. `caps` holds all that apply, worst first; `binding` those that decide.
    """

    overall: Decimal | None
    deduction: Decimal
    raw: Tier
    stepped: Tier
    tier: Tier
    caps: tuple[Cap, ...]
    binding: frozenset[Cap]
    esg_lapsed: bool = False


def decide(facts: TierFacts, policy: Policy) -> TierOutcome:
    """The tier of one supplier.

    An ESG result that is out of date supports neither A nor B: the tier is N until a new one is published. It does not
    release from C or D, so that sending no new self-assessment never lifts a supplier.
    """
    taken = deduction(facts.active_points, policy.overall)
    caps = tier_caps(facts, policy)
    lapsed = facts.esg is not None and facts.esg.valid_until < facts.as_of
    overall = overall_score(
        facts.esg.score if facts.esg else None,
        facts.performance.score if facts.performance else None,
        facts.active_points,
        policy.overall,
    )
    if overall is None:
        return TierOutcome(None, taken, Tier.N, Tier.N, Tier.N, caps, frozenset(), esg_lapsed=lapsed)
    raw = raw_tier(overall, policy.overall.bands)
    stepped = tier_after_step(overall, facts.previous, policy.overall.bands, policy.overall.step)
    tier = final_tier(stepped, caps)
    if lapsed and tier in (Tier.A, Tier.B):
        return TierOutcome(None, taken, Tier.N, Tier.N, Tier.N, caps, frozenset(), esg_lapsed=True)
    binding = frozenset(cap for cap in caps if cap.tier is tier) if tier is not stepped else frozenset()
    return TierOutcome(overall, taken, raw, stepped, tier, caps, binding, esg_lapsed=lapsed)


def tier_caps(facts: TierFacts, policy: Policy) -> tuple[Cap, ...]:
    """All caps, worst first: of the questions and of everything else."""
    latest = facts.latest_performance or facts.performance
    rest = caps_for(
        CapFacts(
            esg=facts.esg.score if facts.esg else None,
            performance=latest.score if latest else None,
            delivery=latest.delivery if latest else None,
            coverage_pct=facts.esg.coverage_pct if facts.esg else None,
            active_points=facts.active_points,
            open_breach_levels=facts.open_breach_levels,
            undertaking_in_force=facts.undertaking_in_force,
            qualification_lapsed=facts.qualification_lapsed,
            on_probation=is_on_probation(facts.readmitted_on, facts.as_of, policy.overall.caps),
            spend_class=facts.spend_class,
            is_strategic=facts.is_strategic,
        ),
        policy.overall.caps,
        least_coverage=policy.esg.least_coverage_pct,
    )
    gates = facts.esg.gates if facts.esg else ()
    asked = tuple(Cap(_gate_tier(gate, policy.overall.caps), gate.reason, gate.question) for gate in gates)
    return tuple(sorted({*asked, *rest}, key=_worst_first))


def _gate_tier(gate: QuestionGate, policy: CapPolicy) -> Tier:
    # A gate names a tier of the questionnaire; how much a missing proof softens it is a figure of the policy in force.
    if gate.reason is CapReason.CRITICAL_UNPROVEN and gate.gate is not None:
        return policy.critical_unproven[gate.gate]
    return gate.tier


def _worst_first(cap: Cap) -> tuple[int, str, str, str]:
    return -ord(cap.tier.value), cap.reason.value, cap.question or "", cap.limit or ""
