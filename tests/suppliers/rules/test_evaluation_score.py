"""Marks, P and receipt: by hand, and whatever the order of things."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.evaluation_score import (
    MarkSource,
    ReceiptHead,
    evaluation_receipt,
    evaluation_score,
    strong_and_weak,
)
from suppliers.rules.order_figures import OrderFigures
from suppliers.rules.performance import Dimension, RatingOffScale
from suppliers.rules.receipt import canonical_json, receipt_digest
from suppliers.selectors.policy import shipped_policy

POLICY = shipped_policy().performance
HEAD = ReceiptHead("SUP-000001", "PERIODIC", date(2026, 7, 1), date(2026, 9, 30), "SCORE-POL", "1.0")
T, Q, R, D, C = Dimension


def figures(orders: int = 10, otd: str | None = "95.00", accepted: str | None = "99.00", hours: str | None = "8.00"):
    return OrderFigures(orders, orders, *(None if one is None else Decimal(one) for one in (otd, accepted, hours)))


def rated(*marks: str) -> list[Decimal]:
    return [Decimal(mark) for mark in marks]


@pytest.mark.parametrize(
    ("orders", "ratings", "marks", "performance"),
    [
        # 15 * 75 + 25 * 90 + 15 * 85 + 25 * 90 + 20 * 50 = 7900
        (figures(), {T: ("4", "4"), C: ("3", "3")}, {T: "75.00", Q: "90.00", R: "85.00", D: "90.00", C: "50.00"}, "79.00"),
        # Three raters: (75 + 75 + 100) / 3 = 83.33; 15 * 83.33 / 15
        (None, {T: ("4", "4", "5")}, {T: "83.33"}, "83.33"),
        # One rater is no mean: cost drops out with its weight of 20. (15 * 100 + 25 * 0) / 40 = 37.50
        (None, {T: ("5", "5"), Q: ("1", "1"), C: ("3",)}, {T: "100.00", Q: "0.00"}, "37.50"),
        # Enough orders, but nothing was inspected: quality is what raters say. (625 + 1275 + 2250) / 65
        (figures(accepted=None), {Q: ("2", "2")}, {Q: "25.00", R: "85.00", D: "90.00"}, "63.85"),
        # Four orders are no rate.
        (figures(orders=4), {D: ("5", "5")}, {D: "100.00"}, "100.00"),
        (figures(orders=5), {D: ("5", "5")}, {Q: "90.00", R: "85.00", D: "90.00"}, "88.85"),
    ],
)
def test_marks_and_p_as_worked_out_by_hand(orders, ratings, marks, performance):
    score = evaluation_score(orders, {code: rated(*given) for code, given in ratings.items()}, POLICY)

    assert {code: str(mark) for code, mark in score.marks.items()} == marks
    assert score.performance.score == Decimal(performance)


def test_without_any_dimension_there_is_no_score_and_never_a_zero():
    score = evaluation_score(None, {T: rated("5")}, POLICY)
    receipt = evaluation_receipt(HEAD, None, score)

    assert score.performance.score is None
    assert [row.source for row in score.dimensions] == [MarkSource.NONE] * 5
    assert (receipt["performance"], receipt["weight_sum"]) == (None, "0")


def test_a_rating_off_the_scale_is_refused():
    with pytest.raises(RatingOffScale):
        evaluation_score(None, {T: rated("5", "5.5")}, POLICY)


marks = st.decimals(min_value=1, max_value=5, places=1)
many_ratings = st.dictionaries(st.sampled_from(list(Dimension)), st.lists(marks, max_size=6))
orders = st.none() | st.builds(
    OrderFigures,
    orders=st.integers(0, 40),
    on_time=st.integers(0, 40),
    otd_pct=st.none() | st.decimals(0, 100, places=2),
    acceptance_pct=st.none() | st.decimals(0, 100, places=2),
    median_response_hours=st.none() | st.decimals(0, 200, places=2),
)


@given(orders, many_ratings, st.randoms(use_true_random=False))
def test_the_order_of_ratings_changes_neither_p_nor_receipt(found, ratings, chance):
    shuffled = {}
    for code in chance.sample(list(ratings), len(ratings)):
        shuffled[code] = chance.sample(ratings[code], len(ratings[code]))

    one, other = (evaluation_receipt(HEAD, found, evaluation_score(found, each, POLICY)) for each in (ratings, shuffled))

    assert canonical_json(one) == canonical_json(other)
    assert receipt_digest(one) == receipt_digest(other)


@given(orders, many_ratings)
def test_a_missing_dimension_drops_out_with_its_weight(found, ratings):
    score = evaluation_score(found, ratings, POLICY)

    judged = [row for row in score.dimensions if row.mark is not None]
    assert score.performance.weight_sum == sum((row.weight for row in judged), Decimal(0))
    if judged:
        lowest, highest = min(row.mark for row in judged), max(row.mark for row in judged)
        assert lowest <= score.performance.score <= highest
    else:
        assert score.performance.score is None


@given(orders, many_ratings)
def test_the_receipt_alone_recomputes_p(found, ratings):
    receipt = evaluation_receipt(HEAD, found, evaluation_score(found, ratings, POLICY))

    rows = [row for row in receipt["dimensions"] if row["mark"] is not None]
    weighted = sum((Decimal(row["weight"]) * Decimal(row["mark"]) for row in rows), Decimal(0))
    weight = sum((Decimal(row["weight"]) for row in rows), Decimal(0))
    assert (weighted, weight) == (Decimal(receipt["weighted_sum"]), Decimal(receipt["weight_sum"]))
    if weight:
        assert abs(Decimal(receipt["performance"]) - weighted / weight) <= Decimal("0.005")


def test_what_stands_out_and_what_falls_behind():
    found = {T: Decimal("85.00"), Q: Decimal("59.99"), R: Decimal("60.00"), D: Decimal("100.00"), C: Decimal("0.00")}

    assert strong_and_weak(found) == ((D, T), (C, Q))
