"""The receipt of a tier: plain JSON values from which anybody recomputes it, and the part of it that makes a decision new.

Decimals are text exactly as published, dates ISO. Nothing in it tells who asked for the decision or why it was made, so that
the same facts give the same receipt.
"""

from typing import Any

from suppliers.rules.policy import Policy
from suppliers.rules.rounding import MODE, PLACES, plain
from suppliers.rules.tier_cap import Cap
from suppliers.rules.tier_decision import EsgFact, PerformanceFact, TierFacts, TierOutcome

FORMAT = "assay-tier-receipt/1"
# What may change from day to day without being a decision of its own.
PASSING = ("as_of", "spend_cny")

Json = dict[str, Any]


def tier_receipt(facts: TierFacts, outcome: TierOutcome, policy: Policy, policy_sha256: str = "") -> Json:
    """Everything the tier rests on, and every step to it."""
    overall = policy.overall
    return {
        "format": FORMAT,
        "supplier": facts.supplier,
        "as_of": facts.as_of.isoformat(),
        "policy": {"code": policy.code, "version": policy.version, "sha256": policy_sha256},
        "method": {
            "rounding": {"mode": MODE, "places": PLACES},
            "weights": {"esg": plain(overall.esg_weight), "performance": plain(overall.performance_weight)},
            "deduction_per_point": plain(overall.deduction_per_point),
            "deduction_max": plain(overall.deduction_max),
            "cuts": {str(band.value): plain(band.gte) for band in overall.bands},
            "margin": plain(overall.step.margin),
        },
        "facts": fact_values(facts),
        "deduction": str(outcome.deduction),
        "overall": None if outcome.overall is None else str(outcome.overall),
        "raw_tier": str(outcome.raw),
        "tier_after_hysteresis": str(outcome.stepped),
        "caps": [cap_values(cap, binding=cap in outcome.binding) for cap in outcome.caps],
        "esg_lapsed": outcome.esg_lapsed,
        "tier": str(outcome.tier),
    }


def fact_values(facts: TierFacts) -> Json:
    """The facts as JSON, for the decision and its receipt."""
    previous = facts.previous
    return {
        "esg": _esg(facts.esg),
        "performance": _performance(facts.performance),
        "latest_performance": _performance(facts.latest_performance),
        "active_points": facts.active_points,
        "open_breach_levels": sorted(facts.open_breach_levels),
        "undertaking_in_force": facts.undertaking_in_force,
        "qualification_lapsed": facts.qualification_lapsed,
        "readmitted_on": _day(facts.readmitted_on),
        "spend_cny": f"{facts.spend_cny:.2f}",
        "spend_class": str(facts.spend_class) if facts.spend_class else None,
        "is_strategic": facts.is_strategic,
        "previous": None
        if previous is None
        else {"tier": str(previous.tier), "overall": None if previous.overall is None else str(previous.overall)},
    }


def cap_values(cap: Cap, *, binding: bool) -> Json:
    """One cap as JSON."""
    return {
        "tier": str(cap.tier),
        "reason": str(cap.reason),
        "code": cap.code,
        "question": cap.question,
        "limit": cap.limit,
        "binding": binding,
    }


def lasting(receipt: Json) -> Json:
    """The receipt without what passes: two receipts that agree in this are one decision."""
    kept = {key: value for key, value in receipt.items() if key not in PASSING}
    return {**kept, "facts": {key: value for key, value in receipt.get("facts", {}).items() if key not in PASSING}}


def _esg(esg: EsgFact | None) -> Json | None:
    if esg is None:
        return None
    return {
        "score": str(esg.score),
        "as_of": esg.as_of.isoformat(),
        "valid_until": esg.valid_until.isoformat(),
        "coverage_pct": str(esg.coverage_pct),
        "verified_share_pct": str(esg.verified_share_pct),
        "gates": [
            {
                "tier": str(gate.tier),
                "reason": str(gate.reason),
                "question": gate.question,
                "gate": str(gate.gate) if gate.gate else None,
            }
            for gate in sorted(esg.gates, key=lambda gate: (gate.question, gate.reason, gate.tier, gate.gate or ""))
        ],
        "source": esg.source,
        "receipt_sha256": esg.receipt_sha256,
    }


def _performance(fact: PerformanceFact | None) -> Json | None:
    if fact is None:
        return None
    return {
        "score": str(fact.score),
        "delivery": None if fact.delivery is None else str(fact.delivery),
        "evaluation": fact.evaluation,
        "period_to": _day(fact.period_to),
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)
