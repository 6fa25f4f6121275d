"""Figures and tiers of the caps, as the policy sets them (docs/scoring.md, "Caps")."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.document import Node
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier, read_tier

# The tiers a question can be gated to; a questionnaire may use no other.
GATES = (str(Tier.C), str(Tier.D))


@dataclass(frozen=True)
class Limit:
    """A cap that applies below (or, for points, from) a figure."""

    figure: Decimal
    tier: Tier


@dataclass(frozen=True)
class CapPolicy:
    """Every figure and tier of the caps."""

    critical_unproven: Mapping[Tier, Tier]
    esg_below: tuple[Limit, ...]
    performance_below: tuple[Limit, ...]
    delivery_below: tuple[Limit, ...]
    coverage_below_minimum: Tier
    active_points: tuple[Limit, ...]
    open_breach_level: Mapping[str, Tier]
    undertaking_not_in_force: Tier
    qualification_lapsed: Tier
    probation: Tier
    probation_months: int
    not_strategic: Tier
    not_strategic_classes: frozenset[SpendClass]


def read_cap_policy(node: Node) -> CapPolicy:
    """The section `overall.caps` of the policy."""
    node.fields(
        (
            "critical_unproven",
            "esg_below",
            "performance_below",
            "delivery_below",
            "coverage_below_minimum",
            "active_points",
            "open_breach_level",
            "undertaking_not_in_force",
            "qualification_lapsed",
            "readmittance_probation",
            "spend_class_without_strategic_flag",
        )
    )
    unproven = node["critical_unproven"].fields(GATES)
    breach = node["open_breach_level"]
    probation = node["readmittance_probation"].fields(("months", "cap"))
    spend = node["spend_class_without_strategic_flag"].fields(("classes", "cap"))
    return CapPolicy(
        critical_unproven={Tier(gate): read_tier(unproven[gate]) for gate in GATES},
        esg_below=_read_limits(node["esg_below"], "below"),
        performance_below=_read_limits(node["performance_below"], "below"),
        delivery_below=_read_limits(node["delivery_below"], "below"),
        coverage_below_minimum=read_tier(node["coverage_below_minimum"]),
        active_points=_read_limits(node["active_points"], "gte"),
        open_breach_level={level: read_tier(tier) for level, tier in breach.entries()},
        undertaking_not_in_force=read_tier(node["undertaking_not_in_force"]),
        qualification_lapsed=read_tier(node["qualification_lapsed"]),
        probation=read_tier(probation["cap"]),
        probation_months=probation["months"].integer(0, 120),
        not_strategic=read_tier(spend["cap"]),
        not_strategic_classes=frozenset(
            SpendClass(code) for code in spend["classes"].words(tuple(SpendClass), "unknown_spend_class") if code
        ),
    )


def _read_limits(node: Node, key: str) -> tuple[Limit, ...]:
    limits = []
    for item in node.items():
        item.fields((key, "cap"))
        limits.append(Limit(item[key].decimal(0, 100), read_tier(item["cap"])))
    return tuple(limits)
