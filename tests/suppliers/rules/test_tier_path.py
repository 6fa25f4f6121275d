"""The way up names what really brings the next tier, and nothing that does not."""

from datetime import date
from decimal import Decimal

from suppliers.rules.performance import Dimension
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier
from suppliers.rules.tier_cap import CapReason
from suppliers.rules.tier_decision import EsgFact, PerformanceFact, QuestionGate, TierFacts
from suppliers.rules.tier_path import Action, ActionKind, tier_path

DAY = date(2026, 11, 20)
MARKS = {
    Dimension.QUALITY: Decimal(90),
    Dimension.RESPONSIVENESS: Decimal(85),
    Dimension.DELIVERY: Decimal(75),
    Dimension.COST: Decimal(70),
}


def facts(esg: str = "57.26", performance: str = "80.00", gates: tuple[QuestionGate, ...] = (), **fields: object) -> TierFacts:
    known = EsgFact(Decimal(esg), DAY, date(2028, 2, 20), Decimal("90.68"), Decimal("88.79"), gates)
    judged = PerformanceFact(Decimal(performance), Decimal(75), 1, date(2026, 9, 30))
    values = {"performance": judged, "latest_performance": judged, "spend_class": SpendClass.M, **fields}
    return TierFacts("SUP-000001", DAY, esg=known, **values)


def test_yanhe_needs_an_esg_score_that_lifts_g_past_the_cut_and_the_margin(policy):
    path = tier_path(facts(), {}, policy)

    assert (path.tier, path.target) == (Tier.B, Tier.A)
    (by_esg_alone,) = path.ways
    assert [action.kind for action in by_esg_alone.actions] == [ActionKind.RAISE_ESG]
    # 0.40 x 84.99 + 0.60 x 80.00 = 81.996, rounded 82.00: with B at 70.90 before, 80.00 is not enough.
    assert by_esg_alone.actions[0].goal == Decimal("84.99")
    assert (by_esg_alone.overall, by_esg_alone.gain) == (Decimal("82.00"), Decimal("11.10"))


def test_the_points_of_a_single_action_are_those_of_the_rules(policy):
    singles = {way.actions[0].subject: way for way in tier_path(facts(), MARKS, policy).singles}

    # Delivery 75 to 90: P = (25x90 + 15x85 + 25x90 + 20x70) / 85 = 84.41, G = 22.904 + 50.646 = 73.55.
    assert singles["delivery"].actions == (Action(ActionKind.RAISE_MARK, "delivery", Decimal(75), Decimal(90)),)
    assert (singles["delivery"].overall, singles["delivery"].gain) == (Decimal("73.55"), Decimal("2.65"))


def test_a_cap_is_lifted_by_its_own_action_alone(policy):
    capped = facts("85.00", "90.00", undertaking_in_force=False)

    path = tier_path(capped, {}, policy)

    assert (path.tier, path.target) == (Tier.C, Tier.B)
    assert path.ways[0].actions == (Action(ActionKind.SIGN_UNDERTAKING),)
    assert (path.ways[0].tier, path.ways[0].gain) == (Tier.A, Decimal("0.00"))


def test_two_caps_need_both_actions(policy):
    gate = QuestionGate(Tier.C, CapReason.CRITICAL_NO, "EP-01", Tier.C)

    path = tier_path(facts("85.00", "90.00", (gate,), undertaking_in_force=False), {}, policy)

    assert [set(way.actions) for way in path.ways] == [
        {Action(ActionKind.SIGN_UNDERTAKING), Action(ActionKind.ANSWER_QUESTION, "EP-01")}
    ]


def test_at_the_top_and_before_an_evaluation_there_is_no_way(policy):
    assert tier_path(facts("95.00", "95.00"), MARKS, policy).target is None
    assert tier_path(TierFacts("SUP-000001", DAY), {}, policy).ways == ()


def test_what_only_the_buyer_can_change_is_no_action(policy):
    path = tier_path(facts("95.00", "95.00", spend_class=SpendClass.XS), {}, policy)

    assert (path.tier, path.target, path.ways) == (Tier.B, Tier.A, ())


def test_the_cheapest_combination_comes_first_and_each_arrives(policy):
    path = tier_path(facts(), MARKS, policy)

    assert len(path.ways) == 3
    assert {way.tier for way in path.ways} == {Tier.A}
    assert [way.cost for way in path.ways] == sorted(way.cost for way in path.ways)
    assert path.ways[0].cost < Decimal("5.55")  # an ESG score of 85.00 without anything else costs that


def test_marks_that_do_not_give_the_published_p_are_left_aside(policy):
    path = tier_path(facts(performance="81.00"), MARKS, policy)

    assert path.singles == ()
