from decimal import Decimal

import pytest

from suppliers.rules.tier import Tier, is_better, one_step_up, raw_tier, worst


@pytest.mark.parametrize(
    ("overall", "tier"),
    [
        ("100.00", Tier.A), ("80.00", Tier.A), ("79.99", Tier.B), ("65.00", Tier.B),
        ("64.99", Tier.C), ("50.00", Tier.C), ("49.99", Tier.D), ("0.00", Tier.D),
    ],
)  # fmt: skip
def test_every_score_finds_its_tier(policy, overall, tier):
    assert raw_tier(Decimal(overall), policy.overall.bands) is tier


def test_ladder_runs_from_a_to_d():
    assert is_better(Tier.A, Tier.B)
    assert not is_better(Tier.B, Tier.B)
    assert worst([Tier.B, Tier.D, Tier.A]) is Tier.D
    assert [one_step_up(tier) for tier in (Tier.D, Tier.C, Tier.B, Tier.A)] == [
        Tier.C,
        Tier.B,
        Tier.A,
        Tier.A,
    ]
