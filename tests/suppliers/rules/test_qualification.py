from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.qualification import (
    HARD_CHECKS,
    WARNING_CHECKS,
    BankPaper,
    BankPaperRefusal,
    Check,
    CheckOutcome,
    CheckResult,
    Gap,
    GapReason,
    LegalKind,
    Penalty,
    PenaltyField,
    PenaltyWarning,
    ProvinceWarning,
    ScaleFacts,
    ScaleMeasure,
    ScaleThresholds,
    ScaleWarning,
    bank_paper_accepted,
    bank_paper_refusal,
    gaps,
    may_be_not_applicable,
    penalty_warning,
    province_warning,
    scale_warnings,
)

TODAY = date(2026, 11, 20)
PROVED = CheckOutcome(CheckResult.PASSED, evidence_count=1)
COMPLETE = dict.fromkeys(Check, PROVED)
EVENT_FIRM = ScaleThresholds(months_old=12, staff=5, revenue_per_spend=Decimal(2))
OLD, SHEET, LETTER = BankPaper.ACCOUNT_OPENING_PERMIT, BankPaper.BASIC_DEPOSIT_SHEET, BankPaper.BANK_CONFIRMATION


def test_checks_are_h1_to_h6_and_w1_to_w4_in_this_order() -> None:
    assert [check.value for check in Check] == ["H1", "H2", "H3", "H4", "H5", "H6", "W1", "W2", "W3", "W4"]
    assert tuple(check for check in Check if check.is_hard) == HARD_CHECKS
    assert tuple(check for check in Check if not check.is_hard) == WARNING_CHECKS


def test_complete_checks_leave_no_gap() -> None:
    assert gaps(COMPLETE, province_in_code=True) == []


def test_untouched_application_has_every_check_open() -> None:
    assert gaps({}, province_in_code=True) == [Gap(check, GapReason.OPEN) for check in Check]


@pytest.mark.parametrize(
    ("check", "outcome", "reason"),
    [
        (Check.IDENTITY, CheckOutcome(CheckResult.OPEN, evidence_count=1), GapReason.OPEN),
        (Check.BANK, CheckOutcome(CheckResult.FAILED, evidence_count=1), GapReason.FAILED),
        (Check.LICENCES, CheckOutcome(CheckResult.PASSED), GapReason.PROOF_MISSING),
        (Check.INSOLVENCY, CheckOutcome(CheckResult.PASSED, lookup_note=" \n"), GapReason.PROOF_MISSING),
        (Check.BLACKLIST, CheckOutcome(CheckResult.PASSED, lookup_note="own list, 2026-11-20"), None),
        (Check.SANCTIONS, CheckOutcome(CheckResult.EXPLAINED, 1, "", "homonym"), GapReason.CANNOT_BE_EXPLAINED),
        (Check.IDENTITY, CheckOutcome(CheckResult.NOT_APPLICABLE, 1, "", "abroad"), GapReason.APPLIES),
        (Check.SCALE, CheckOutcome(CheckResult.OPEN), GapReason.OPEN),
        (Check.SCALE, CheckOutcome(CheckResult.FAILED, explanation="too small"), GapReason.FAILED),
        (Check.SCALE, CheckOutcome(CheckResult.PASSED), None),
        (Check.PENALTIES, CheckOutcome(CheckResult.EXPLAINED, explanation="repaired in May"), None),
        (Check.PENALTIES, CheckOutcome(CheckResult.EXPLAINED, evidence_count=1), GapReason.EXPLANATION_MISSING),
        (Check.CONFLICT, CheckOutcome(CheckResult.EXPLAINED, explanation=" "), GapReason.EXPLANATION_MISSING),
        (Check.CONFLICT, CheckOutcome(CheckResult.NOT_APPLICABLE, explanation="abroad"), GapReason.APPLIES),
        (Check.PROVINCE, CheckOutcome(CheckResult.NOT_APPLICABLE, explanation="abroad"), GapReason.APPLIES),
    ],
)
def test_one_check_decides_whether_it_stands_in_the_way(check: Check, outcome: CheckOutcome, reason: GapReason | None) -> None:
    found = gaps({**COMPLETE, check: outcome}, province_in_code=True)

    assert found == ([] if reason is None else [Gap(check, reason)])


@pytest.mark.parametrize(
    ("explanation", "expected"),
    [("registered in Japan, no credit code", []), ("", [Gap(Check.PROVINCE, GapReason.EXPLANATION_MISSING)])],
)
def test_province_check_of_a_supplier_without_one_needs_only_its_reason(explanation: str, expected: list[Gap]) -> None:
    outcome = CheckOutcome(CheckResult.NOT_APPLICABLE, explanation=explanation)

    assert gaps({**COMPLETE, Check.PROVINCE: outcome}, province_in_code=False) == expected


def test_only_the_province_check_may_be_left_out() -> None:
    assert [check for check in Check if may_be_not_applicable(check, province_in_code=False)] == [Check.PROVINCE]
    assert [check for check in Check if may_be_not_applicable(check, province_in_code=True)] == []


@given(st.dictionaries(st.sampled_from(Check), st.builds(CheckOutcome, st.sampled_from(CheckResult), st.integers(0, 2))))
def test_no_hard_check_gets_by_without_proof(outcomes: dict[Check, CheckOutcome]) -> None:
    standing_in_the_way = {gap.check for gap in gaps(outcomes, province_in_code=False)}

    proved = {check for check, outcome in outcomes.items() if outcome.result is CheckResult.PASSED and outcome.evidence_count > 0}
    assert set(HARD_CHECKS) - standing_in_the_way == proved & set(HARD_CHECKS)


@pytest.mark.parametrize(
    ("kind", "issued_on", "legal_kind", "refusal"),
    [
        (SHEET, date(2024, 3, 1), LegalKind.ENTERPRISE, None),
        (SHEET, None, LegalKind.ENTERPRISE, None),
        (SHEET, date(2024, 3, 1), LegalKind.PUBLIC_INSTITUTION, None),
        (OLD, date(2019, 7, 21), LegalKind.ENTERPRISE, None),
        (OLD, date(2019, 7, 22), LegalKind.ENTERPRISE, BankPaperRefusal.PERMIT_TOO_YOUNG),
        (OLD, date(2019, 7, 22), LegalKind.INDIVIDUAL_BUSINESS, BankPaperRefusal.PERMIT_TOO_YOUNG),
        (OLD, None, LegalKind.ENTERPRISE, BankPaperRefusal.PERMIT_WITHOUT_DATE),
        (OLD, date(2025, 1, 2), LegalKind.PUBLIC_INSTITUTION, None),
        (OLD, None, LegalKind.OTHER_ORGANISATION, None),
        (LETTER, date(2026, 1, 2), LegalKind.ENTERPRISE, BankPaperRefusal.NOT_FOR_MAINLAND),
        (LETTER, date(2026, 1, 2), LegalKind.PUBLIC_INSTITUTION, BankPaperRefusal.NOT_FOR_MAINLAND),
        (LETTER, None, LegalKind.OUTSIDE_MAINLAND, None),
        (SHEET, date(2024, 3, 1), LegalKind.OUTSIDE_MAINLAND, BankPaperRefusal.NOT_OUTSIDE_MAINLAND),
        (OLD, date(2018, 3, 1), LegalKind.OUTSIDE_MAINLAND, BankPaperRefusal.NOT_OUTSIDE_MAINLAND),
    ],
)
def test_bank_paper_fits_the_kind_of_supplier(
    kind: BankPaper, issued_on: date | None, legal_kind: LegalKind, refusal: BankPaperRefusal | None
) -> None:
    assert bank_paper_refusal(kind, issued_on, legal_kind) == refusal
    assert bank_paper_accepted(kind, issued_on, legal_kind) is (refusal is None)


def test_supplier_exactly_at_the_thresholds_is_large_enough() -> None:
    facts = ScaleFacts(date(2025, 11, 20), staff=5, revenue=Decimal("200000.00"), expected_spend=Decimal("100000.00"))

    assert scale_warnings(facts, EVENT_FIRM, today=TODAY) == []


def test_supplier_just_below_the_thresholds_is_warned_about_each() -> None:
    facts = ScaleFacts(date(2025, 11, 21), staff=4, revenue=Decimal("199999.99"), expected_spend=Decimal("100000.00"))

    assert scale_warnings(facts, EVENT_FIRM, today=TODAY) == [
        ScaleWarning(ScaleMeasure.AGE, date(2025, 11, 21), 12),
        ScaleWarning(ScaleMeasure.STAFF, 4, 5),
        ScaleWarning(ScaleMeasure.REVENUE, Decimal("199999.99"), Decimal("200000.00")),
    ]


def test_blank_figures_never_make_a_supplier_large_enough() -> None:
    assert scale_warnings(ScaleFacts(None, None, None, None), EVENT_FIRM, today=TODAY) == [
        ScaleWarning(ScaleMeasure.AGE, None, 12),
        ScaleWarning(ScaleMeasure.STAFF, None, 5),
        ScaleWarning(ScaleMeasure.REVENUE, None, None),
    ]


def test_revenue_without_expected_spend_cannot_be_judged() -> None:
    facts = ScaleFacts(date(2020, 1, 1), staff=50, revenue=Decimal(9_000_000), expected_spend=None)

    assert scale_warnings(facts, EVENT_FIRM, today=TODAY) == [ScaleWarning(ScaleMeasure.REVENUE, Decimal(9_000_000), None)]


def test_category_without_thresholds_asks_nothing() -> None:
    nothing = ScaleThresholds(months_old=None, staff=None, revenue_per_spend=None)

    assert scale_warnings(ScaleFacts(None, None, None, None), nothing, today=TODAY) == []


@pytest.mark.parametrize(
    ("decided_on", "counts"),
    [
        (date(2023, 11, 19), False),
        (date(2023, 11, 20), True),
        (date(2026, 11, 20), True),
        (date(2027, 1, 1), True),
    ],
)
def test_penalty_counts_for_36_months(decided_on: date, *, counts: bool) -> None:
    penalty = Penalty(decided_on, PenaltyField.OTHER)

    expected = PenaltyWarning((penalty,), (penalty,), needs_integrity_view=False) if counts else None
    assert penalty_warning([penalty], TODAY) == expected


def test_penalty_of_a_leap_day_counts_to_the_end_of_february() -> None:
    penalty = Penalty(date(2024, 2, 29), PenaltyField.OTHER)

    assert penalty_warning([penalty], date(2027, 2, 28)) is not None
    assert penalty_warning([penalty], date(2027, 3, 1)) is None


def test_only_explained_and_repaired_penalties_are_settled() -> None:
    settled = Penalty(date(2024, 1, 1), PenaltyField.OTHER, is_repaired=True, explanation="late filing, paid")
    unrepaired = Penalty(date(2025, 1, 1), PenaltyField.OTHER, explanation="in court")
    unexplained = Penalty(date(2026, 1, 1), PenaltyField.OTHER, is_repaired=True, explanation=" ")

    assert penalty_warning([unexplained, settled, unrepaired], TODAY) == PenaltyWarning(
        recent=(settled, unrepaired, unexplained),
        unsettled=(unrepaired, unexplained),
        needs_integrity_view=False,
    )


@pytest.mark.parametrize(
    ("field", "is_serious", "needs_view"),
    [
        (PenaltyField.ENVIRONMENT, True, True),
        (PenaltyField.SAFETY, True, True),
        (PenaltyField.OTHER, True, False),
        (PenaltyField.ENVIRONMENT, False, False),
    ],
)
def test_serious_environment_or_safety_penalty_goes_to_integrity(
    field: PenaltyField, *, is_serious: bool, needs_view: bool
) -> None:
    penalty = Penalty(date(2026, 1, 1), field, is_serious=is_serious, is_repaired=True, explanation="repaired")

    assert penalty_warning([penalty], TODAY) == PenaltyWarning((penalty,), (), needs_integrity_view=needs_view)


@pytest.mark.parametrize(
    ("in_code", "registered", "warning"),
    [
        ("CN-SX", "CN-SX", None),
        ("CN-SX", "CN-SN", ProvinceWarning("CN-SX", "CN-SN")),
        ("CN-SX", "", ProvinceWarning("CN-SX", "")),
        (None, "CN-BJ", None),
        (None, "", None),
    ],
)
def test_province_of_the_code_is_compared_with_the_registered_one(
    in_code: str | None, registered: str, warning: ProvinceWarning | None
) -> None:
    assert province_warning(in_code, registered) == warning
