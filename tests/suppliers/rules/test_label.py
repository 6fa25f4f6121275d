"""Green labels: every condition alone costs the label, and only its own."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.label import Gap, Label, LabelFacts, Missing, OfferedProduct, gaps, has_3c, has_rohs, labels_held

LEAST = Decimal(80)
COMPUTER = OfferedProduct("Computer", in_3c_catalogue=True, is_electrical=True, covered_by_3c=True, covered_by_rohs=True)
CABLE = OfferedProduct("Cable", in_3c_catalogue=False, is_electrical=True, covered_by_3c=False, covered_by_rohs=True)
FILM = OfferedProduct("Film", in_3c_catalogue=False, is_electrical=False, covered_by_3c=False, covered_by_rohs=False)
BOTH = LabelFacts(
    is_active=True, has_undertaking=True, products=(COMPUTER, CABLE, FILM), esg=Decimal("80.00"), has_iso_14001=True
)


def codes(label, facts):
    return [gap.code for gap in gaps(label, facts, least_score=LEAST)]


def test_a_supplier_with_everything_holds_both_labels():
    assert labels_held(BOTH, least_score=LEAST) == (Label.GREEN_3C_ROHS, Label.GREEN_PERFORMANCE)


@pytest.mark.parametrize("label", Label)
@pytest.mark.parametrize(
    ("change", "code"), [({"is_active": False}, Missing.NOT_ACTIVE), ({"has_undertaking": False}, Missing.UNDERTAKING)]
)
def test_both_labels_need_an_active_supplier_and_the_undertaking(label, change, code):
    assert codes(label, replace(BOTH, **change)) == [code]


def test_one_product_without_a_certificate_costs_the_label_and_is_named():
    bare = replace(COMPUTER, name="Server", covered_by_3c=False, covered_by_rohs=False)

    found = gaps(Label.GREEN_3C_ROHS, replace(BOTH, products=(COMPUTER, bare)), least_score=LEAST)

    assert found == (Gap(Missing.CCC, {"products": ["Server"]}), Gap(Missing.ROHS, {"products": ["Server"]}))


def test_a_label_for_nothing_is_not_given():
    assert codes(Label.GREEN_3C_ROHS, replace(BOTH, products=(FILM,))) == [Missing.NO_PRODUCT]
    assert codes(Label.GREEN_3C_ROHS, replace(BOTH, products=())) == [Missing.NO_PRODUCT]


def test_an_electrical_product_outside_the_catalogue_needs_rohs_only():
    assert codes(Label.GREEN_3C_ROHS, replace(BOTH, products=(CABLE,))) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"esg": Decimal("79.99")}, Missing.SCORE_TOO_LOW),
        ({"esg": None}, Missing.NO_SCORE),
        ({"esg_is_valid": False}, Missing.SCORE_TOO_OLD),
        ({"has_iso_14001": False}, Missing.ISO_14001),
        ({"open_environmental_breaches": 1}, Missing.ENVIRONMENTAL_BREACH),
    ],
)
def test_each_condition_of_performance_alone_costs_that_label_only(change, code):
    facts = replace(BOTH, **change)

    assert codes(Label.GREEN_PERFORMANCE, facts) == [code]
    assert codes(Label.GREEN_3C_ROHS, facts) == []


def test_exactly_the_least_score_is_enough():
    assert codes(Label.GREEN_PERFORMANCE, replace(BOTH, esg=Decimal("80.00"))) == []


products = st.lists(
    st.builds(OfferedProduct, st.just("P"), st.booleans(), st.booleans(), st.booleans(), st.booleans()), max_size=4
).map(tuple)


@given(products)
def test_the_label_is_held_exactly_when_each_regime_that_applies_is_covered(offered):
    expected = bool(
        (has_3c(offered) or not any(product.in_3c_catalogue for product in offered))
        and (has_rohs(offered) or not any(product.is_electrical for product in offered))
        and any(product.in_3c_catalogue or product.is_electrical for product in offered)
    )

    assert (codes(Label.GREEN_3C_ROHS, replace(BOTH, products=offered)) == []) == expected
