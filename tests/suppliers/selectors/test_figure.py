"""Tiers and their movement."""

from datetime import date

import pytest

from suppliers.rules.standing import Standing
from suppliers.rules.tier import Tier
from suppliers.selectors.figure import TierCell, TierMovement, tier_cells_now, tier_movement
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def test_the_counting_set_is_split_by_region_category_and_tier():
    make_supplier(tier="B", category="event")
    make_supplier(tier="B", category="event")
    make_supplier(category="media", country="DE", province="")
    make_supplier(Standing.EXITED, tier="D")

    cells = {(cell.region, cell.category, cell.tier): cell for cell in tier_cells_now()}

    assert cells == {
        ("MAINLAND", "event", Tier.B): TierCell("MAINLAND", "event", Tier.B, 2),
        ("OVERSEAS", "media", Tier.N): TierCell("OVERSEAS", "media", Tier.N, 1),
    }


def test_who_is_not_evaluated_is_n_and_who_joined_stands_apart(django_assert_num_queries):
    make_supplier(since=date(2026, 1, 2))
    make_supplier(since=date(2026, 11, 2))

    with django_assert_num_queries(1):
        found = tier_movement(date(2026, 8, 1), date(2026, 11, 20))

    assert found == TierMovement({(Tier.N, Tier.N): 1}, {Tier.N: 1})


def test_better_and_worse_compare_those_evaluated_on_both_days():
    moves = {(Tier.C, Tier.B): 3, (Tier.A, Tier.D): 2, (Tier.N, Tier.A): 9, (Tier.B, Tier.N): 9, (Tier.B, Tier.B): 9}

    assert (TierMovement(moves, {}).better, TierMovement(moves, {}).worse) == (3, 2)
