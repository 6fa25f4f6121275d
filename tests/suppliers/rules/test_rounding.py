from decimal import Decimal, localcontext

import pytest

from suppliers.rules.mean import Mean, weighted_mean
from suppliers.rules.rounding import plain, quotient, round_half_up


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        ("64.995", "65.00"),
        ("79.994", "79.99"),
        ("57.125", "57.13"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("100", "100.00"),
    ],
)
def test_scores_round_half_up_to_two_places(number, rounded):
    assert str(round_half_up(Decimal(number))) == rounded


def test_a_changed_thread_context_does_not_change_a_score():
    with localcontext(prec=3, rounding="ROUND_DOWN"):
        assert quotient(Decimal(950), Decimal(14)) == Decimal("67.86")


@pytest.mark.parametrize(("number", "text"), [("150.0", "150"), ("0.0", "0"), ("12.50", "12.5"), ("1E+2", "100")])
def test_plain_numbers_have_no_idle_zeros(number, text):
    assert plain(Decimal(number)) == text


def test_part_without_score_drops_out_with_its_weight():
    mean = weighted_mean([(Decimal(3), Decimal(50)), (Decimal(7), None)])

    assert mean == Mean(Decimal(150), Decimal(3), Decimal("50.00"))


def test_mean_of_nothing_has_no_score():
    assert weighted_mean([]) == Mean(Decimal(0), Decimal(0), None)
