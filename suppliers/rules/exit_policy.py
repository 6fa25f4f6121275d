"""Figures of the exit rules and their terms, as the policy sets them (docs/scoring.md, "Labels, selection, exit")."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.document import Node
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier, read_tier

READMITTANCE = ("dormant", "voluntary", "performance_or_esg", "level_ii_accumulation")


@dataclass(frozen=True)
class ExitPolicy:
    """Every figure of X1 to X6. Months and days are calendar months and days."""

    exit_tier: Tier
    stagnant_tier: Tier
    stagnant_evaluations: int
    stagnant_least_rise: Decimal
    delivery_below: Decimal
    on_time_below_pct: Decimal
    late_periods: int
    late_min_orders: int
    dormant_spend_class: SpendClass
    dormant_evaluations: int
    dormant_months: int
    dormant_after_months: int
    forced_breach_level: str
    forced_points: int
    undertaking_lapsed_days: int
    qualification_lapsed_days: int
    appeal_days: int
    appeal_decision_days: int
    run_off_days: int
    run_off_extension_days: int
    readmittance_months: Mapping[str, int]


def read_exit_policy(rules: Node, terms: Node, readmittance: Node) -> ExitPolicy:
    """The sections `exit_rules`, `exit_terms_days` and `readmittance_months` of the policy."""
    rules.fields(("X1", "X2", "X3", "X4", "X5", "X6"))
    x1 = rules["X1"].fields(("tier",))
    x2 = rules["X2"].fields(("tier", "evaluations", "least_rise"))
    x3 = rules["X3"].fields(("delivery_below", "on_time_below_pct", "periods", "min_orders"))
    x4 = rules["X4"].fields(("spend_class", "evaluations", "months_without_order", "admitted_months"))
    x5 = rules["X5"].fields(("breach_level", "active_points"))
    x6 = rules["X6"].fields(("undertaking_lapsed_days", "qualification_lapsed_days"))
    terms.fields(("notice_to_appeal", "appeal_decision", "run_off", "run_off_extension_max"))
    readmittance.fields(READMITTANCE)
    spend = x4["spend_class"].word(tuple(SpendClass), "unknown_spend_class")
    return ExitPolicy(
        exit_tier=read_tier(x1["tier"]),
        stagnant_tier=read_tier(x2["tier"]),
        stagnant_evaluations=x2["evaluations"].integer(1, 10),
        stagnant_least_rise=x2["least_rise"].decimal(0, 100),
        delivery_below=x3["delivery_below"].decimal(0, 100),
        on_time_below_pct=x3["on_time_below_pct"].decimal(0, 100),
        late_periods=x3["periods"].integer(1, 10),
        late_min_orders=x3["min_orders"].integer(1, 9999),
        dormant_spend_class=SpendClass(spend or SpendClass.XS),
        dormant_evaluations=x4["evaluations"].integer(1, 10),
        dormant_months=x4["months_without_order"].integer(1, 120),
        dormant_after_months=x4["admitted_months"].integer(0, 120),
        forced_breach_level=x5["breach_level"].word(("I", "II", "III", "IV"), "unknown_breach_level"),
        forced_points=x5["active_points"].integer(1, 999),
        undertaking_lapsed_days=x6["undertaking_lapsed_days"].integer(0, 999),
        qualification_lapsed_days=x6["qualification_lapsed_days"].integer(0, 999),
        appeal_days=terms["notice_to_appeal"].integer(1, 365),
        appeal_decision_days=terms["appeal_decision"].integer(1, 365),
        run_off_days=terms["run_off"].integer(0, 999),
        run_off_extension_days=terms["run_off_extension_max"].integer(0, 999),
        readmittance_months={code: readmittance[code].integer(0, 120) for code in READMITTANCE},
    )
