"""From stored rows to the report's content: nothing printed that the rows do not say."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from assessments.models import AnswerEvidence, IssuedReport
from assessments.reports.audit_report_order import ReportOrder
from assessments.reports.audit_report_source import ReceiptDiffers, audit_report
from assessments.rules.assessment import EvidenceDecision, NotApplicableDecision
from assessments.selectors.audit_report import audit_report_rows
from assessments.services.proof import attach_evidence
from assessments.services.review import decide_evidence, decide_not_applicable, start_review, verify_assessment
from suppliers.models import Owner
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.assessment import AT, answer_example, make_assessment, make_evidence, worked_example
from tests.factories.review import LATER, decide_everything, make_verified
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def an_order(**facts) -> ReportOrder:
    return ReportOrder(
        **{
            "number": "AUD-2026-00007",
            "version": 1,
            "language": "both",
            "ordered_at": LATER,
            "prepared_by": "Han Zhixing",
            "prepared_as": "AUDITOR",
            **facts,
        }
    )


@pytest.fixture
def auditor():
    return make_account(Role.AUDITOR)


def test_the_same_rows_and_order_give_the_same_report(auditor):
    sheet = make_verified(auditor)

    first = audit_report(audit_report_rows(sheet.assessment), an_order())
    second = audit_report(audit_report_rows(sheet.assessment), an_order())

    assert first[1] == second[1]
    assert first[0].sign_off == second[0].sign_off


def test_the_numbers_are_those_of_the_published_score(auditor):
    sheet = make_verified(auditor)

    report, dataset = audit_report(audit_report_rows(sheet.assessment), an_order())

    summary = report.summary
    assert (summary.esg, summary.grade, summary.environment, summary.cross_cutting) == (
        Decimal("57.90"),
        "C",
        Decimal("53.60"),
        Decimal("70.80"),
    )
    assert json.loads(dataset)["receipt_sha256"] == sheet.receipt_sha256
    asked = [line.code for group in report.answers for line in group.lines]
    assert len(asked) == report.scope.asked == report.scope.answered + report.scope.not_applicable + report.scope.blank
    assert len(set(asked)) == len(asked)


def test_a_file_with_two_decisions_has_a_line_for_each(auditor):
    supplier = make_supplier(category="service", profile="office")
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)
    assessment = make_assessment(supplier)
    answer_example(assessment, worked_example("EX1"), admin)
    shared = make_evidence(supplier, admin)
    for code in ("EP-04", "PR-01"):
        attach_evidence(assessment, code, shared, by=admin, at=AT)
    assessment.refresh_from_db()
    assessment.status = "SUBMITTED"
    assessment.save(update_fields=["status"])
    start_review(assessment, by=auditor, at=LATER)
    decide_everything(assessment, auditor)
    rejected = AnswerEvidence.objects.get(evidence=shared, answer__question_code="PR-01")
    decide_evidence(rejected, EvidenceDecision.REJECTED, reason="Another site.", by=auditor, at=LATER)
    verify_assessment(assessment, by=auditor, at=LATER)

    report, dataset = audit_report(audit_report_rows(assessment), an_order())

    lines = [line for line in report.annexes.evidence if line.sha256 == shared.sha256]
    assert [(line.questions, str(line.status)) for line in lines] == [(("EP-04",), "Accepted"), (("PR-01",), "Rejected")]
    answers = {line.code: line for group in report.answers for line in group.lines}
    assert answers["PR-01"].reviewer_reason == "Another site."
    assert lines[1].reference in answers["PR-01"].evidence
    decisions = {tuple(file["questions"]): file["decision"] for file in json.loads(dataset)["evidence"]}
    assert (decisions[("EP-04",)], decisions[("PR-01",)]) == ("VERIFIED", "REJECTED")


def test_a_rejected_not_applicable_shows_the_suppliers_reason_and_the_reviewers(auditor):
    sheet_of = make_supplier(category="service", profile="office")
    admin = make_account(Role.SUPPLIER_ADMIN, sheet_of)
    assessment = make_assessment(sheet_of)
    answer_example(assessment, worked_example("EX1"), admin)
    assessment.refresh_from_db()
    assessment.status = "SUBMITTED"
    assessment.save(update_fields=["status"])
    start_review(assessment, by=auditor, at=LATER)
    decide_everything(assessment, auditor)
    answer = assessment.answers.get(question_code="GH-04")
    decide_not_applicable(answer, NotApplicableDecision.REJECTED, reason="Travel counts.", by=auditor, at=LATER)
    verify_assessment(assessment, by=auditor, at=LATER)

    report, _dataset = audit_report(audit_report_rows(assessment), an_order())

    line = next(line for group in report.answers for line in group.lines if line.code == "GH-04")
    assert (line.not_applicable_reason, line.reviewer_reason) == ("Nothing of the kind exists at our company.", "Travel counts.")
    assert (line.score, line.weighted) == (Decimal(0), Decimal(0))


def test_the_profile_names_owners_and_hides_all_but_four_digits_of_the_account(auditor):
    supplier = make_supplier(
        category="service",
        profile="office",
        bank_account_number="6222000011112222",
        bank_name="Demo Bank",
        bank_account_name="Demo",
    )
    Owner.objects.create(supplier=supplier, kind="shareholder", name="Demo Holding (fictional)", share=Decimal("60.00"))
    sheet = make_verified(auditor, supplier)

    report, dataset = audit_report(audit_report_rows(sheet.assessment), an_order())

    facts = {str(fact.words): fact.value for fact in report.profile.facts}
    assert facts["Owners and controlling persons"] == "Demo Holding (fictional) 60.00 %"
    assert report.profile.bank.last_four == "2222"
    assert "622200001111" not in repr(report) + dataset


def test_the_change_log_names_the_report_before_and_never_one_issued_later(auditor):
    sheet = make_verified(auditor)
    common = {
        "supplier": sheet.assessment.supplier,
        "language": "en",
        "as_of": sheet.as_of,
        "size": 1,
        "pages": 1,
        "sha256": "0" * 64,
        "dataset": {},
        "dataset_sha256": "0" * 64,
    }
    IssuedReport.objects.create(number="AUD-2026-00001", issued_at=LATER - timedelta(days=1), **common)
    IssuedReport.objects.create(number="AUD-2026-00009", issued_at=LATER + timedelta(days=1), **common)

    report, _dataset = audit_report(audit_report_rows(sheet.assessment), an_order())

    assert report.annexes.changes[0].what.en == (
        f"First issue of this report. The report before it on this supplier is AUD-2026-00001, as of {sheet.as_of.isoformat()}."
    )


def test_answers_changed_behind_the_back_are_refused(auditor):
    sheet = make_verified(auditor)
    sheet.assessment.answers.filter(question_code="EP-04").update(value="0")

    with pytest.raises(ReceiptDiffers):
        audit_report(audit_report_rows(sheet.assessment), an_order())


def test_rows_are_read_in_a_fixed_number_of_queries(auditor, django_assert_num_queries):
    sheet = make_verified(auditor)

    with django_assert_num_queries(9):
        audit_report_rows(sheet.assessment)
