"""Who rates what, and when a rating takes a comment."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.order_figures import OrderFigures
from suppliers.rules.performance import Dimension
from suppliers.rules.rating import (
    DepartmentMissing,
    Rater,
    TooFewDepartments,
    TooFewRaters,
    check_raters,
    dimensions_to_rate,
    is_far_off,
    same_department,
)
from suppliers.rules.role import Role
from suppliers.selectors.policy import shipped_policy

POLICY = shipped_policy().performance
T, Q, R, D, C = Dimension
FULL = OrderFigures(5, 5, Decimal(100), Decimal(100), Decimal(4))


def rater(role: str, department: str) -> Rater:
    return Rater(1, f"{role} {department}", Role(role), department)


@pytest.mark.parametrize(
    ("role", "figures", "asked"),
    [
        ("PROCUREMENT", None, (T, Q, R, D, C)),
        ("REQUESTER", None, (T, Q, R)),
        ("PROCUREMENT", FULL, (T, C)),
        ("REQUESTER", FULL, (T,)),
        ("PROCUREMENT", OrderFigures(5, 5, Decimal(100), None, Decimal(4)), (T, Q, C)),
        ("PROCUREMENT", OrderFigures(4, 4, Decimal(100), Decimal(100), Decimal(4)), (T, Q, R, D, C)),
        ("INTEGRITY", None, ()),
        ("FINANCE", None, ()),
        ("MANAGER", None, ()),
    ],
)
def test_everybody_is_asked_what_they_know_and_orders_do_not_tell(role, figures, asked):
    assert dimensions_to_rate(Role(role), figures, POLICY) == asked


@pytest.mark.parametrize(
    ("raters", "refusal"),
    [
        ([("PROCUREMENT", "A"), ("PROCUREMENT", "B")], None),
        ([("PROCUREMENT", "A"), ("PROCUREMENT", "A"), ("REQUESTER", "B")], None),
        ([], TooFewRaters),
        ([("PROCUREMENT", "A")], TooFewRaters),
        ([("PROCUREMENT", "A"), ("REQUESTER", "B"), ("REQUESTER", "C")], TooFewRaters),
        ([("PROCUREMENT", "A"), ("PROCUREMENT", " a ")], TooFewDepartments),
        ([("PROCUREMENT", "A"), ("PROCUREMENT", "")], DepartmentMissing),
    ],
)
def test_it_takes_two_for_cost_and_two_departments(raters, refusal):
    people = [rater(*each) for each in raters]

    if refusal is None:
        assert check_raters(people, POLICY) is None
    else:
        with pytest.raises(refusal):
            check_raters(people, POLICY)


@pytest.mark.parametrize(
    ("rating", "others", "far"),
    [
        ("5", [], False),
        ("4.5", ["3"], False),
        ("4.6", ["3"], True),
        ("1.5", ["3", "3"], False),
        ("1", ["3", "2"], False),
        ("1", ["3", "2.1"], True),
        ("5", ["3", "4", "3.5"], False),
        ("5", ["3", "4", "3.4"], True),
    ],
)
def test_more_than_one_and_a_half_from_the_mean_of_the_others(rating, others, far):
    assert is_far_off(Decimal(rating), [Decimal(other) for other in others]) is far


@given(st.decimals(1, 5, places=1), st.lists(st.decimals(1, 5, places=1), max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_the_others_does_not_matter(rating, others, chance):
    assert is_far_off(rating, others) == is_far_off(rating, chance.sample(others, len(others)))


@pytest.mark.parametrize("written", ["Film production", " film  Production ", "Ｆilm production"])
def test_one_department_in_several_spellings(written):
    assert same_department(written) == "film production"
