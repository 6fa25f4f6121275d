from decimal import Decimal

import pytest

from suppliers.rules.tier import Tier
from suppliers.rules.tier_step import PreviousTier, tier_after_step


@pytest.mark.parametrize(
    ("previous_tier", "previous_overall", "overall", "tier"),
    [
        (None, None, "80.00", "A"),
        (None, None, "64.99", "C"),
        ("B", "78.40", "82.00", "A"),
        ("B", "80.00", "80.00", "A"),
        ("C", "60.00", "85.00", "B"),
        ("C", "60.00", "66.99", "C"),
        ("A", "84.00", "78.00", "A"),
        ("A", "79.00", "79.50", "B"),
        ("B", "70.00", "62.99", "C"),
        ("C", "55.00", "47.99", "D"),
        ("C", "49.00", "49.50", "D"),
        ("D", "45.00", "52.00", "C"),
        ("D", "50.00", "50.00", "C"),
        # Beyond the published table: each side of each margin, N, and an unknown earlier score.
        ("N", None, "85.00", "A"),
        ("B", "79.99", "81.99", "B"),
        ("B", None, "82.00", "A"),
        ("B", None, "81.99", "B"),
        ("A", None, "78.00", "A"),
        ("A", None, "77.99", "B"),
        ("A", "80.00", "79.99", "A"),
        ("A", "90.00", "40.00", "D"),
        ("D", "90.00", "90.00", "C"),
        ("B", "70.00", "70.00", "B"),
    ],
)
def test_tier_moves_when_the_score_is_clear(policy, previous_tier, previous_overall, overall, tier):
    previous = previous_tier and PreviousTier(Tier(previous_tier), previous_overall and Decimal(previous_overall))

    found = tier_after_step(Decimal(overall), previous, policy.overall.bands, policy.overall.step)

    assert found == tier
