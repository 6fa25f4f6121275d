"""Selection scores: the worked example to the cent, and what the bonus may and may not do."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.award_receipt import Choice, SheetFacts, award_receipt
from suppliers.rules.award_score import BidFacts, compare
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.selection_policy import TIE_BREAKS, SelectionPolicy

D = Decimal
POLICY = SelectionPolicy(D("0.40"), D("0.30"), D("0.15"), D("0.15"), D(5), D(2), TIE_BREAKS)


def bid(key, price, technical, delivery, esg, *, has_3c=False, has_rohs=False, labels=0, since=date(2024, 1, 2), number=""):
    return BidFacts(
        key=key,
        number=number or f"SUP-{key:03}",
        price=D(price),
        technical=D(technical),
        delivery=D(delivery),
        esg=None if esg is None else D(esg),
        has_3c=has_3c,
        has_rohs=has_rohs,
        labels=labels,
        since=since,
    )


X = bid(1, 100_000, 85, 90, "70.00")
Y = bid(2, 104_000, 85, 90, "78.00", has_3c=True, has_rohs=True)
Z = bid(3, 97_000, 70, 75, "55.00", has_3c=True)


def shown(comparison):
    return [(each.facts.key, str(each.price_score), str(each.bonus), str(each.score)) for each in comparison.ranked]


def test_the_dearer_bidder_wins_by_the_bonus_and_the_sheet_says_so():
    comparison = compare([X, Y, Z], POLICY, needs_3c=True, needs_rohs=True)

    assert shown(comparison) == [
        (2, "93.27", "5.00", "93.01"),
        (1, "97.00", "0.00", "88.30"),
        (3, "100.00", "2.00", "82.50"),
    ]
    assert {each.facts.key: str(each.without_bonus) for each in comparison.ranked} == {1: "88.30", 2: "88.01", 3: "80.50"}
    assert (comparison.first_without.facts.key, comparison.applied, comparison.decided) == (1, True, True)


def test_where_neither_regime_applies_the_bonus_is_off_for_all():
    comparison = compare([X, Y, Z], POLICY, needs_3c=False, needs_rohs=False)

    assert shown(comparison) == [
        (1, "97.00", "0.00", "88.30"),
        (2, "93.27", "0.00", "88.01"),
        (3, "100.00", "0.00", "80.50"),
    ]
    assert (comparison.bonus_is_on, comparison.applied, comparison.decided) == (False, False, False)


@pytest.mark.parametrize(("needs_3c", "needs_rohs"), [(True, False), (False, True)])
def test_one_regime_is_enough_to_switch_the_bonus_on(needs_3c, needs_rohs):
    comparison = compare([X, Y, Z], POLICY, needs_3c=needs_3c, needs_rohs=needs_rohs)

    assert [str(each.bonus) for each in comparison.ranked] == ["5.00", "0.00", "2.00"]


def test_a_bidder_without_a_score_is_not_ranked_and_sets_no_lowest_price():
    unknown = bid(4, 50_000, 100, 100, None)

    comparison = compare([X, unknown], POLICY, needs_3c=True, needs_rohs=True)

    assert shown(comparison) == [(1, "100.00", "0.00", "89.50")]
    assert comparison.unranked == (unknown,)


def test_a_suspended_bidder_is_not_ranked():
    comparison = compare([X, replace(Y, is_active=False)], POLICY, needs_3c=True, needs_rohs=True)

    assert [each.facts.key for each in comparison.ranked] == [1]


TIES = {
    "more labels": ({"labels": 1}, {}),
    "higher ESG score": ({"esg": D("70.00"), "delivery": D(90)}, {"esg": D("60.00"), "delivery": D(100)}),
    "earlier registration": ({}, {"since": date(2025, 1, 1)}),
    "smaller number": ({"number": "SUP-001"}, {"number": "SUP-002"}),
}


@pytest.mark.parametrize(("better", "worse"), TIES.values(), ids=TIES)
def test_a_tie_goes_to(better, worse):
    first = replace(X, key=9, **{"number": "SUP-009", **better})
    second = replace(X, key=8, **{"number": "SUP-008", **worse})

    comparison = compare([second, first], POLICY, needs_3c=False, needs_rohs=False)

    assert len({each.score for each in comparison.ranked}) == 1
    assert [each.facts.key for each in comparison.ranked] == [9, 8]


def test_a_tie_goes_to_the_lower_price_before_the_earlier_registration():
    dear = replace(X, key=1, price=D(100), technical=D(100), since=date(2020, 1, 1))
    cheap = replace(X, key=2, price=D(80), technical=D("73.33"))

    comparison = compare([dear, cheap], POLICY, needs_3c=False, needs_rohs=False)

    assert [(each.facts.key, str(each.score)) for each in comparison.ranked] == [(2, "86.00"), (1, "86.00")]


def test_a_sheet_without_bids_has_no_first():
    comparison = compare([], POLICY, needs_3c=True, needs_rohs=True)

    assert (comparison.first, comparison.first_without, comparison.decided) == (None, None, False)


marks = st.decimals(0, 100, places=2)
bids = st.lists(
    st.builds(
        BidFacts,
        key=st.integers(1, 10**6),
        number=st.text("0123456789", min_size=6, max_size=6),
        price=st.decimals("0.01", 10**9, places=2),
        technical=marks,
        delivery=marks,
        esg=st.none() | marks,
        has_3c=st.booleans(),
        has_rohs=st.booleans(),
        labels=st.integers(0, 2),
        since=st.none() | st.dates(),
        is_active=st.booleans(),
    ),
    max_size=6,
    unique_by=(lambda each: each.key, lambda each: each.number),
)


@given(bids)
def test_without_a_regime_the_bonus_never_changes_anything(offered):
    comparison = compare(offered, POLICY, needs_3c=False, needs_rohs=False)

    assert all(
        each.bonus == 0 and each.score == each.without_bonus and each.place == each.place_without for each in comparison.ranked
    )
    assert comparison.decided is False


@given(bids, st.booleans(), st.randoms())
def test_the_order_of_the_bids_never_changes_the_ranking(offered, on, random):
    shuffled = random.sample(offered, len(offered))

    assert compare(shuffled, POLICY, needs_3c=on, needs_rohs=on) == compare(offered, POLICY, needs_3c=on, needs_rohs=on)


@given(bids)
def test_every_bid_is_either_ranked_or_unranked_and_scores_stay_in_range(offered):
    comparison = compare(offered, POLICY, needs_3c=True, needs_rohs=True)

    assert len(comparison.ranked) + len(comparison.unranked) == len(offered)
    assert [each.place for each in comparison.ranked] == list(range(1, len(comparison.ranked) + 1))
    assert all(0 <= each.without_bonus <= 100 and each.score <= 105 for each in comparison.ranked)
    assert all(each.facts.esg is not None and each.facts.is_active for each in comparison.ranked)


@given(bids)
def test_the_bonus_helps_only_who_holds_something(offered):
    comparison = compare(offered, POLICY, needs_3c=True, needs_rohs=True)

    for each in comparison.ranked:
        assert each.bonus == {2: 5, 1: 2, 0: 0}[each.facts.has_3c + each.facts.has_rohs]


def test_the_receipt_says_who_leads_with_and_without_the_bonus():
    sheet = SheetFacts(
        "AWD-000001", "Editing computers", "office_it", "CNY", True, True, "1.0", {"SUP-002": "Demo Y (fictional)"}
    )
    comparison = compare([X, Y, Z], POLICY, needs_3c=True, needs_rohs=True)

    content = award_receipt(sheet, comparison, Choice("SUP-002"), POLICY, at=datetime(2026, 11, 20, tzinfo=UTC))

    assert (content["first_with_bonus"], content["first_without_bonus"]) == ("SUP-002", "SUP-001")
    assert (content["preference_applied"], content["preference_decided"]) == (True, True)
    assert content["weights"] == {"price": "0.4", "technical": "0.3", "delivery": "0.15", "esg": "0.15"}
    assert content["ranked"][0] == {
        "supplier": "SUP-002",
        "name": "Demo Y (fictional)",
        "price": "104000",
        "technical": "85",
        "delivery": "90",
        "esg": "78.00",
        "has_3c": True,
        "has_rohs": True,
        "labels": 0,
        "since": "2024-01-02",
        "price_score": "93.27",
        "without_bonus": "88.01",
        "bonus": "5.00",
        "score": "93.01",
        "place": 1,
        "place_without_bonus": 2,
    }
    assert len(receipt_digest(content)) == 64


def test_choosing_another_bidder_is_no_decision_of_the_bonus():
    sheet = SheetFacts("AWD-000001", "Lot", "office_it", "CNY", True, True, "1.0", {})
    comparison = compare([X, Y, Z], POLICY, needs_3c=True, needs_rohs=True)

    content = award_receipt(
        sheet, comparison, Choice("SUP-001", "Spare parts in stock."), POLICY, at=datetime(2026, 11, 20, tzinfo=UTC)
    )

    assert (content["preference_applied"], content["preference_decided"]) == (True, False)
