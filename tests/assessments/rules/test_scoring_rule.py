from datetime import date
from decimal import Decimal

import pytest

from assessments.rules.answer_value import AnswerRefused
from assessments.rules.scoring_rule import Bands, DateAge
from suppliers.rules.band import Floor

AS_OF = date(2026, 11, 20)


def score(bank, code, raw, unit=None, as_of=AS_OF):
    question = bank.question(code)
    return question.rule.score(question.read(raw, unit)[1], as_of)


@pytest.mark.parametrize(
    ("code", "raw", "expected"),
    [
        ("EP-01", "yes", 100), ("EP-01", "no", 0), ("EP-01", True, 100), ("EP-01", False, 0),
        ("EP-05", "none", 100), ("EP-05", "fixed", 60), ("EP-05", "fixing", 25), ("EP-05", "open", 0),
        ("PR-01", 0, 0), ("PR-01", 1, 25), ("PR-01", "2", 50), ("PR-01", 3, 75), ("PR-01", 4, 100),
        ("PR-04", 0, 100), ("PR-04", "225.6", 100),
        ("PR-06", 80, 100), ("PR-06", "79.99", 70), ("PR-06", 50, 70), ("PR-06", 20, 40), ("PR-06", 0, 10),
        ("GH-07", 0, 0), ("GH-07", "4.99", 0), ("GH-07", 5, 40), ("GH-07", 50, 100),
        ("GH-11", -5, 100), ("GH-11", "-4.99", 70), ("GH-11", 0, 70), ("GH-11", 5, 40), ("GH-11", "5.01", 0),
        ("GH-11", -100, 100), ("GH-11", 1000, 0),
        ("EP-02", "2026-11-20", 100), ("EP-02", "2026-11-19", 0), ("EP-02", "2099-01-01", 100),
        ("EP-08", "f", 100),
    ],
)  # fmt: skip
def test_answer_scores_by_its_rule(bank, code, raw, expected):
    assert score(bank, code, raw) == expected


@pytest.mark.parametrize(
    ("done_on", "as_of", "expected"),
    [
        ("2025-11-20", "2026-11-20", 100),
        ("2025-11-19", "2026-11-20", 50),
        ("2024-11-20", "2026-11-20", 50),
        ("2024-11-19", "2026-11-20", 0),
        ("2026-11-20", "2026-11-20", 100),
        # 29 February counts to 28 February of the next year.
        ("2024-02-29", "2025-02-28", 100),
        ("2024-02-29", "2025-03-01", 50),
        ("2024-02-29", "2026-02-28", 50),
        ("2024-02-29", "2026-03-01", 0),
        ("0001-01-01", "2026-11-20", 0),
    ],
)
def test_age_of_a_date_is_counted_in_calendar_months(bank, done_on, as_of, expected):
    assert score(bank, "PR-09", done_on, as_of=date.fromisoformat(as_of)) == expected


def test_date_after_the_day_of_scoring_is_refused():
    with pytest.raises(AnswerRefused) as refusal:
        DateAge(12).score(date(2026, 11, 21), AS_OF)

    assert (refusal.value.reason, refusal.value.facts) == ("date_in_future", {"latest": AS_OF})


@pytest.mark.parametrize(
    ("code", "raw", "reason"),
    [
        ("EP-01", "maybe", "not_yes_or_no"),
        ("EP-01", 1, "not_yes_or_no"),
        ("EP-05", "unknown", "unknown_option"),
        ("EP-05", True, "not_an_option"),
        ("PR-01", 5, "unknown_option"),
        ("PR-01", 2.0, "not_an_option"),
        ("PR-04", "many", "not_a_number"),
        ("PR-06", "half", "not_a_number"),
        ("GH-11", "less", "not_a_number"),
        ("EP-02", "soon", "not_a_date"),
        ("PR-09", "lately", "not_a_date"),
        ("EP-08", "policy.pdf", "not_a_file"),
    ],
)
def test_answer_of_the_wrong_kind_is_refused(bank, code, raw, reason):
    with pytest.raises(AnswerRefused) as refusal:
        bank.question(code).read(raw, None)

    assert refusal.value.reason == reason


def test_figure_below_all_bands_is_refused():
    with pytest.raises(AnswerRefused) as refusal:
        Bands((Floor(Decimal(0), Decimal(10)),)).score(Decimal(-1), AS_OF)

    assert (refusal.value.reason, refusal.value.facts) == ("outside_bands", {"value": "-1"})


@pytest.mark.parametrize(
    ("code", "raw", "unit", "base"),
    [
        ("PR-04", "225600", "kWh", "225.6"),
        ("PR-04", "22.56", "万kWh", "225.6"),
        ("PR-04", "36", "GJ", "10"),
        ("PR-04", "1", "tce", "8.140833"),
        ("PR-04", "225.6", "MWh", "225.6"),
        ("PR-04", "225.6", None, "225.6"),
        ("PR-04", "225.6", "", "225.6"),
        ("HW-06", "18400", "kg", "18.4"),
        ("AE-07", "0.12", "t", "120"),
    ],
)
def test_figure_is_converted_to_the_base_unit(bank, code, raw, unit, base):
    value, found = bank.question(code).read(raw, unit)

    assert value == Decimal(raw)
    assert found == Decimal(base)


@pytest.mark.parametrize(
    ("code", "raw", "unit", "reason", "facts"),
    [
        ("PR-04", "1", "therm", "unknown_unit", {"unit": "therm", "allowed": ["MWh", "kWh", "万kWh", "GJ", "tce"]}),
        ("HW-07", "50", "t", "unknown_unit", {"unit": "t", "allowed": ["%"]}),
        ("HW-07", "100.01", None, "outside_range", {"value": Decimal("100.01"), "unit": "%", "lowest": 0, "highest": 100}),
        ("GH-02", "-1", None, "outside_range", {"value": -1, "unit": "tCO2e", "lowest": 0, "highest": 5000000}),
        ("GH-02", "501", "万tCO2e", "outside_range", {"value": 5010000, "unit": "tCO2e", "lowest": 0, "highest": 5000000}),
    ],
)  # fmt: skip
def test_unknown_unit_and_impossible_figure_are_refused(bank, code, raw, unit, reason, facts):
    with pytest.raises(AnswerRefused) as refusal:
        bank.question(code).read(raw, unit)

    assert (refusal.value.reason, refusal.value.facts) == (reason, facts)
