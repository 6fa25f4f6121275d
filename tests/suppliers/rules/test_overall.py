from decimal import Decimal

import pytest

from suppliers.rules.overall import deduction, overall_score


@pytest.mark.parametrize(
    ("esg", "performance", "points", "overall"),
    [
        ("61.43", "80.00", 0, "72.57"),
        ("71.94", "75.50", 6, "71.08"),
        ("90.00", "90.00", 40, "75.00"),
        ("57.26", "80.00", 0, "70.90"),
        ("91.50", "87.75", 2, "88.25"),
        ("0.00", "0.00", 40, "0.00"),
        ("100.00", "100.00", 0, "100.00"),
    ],
)
def test_overall_joins_esg_performance_and_points(policy, esg, performance, points, overall):
    found = overall_score(Decimal(esg), Decimal(performance), points, policy.overall)

    assert str(found) == overall


@pytest.mark.parametrize(("esg", "performance"), [(None, "80"), ("80", None), (None, None)])
def test_half_an_evaluation_has_no_overall_score(policy, esg, performance):
    parts = [None if part is None else Decimal(part) for part in (esg, performance)]

    assert overall_score(*parts, 0, policy.overall) is None


@pytest.mark.parametrize(("points", "taken"), [(0, "0.00"), (1, "0.50"), (29, "14.50"), (30, "15.00"), (31, "15.00")])
def test_deduction_stops_at_its_maximum(policy, points, taken):
    assert str(deduction(points, policy.overall)) == taken
