from decimal import Decimal

import pytest

from suppliers.rules.band import NoBand
from suppliers.rules.mean import Mean
from suppliers.rules.performance import (
    Dimension,
    RatingOffScale,
    counts_from_orders,
    delivery_mark,
    performance_score,
    quality_mark,
    rated_mark,
    responsiveness_mark,
)


@pytest.mark.parametrize(
    ("technology", "quality", "responsiveness", "delivery", "cost", "mean"),
    [
        (None, 90, 85, 75, 70, Mean(Decimal(6800), Decimal(85), Decimal("80.00"))),
        (100, 90, 85, 90, 75, Mean(Decimal(8775), Decimal(100), Decimal("87.75"))),
        (None, None, None, None, None, Mean(Decimal(0), Decimal(0), None)),
        (0, 0, 0, 0, 0, Mean(Decimal(0), Decimal(100), Decimal("0.00"))),
    ],
)
def test_performance_is_the_weighted_mean_of_what_was_judged(policy, technology, quality, responsiveness, delivery, cost, mean):
    given = zip(Dimension, (technology, quality, responsiveness, delivery, cost), strict=True)
    marks = {code: None if mark is None else Decimal(mark) for code, mark in given}

    assert performance_score(marks, policy.performance) == mean


@pytest.mark.parametrize(
    ("otd_pct", "mark"),
    [
        ("100", 100), ("98", 100), ("97.995", 100), ("97.994", 90), ("95", 90), ("94.99", 75),
        ("90", 75), ("85", 60), ("80", 45), ("79.99", 25), ("70", 25), ("69.99", 0), ("0", 0),
    ],
)  # fmt: skip
def test_delivery_is_marked_by_share_on_time(policy, otd_pct, mark):
    assert delivery_mark(Decimal(otd_pct), policy.performance) == mark


@pytest.mark.parametrize(
    ("acceptance_pct", "mark"),
    [
        ("100", 100), ("99.5", 100), ("99.49", 90), ("99", 90), ("98", 75), ("96", 60),
        ("93", 40), ("90", 20), ("89.99", 0), ("0", 0),
    ],
)  # fmt: skip
def test_quality_is_marked_by_share_accepted(policy, acceptance_pct, mark):
    assert quality_mark(Decimal(acceptance_pct), policy.performance) == mark


@pytest.mark.parametrize(
    ("hours", "mark"),
    [
        ("0", 100), ("4", 100), ("4.004", 100), ("4.005", 85), ("8", 85), ("24", 70), ("48", 50),
        ("72", 25), ("72.01", 0), ("9999", 0),
    ],
)  # fmt: skip
def test_responsiveness_is_marked_by_median_hours(policy, hours, mark):
    assert responsiveness_mark(Decimal(hours), policy.performance) == mark


def test_negative_share_finds_no_band(policy):
    with pytest.raises(NoBand) as refusal:
        delivery_mark(Decimal("-0.01"), policy.performance)

    assert refusal.value.number == Decimal("-0.01")


@pytest.mark.parametrize(
    ("ratings", "mark"),
    [
        (["1", "1"], "0.00"),
        (["5", "5"], "100.00"),
        (["3", "4", "4"], "66.67"),
        (["2.5", "3"], "43.75"),
        (["4"], None),
        ([], None),
    ],
)
def test_rating_is_the_mean_of_at_least_two_raters(policy, ratings, mark):
    found = rated_mark(map(Decimal, ratings), policy.performance)

    assert found == (None if mark is None else Decimal(mark))


@pytest.mark.parametrize("rating", ["0.99", "5.01"])
def test_rating_off_the_scale_is_refused(policy, rating):
    with pytest.raises(RatingOffScale) as refusal:
        rated_mark([Decimal(3), Decimal(rating)], policy.performance)

    assert refusal.value.rating == Decimal(rating)


def test_figures_count_from_the_fifth_order(policy):
    assert not counts_from_orders(4, policy.performance)
    assert counts_from_orders(5, policy.performance)
