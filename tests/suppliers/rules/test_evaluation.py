"""Periods, terms and the steps of an evaluation."""

from datetime import date

import pytest

from suppliers.rules.evaluation import (
    WORKFLOW,
    EvaluationKind,
    EvaluationStatus,
    PeriodNotFitting,
    check_period,
    object_until,
    quarter,
)
from suppliers.rules.role import Role


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("PERIODIC", date(2026, 1, 1), date(2026, 3, 31)),
        ("PERIODIC", date(2026, 10, 1), date(2026, 12, 31)),
        ("ANNUAL", date(2026, 1, 1), date(2026, 12, 31)),
        ("ANNUAL", date(2025, 4, 1), date(2026, 3, 31)),
        ("ANNUAL", date(2027, 3, 1), date(2028, 2, 29)),
        ("DYNAMIC", date(2026, 2, 3), date(2026, 2, 3)),
        ("DYNAMIC", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_that_fits_its_kind(kind, first, last):
    assert check_period(EvaluationKind(kind), first, last) is None


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("PERIODIC", date(2026, 2, 1), date(2026, 4, 30)),
        ("PERIODIC", date(2026, 1, 1), date(2026, 3, 30)),
        ("PERIODIC", date(2026, 1, 1), date(2026, 6, 30)),
        ("PERIODIC", date(2026, 3, 31), date(2026, 1, 1)),
        ("ANNUAL", date(2026, 1, 2), date(2026, 12, 31)),
        ("ANNUAL", date(2027, 3, 1), date(2028, 2, 28)),
        ("DYNAMIC", date(2026, 2, 3), date(2026, 2, 2)),
        ("DYNAMIC", date(2026, 1, 1), date(2027, 2, 1)),
    ],
)
def test_a_period_that_does_not_fit_its_kind(kind, first, last):
    with pytest.raises(PeriodNotFitting):
        check_period(EvaluationKind(kind), first, last)


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2028, 1, 1), date(2028, 3, 31)),
        (2, date(2028, 4, 1), date(2028, 6, 30)),
        (3, date(2028, 7, 1), date(2028, 9, 30)),
        (4, date(2028, 10, 1), date(2028, 12, 31)),
    ],
)
def test_a_quarter_has_its_first_and_its_last_day(number, first, last):
    assert quarter(2028, number) == (first, last)


def test_the_term_to_object_ends_with_the_fifteenth_day():
    assert object_until(date(2026, 2, 20)) == date(2026, 3, 7)


def test_release_is_for_a_second_person_and_nothing_leaves_the_archive():
    second = {move.name for move in WORKFLOW.moves if move.second_person}

    assert second == {"send_back", "approve"}
    assert [move.name for role in Role for move in WORKFLOW.moves_from(EvaluationStatus.ARCHIVED, role)] == []


@pytest.mark.parametrize("role", [Role.INTEGRITY, Role.AUDITOR, Role.REQUESTER, Role.FINANCE, Role.ADMINISTRATOR])
def test_who_only_reads_or_rates_moves_nothing(role):
    assert [move.name for state in EvaluationStatus for move in WORKFLOW.moves_from(state, role)] == []
