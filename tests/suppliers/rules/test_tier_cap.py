from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import LADDER, Tier, is_better
from suppliers.rules.tier_cap import Cap, CapFacts, CapReason, caps_for, final_tier, is_on_probation

CLEAN = CapFacts(
    esg=Decimal("65.00"),
    performance=Decimal("60.00"),
    delivery=Decimal(50),
    coverage_pct=Decimal("60.00"),
    active_points=11,
    spend_class=SpendClass.M,
)


def found_caps(facts, policy):
    return caps_for(facts, policy.overall.caps, least_coverage=policy.esg.least_coverage_pct)


def test_figures_on_the_limit_bring_no_cap(policy):
    assert found_caps(CLEAN, policy) == ()


@pytest.mark.parametrize(
    ("change", "caps"),
    [
        ({"esg": Decimal("64.99")}, [("B", "esg_below_65")]),
        ({"esg": Decimal("49.99")}, [("C", "esg_below_50"), ("B", "esg_below_65")]),
        ({"esg": Decimal("0.00")}, [("C", "esg_below_50"), ("B", "esg_below_65")]),
        ({"performance": Decimal("59.99")}, [("C", "performance_below_60")]),
        ({"delivery": Decimal("49.99")}, [("C", "delivery_below_50")]),
        ({"coverage_pct": Decimal("59.99")}, [("B", "coverage_below_60")]),
        ({"active_points": 12}, [("C", "points_from_12")]),
        ({"active_points": 24}, [("C", "points_from_12"), ("D", "points_from_24")]),
        ({"open_breach_levels": frozenset({"II"})}, [("C", "open_breach_level_II")]),
        ({"open_breach_levels": frozenset({"I", "IV"})}, [("D", "open_breach_level_I")]),
        ({"undertaking_in_force": False}, [("C", "undertaking_not_in_force")]),
        ({"qualification_lapsed": True}, [("C", "qualification_lapsed")]),
        ({"on_probation": True}, [("B", "readmittance_probation")]),
        ({"spend_class": SpendClass.S}, [("B", "not_strategic_at_spend_class_S")]),
        ({"spend_class": SpendClass.XS}, [("B", "not_strategic_at_spend_class_XS")]),
        ({"spend_class": SpendClass.S, "is_strategic": True}, []),
        ({"spend_class": None}, []),
        ({"esg": None, "performance": None, "delivery": None, "coverage_pct": None}, []),
    ],
)
def test_each_fact_brings_its_cap(policy, change, caps):
    found = found_caps(replace(CLEAN, **change), policy)

    assert [(cap.tier, cap.code) for cap in found] == caps


def test_all_caps_are_kept_binding_or_not(policy):
    facts = replace(CLEAN, esg=Decimal(10), active_points=24, on_probation=True)

    caps = found_caps(facts, policy)

    assert [cap.code for cap in caps] == [
        "esg_below_50",
        "esg_below_65",
        "points_from_12",
        "points_from_24",
        "readmittance_probation",
    ]
    assert final_tier(Tier.A, caps) is Tier.D


def test_not_evaluated_stays_not_evaluated_whatever_the_caps():
    assert final_tier(Tier.N, [Cap(Tier.D, CapReason.POINTS_FROM, limit="24")]) is Tier.N


@pytest.mark.parametrize(
    ("readmitted_on", "expected"),
    [(None, False), (date(2025, 11, 21), True), (date(2025, 11, 20), False)],
)
def test_probation_lasts_twelve_months(policy, readmitted_on, expected):
    assert is_on_probation(readmitted_on, date(2026, 11, 20), policy.overall.caps) is expected


scores = st.decimals(0, 100, places=2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stepped=st.sampled_from(LADDER),
    facts=st.builds(
        CapFacts,
        esg=st.none() | scores,
        performance=st.none() | scores,
        delivery=st.none() | scores,
        coverage_pct=st.none() | scores,
        active_points=st.integers(0, 60),
        open_breach_levels=st.frozensets(st.sampled_from(["I", "II", "III", "IV"])),
        undertaking_in_force=st.booleans(),
        qualification_lapsed=st.booleans(),
        on_probation=st.booleans(),
        spend_class=st.none() | st.sampled_from(SpendClass),
        is_strategic=st.booleans(),
    ),
)
def test_caps_never_raise_a_tier(policy, stepped, facts):
    final = final_tier(stepped, found_caps(facts, policy))

    assert not is_better(final, stepped)
