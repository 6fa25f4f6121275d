"""A tier is a function of its facts: nothing else moves it, and caps only lower it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.receipt import canonical_json
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import LADDER, Tier
from suppliers.rules.tier_cap import CapReason
from suppliers.rules.tier_decision import EsgFact, PerformanceFact, QuestionGate, TierFacts, decide
from suppliers.rules.tier_reading import facts_from
from suppliers.rules.tier_receipt import fact_values, tier_receipt
from suppliers.rules.tier_step import PreviousTier
from suppliers.selectors.policy import shipped_policy

DAY = date(2026, 11, 20)
POLICY = shipped_policy()

scores = st.integers(0, 10000).map(lambda number: Decimal(number).scaleb(-2))
ladder = st.sampled_from(LADDER)
gates = st.builds(
    QuestionGate,
    tier=st.sampled_from([Tier.C, Tier.D]),
    reason=st.sampled_from([CapReason.CRITICAL_NO, CapReason.CRITICAL_BLANK, CapReason.CRITICAL_UNPROVEN]),
    question=st.sampled_from(["EP-01", "HW-09", "WA-03"]),
    gate=st.sampled_from([Tier.C, Tier.D]),
)
esg_facts = st.builds(
    EsgFact,
    score=scores,
    as_of=st.just(DAY),
    valid_until=st.just(date(2028, 2, 20)),
    coverage_pct=scores,
    verified_share_pct=scores,
    gates=st.lists(gates, max_size=3).map(tuple),
)
performance_facts = st.builds(
    PerformanceFact, score=scores, delivery=st.none() | scores, evaluation=st.just(1), period_to=st.just(DAY)
)
tier_facts = st.builds(
    TierFacts,
    supplier=st.just("SUP-000001"),
    as_of=st.just(DAY),
    esg=st.none() | esg_facts,
    performance=st.none() | performance_facts,
    latest_performance=st.none() | performance_facts,
    active_points=st.integers(0, 60),
    open_breach_levels=st.frozensets(st.sampled_from(["I", "II", "III"])),
    undertaking_in_force=st.booleans(),
    qualification_lapsed=st.booleans(),
    readmitted_on=st.none() | st.dates(date(2025, 1, 1), DAY),
    spend_cny=st.just(Decimal("820000.00")),
    spend_class=st.none() | st.sampled_from(SpendClass),
    is_strategic=st.booleans(),
    previous=st.none() | st.builds(PreviousTier, tier=ladder, overall=st.none() | scores),
)


@given(tier_facts)
def test_a_cap_never_raises_and_what_was_never_evaluated_is_n(facts):
    outcome = decide(facts, POLICY)

    if facts.esg is None or facts.performance is None:
        assert (outcome.tier, outcome.overall) == (Tier.N, None)
        return
    assert LADDER.index(outcome.tier) >= LADDER.index(outcome.stepped)
    assert outcome.tier == max([outcome.stepped, *(cap.tier for cap in outcome.caps)], key=LADDER.index)
    assert bool(outcome.binding) == (outcome.tier is not outcome.stepped)


@given(tier_facts, st.randoms(use_true_random=False))
def test_the_order_of_facts_makes_no_difference_to_tier_and_receipt(facts, chance):
    shuffled = facts
    if facts.esg is not None:
        order = list(facts.esg.gates)
        chance.shuffle(order)
        shuffled = replace(facts, esg=replace(facts.esg, gates=tuple(order)))

    receipts = [canonical_json(tier_receipt(each, decide(each, POLICY), POLICY)) for each in (facts, shuffled)]

    assert receipts[0] == receipts[1]


@given(tier_facts)
def test_stored_facts_give_the_published_tier_again(facts):
    again = facts_from(facts.supplier, facts.as_of, fact_values(facts))

    assert tier_receipt(again, decide(again, POLICY), POLICY) == tier_receipt(facts, decide(facts, POLICY), POLICY)


@pytest.mark.parametrize(
    ("reason", "gate", "tier"),
    [
        (CapReason.CRITICAL_NO, Tier.D, Tier.D),
        (CapReason.CRITICAL_UNPROVEN, Tier.D, Tier.C),
        (CapReason.CRITICAL_UNPROVEN, Tier.C, Tier.B),
    ],
)
def test_a_missing_proof_weighs_as_much_as_the_policy_in_force_says(reason, gate, tier):
    esg = EsgFact(Decimal(90), DAY, date(2028, 2, 20), Decimal(100), Decimal(100), (QuestionGate(gate, reason, "EP-01", gate),))
    judged = PerformanceFact(Decimal(90), Decimal(90), 1, DAY)

    outcome = decide(TierFacts("SUP-1", DAY, esg=esg, performance=judged, spend_class=SpendClass.L), POLICY)

    assert outcome.tier is tier
