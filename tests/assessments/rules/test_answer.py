from datetime import date
from decimal import Decimal

import pytest

from assessments.rules.answer import Entry, Severity, check_answer, check_not_applicable

TODAY = date(2026, 11, 20)


def remarks(bank, code, entry, profile="office"):
    found = check_answer(bank.question(code), entry, profile=profile, today=TODAY)
    return [(problem.reason, problem.severity) for problem in found]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("EP-01", "yes"), ("PR-01", 3), ("EP-05", "none"), ("PR-04", "225.6"), ("HW-07", 82),
        ("PR-09", "2026-11-20"), ("EP-08", "f"), ("EP-01", None), ("EP-01", ""), ("PR-04", "  "),
    ],
)  # fmt: skip
def test_sound_and_blank_answers_need_no_remark(bank, code, value):
    assert remarks(bank, code, Entry(value)) == []


@pytest.mark.parametrize(
    ("code", "entry", "reason"),
    [
        ("EP-01", Entry("perhaps"), "not_yes_or_no"),
        ("PR-01", Entry(7), "unknown_option"),
        ("PR-04", Entry("lots"), "not_a_number"),
        ("PR-04", Entry("5", unit="BTU"), "unknown_unit"),
        ("PR-04", Entry("10000000.01", note="really"), "outside_range"),
        ("PR-09", Entry("2026-11-21"), "date_in_future"),
    ],
)
def test_answer_that_cannot_stand_is_refused(bank, code, entry, reason):
    assert remarks(bank, code, entry) == [(reason, Severity.REFUSED)]


def test_refusal_carries_its_facts(bank):
    [problem] = check_answer(bank.question("PR-09"), Entry("2026-11-21"), profile="office", today=TODAY)

    assert problem.facts == {"latest": TODAY}


@pytest.mark.parametrize(
    ("entry", "profile", "reasons"),
    [
        (Entry("5000"), "office", []),
        (Entry("5000.1"), "office", ["outside_usual_range"]),
        (Entry("5000.1", note="We heat with electricity"), "office", []),
        (Entry("5000.1", note="  "), "office", ["outside_usual_range"]),
        (Entry("5000.1"), "production", []),
        (Entry("49"), "production", ["outside_usual_range"]),
        (Entry("225600"), "office", ["outside_usual_range"]),
        (Entry("225600", unit="kWh"), "office", []),
        (Entry("150", last_year=Decimal(100)), "office", []),
        (Entry("150.1", last_year=Decimal(100)), "office", ["differs_from_last_year"]),
        (Entry("49.9", last_year=Decimal(100)), "office", ["differs_from_last_year"]),
        (Entry("0.5", last_year=Decimal(0)), "office", ["outside_usual_range", "differs_from_last_year"]),
    ],
)
def test_unusual_figure_needs_a_note(bank, entry, profile, reasons):
    assert remarks(bank, "PR-04", entry, profile) == [(reason, Severity.NOTE_NEEDED) for reason in reasons]


def test_figure_without_indicator_has_no_usual_range(bank):
    assert remarks(bank, "HW-07", Entry("0")) == []


@pytest.mark.parametrize(
    ("expires_on", "expected"),
    [
        ("2026-11-19", [("already_expired", Severity.WARNING)]),
        ("2026-11-20", [("expires_soon", Severity.WARNING)]),
        ("2027-01-19", [("expires_soon", Severity.WARNING)]),
        ("2027-01-20", []),
    ],
)
def test_permit_near_its_end_is_pointed_out(bank, expires_on, expected):
    assert remarks(bank, "EP-02", Entry(expires_on), "production") == expected


@pytest.mark.parametrize(
    ("code", "justification", "expected"),
    [
        ("EP-11", "No site outside Mainland China", []),
        ("EP-11", "无内地以外的场所，全部在杭州", []),
        ("EP-11", "0123456789", []),
        ("EP-11", " 012345678 ", [("justification_too_short", {"least": 10, "written": 9})]),
        ("BI-01", "We would rather not sign", [("na_not_allowed", {"code": "BI-01"})]),
    ],
)
def test_not_applicable_needs_leave_and_a_reason(bank, code, justification, expected):
    found = check_not_applicable(bank.question(code), justification, bank.na_justification_min_chars)

    assert [(problem.reason, problem.facts) for problem in found] == expected
