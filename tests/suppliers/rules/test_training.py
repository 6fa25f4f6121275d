"""Training figures count suppliers, not attendances."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.training import (
    Attended,
    has_passed,
    integrity_due_on,
    integrity_is_met,
    reminder_band,
    training_figures,
)

D = Decimal
NOBODY = frozenset()


def test_five_attendances_of_one_supplier_count_one():
    rows = [Attended(session, 7, "lin@example.com", 90) for session in range(1, 6)]

    figures = training_figures(5, rows, majors=frozenset({7, 8}), counted=frozenset({7, 8, 9, 10}))

    assert (figures.sessions, figures.attendances, figures.suppliers, figures.persons) == (5, 5, 1, 1)
    assert (figures.hours, figures.major_share, figures.counted_share) == (D("7.50"), D("50.00"), D("25.00"))


def test_more_than_twenty_suppliers_in_five_sessions_are_at_least_seven_point_nine_percent_of_253():
    rows = [Attended(1 + number % 5, number, f"p{number}", 60) for number in range(1, 21)]

    assert training_figures(5, rows, majors=NOBODY, counted=frozenset(range(1, 254))).counted_share == D("7.91")


def test_namesakes_of_two_suppliers_are_two_people_and_one_person_in_two_spellings_is_one():
    rows = [Attended(1, 1, "Li@example.com", 30), Attended(2, 1, "li@example.com", 30), Attended(1, 2, "li@example.com", 30)]

    assert training_figures(2, rows, majors=NOBODY, counted=NOBODY).persons == 2


def test_the_pass_rate_is_of_the_tests_taken():
    rows = [
        Attended(1, 1, "a", 60, D("80.00"), 80),
        Attended(1, 1, "b", 60, D("79.99"), 80),
        Attended(1, 2, "c", 60, None, 80),
        Attended(2, 2, "d", 60, D("10.00"), None),
    ]

    figures = training_figures(2, rows, majors=NOBODY, counted=NOBODY)

    assert (figures.tested, figures.passed, figures.pass_rate) == (2, 1, D("50.00"))


def test_shares_of_nothing_are_nothing():
    figures = training_figures(0, [], majors=NOBODY, counted=NOBODY)

    assert (figures.pass_rate, figures.major_share, figures.counted_share, figures.hours) == (None, None, None, D("0.00"))


@pytest.mark.parametrize(
    ("score", "needed", "passed"),
    [("80", 80, True), ("79.99", 80, False), ("60", 60, True), (None, 80, None), ("90", None, None)],
)
def test_a_test_is_passed_from_the_mark_of_its_session(score, needed, passed):
    assert has_passed(None if score is None else D(score), needed) is passed


def test_the_integrity_module_is_due_ninety_days_after_becoming_active_and_again_after_a_breach():
    assert integrity_due_on(date(2026, 1, 1)) == date(2026, 4, 1)
    assert integrity_due_on(date(2026, 1, 1), date(2026, 6, 1)) == date(2026, 8, 30)
    assert integrity_is_met(date(2026, 3, 1)) is True
    assert integrity_is_met(None) is False
    assert integrity_is_met(date(2026, 3, 1), breach_on=date(2026, 6, 1)) is False
    assert integrity_is_met(date(2026, 6, 1), breach_on=date(2026, 6, 1)) is True


@pytest.mark.parametrize(("left", "band"), [(31, None), (30, 30), (8, 30), (7, 7), (0, 7), (-1, -1), (-300, -1)])
def test_reminders_come_thirty_and_seven_days_before_and_once_after(left, band):
    assert reminder_band(left) == band


rows = st.lists(
    st.builds(Attended, st.integers(1, 5), st.integers(1, 8), st.sampled_from("abc"), st.integers(1, 300)), max_size=40
)


@given(rows, st.frozensets(st.integers(1, 8)))
def test_a_supplier_is_never_counted_twice(attended, majors):
    figures = training_figures(5, attended, majors=majors, counted=frozenset(range(1, 9)))
    doubled = training_figures(5, attended * 2, majors=majors, counted=frozenset(range(1, 9)))

    assert figures.suppliers == len({row.supplier for row in attended}) <= 8
    assert (doubled.suppliers, doubled.persons, doubled.majors_trained) == (
        figures.suppliers,
        figures.persons,
        figures.majors_trained,
    )
    assert figures.majors_trained <= figures.majors
