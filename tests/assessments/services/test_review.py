"""Reviewing: from handing in to the published score."""

from datetime import timedelta
from decimal import Decimal

import pytest

from assessments.models import Answer, AnswerEvidence, Assessment, ScoreSheet
from assessments.rules.assessment import AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.rules.score_receipt import receipt_digest
from assessments.selectors.score import score_of
from assessments.services.answer import AnswerText, save_answer
from assessments.services.assessment import submit_assessment
from assessments.services.review import (
    NotInReview,
    NotMarkedNotApplicable,
    ReviewIncomplete,
    SentBackBefore,
    decide_evidence,
    decide_not_applicable,
    send_back,
    start_review,
    verify_assessment,
)
from suppliers.models import HistoryEntry, Notice
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.selectors.clock import local_day
from tests.factories.account import make_account
from tests.factories.assessment import AT, answer_example, make_assessment, make_evidence, worked_example
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def ex1():
    """EX1 answered and taken into review by an auditor."""
    supplier = make_supplier(category="service", profile="office")
    admin, auditor = make_account(Role.SUPPLIER_ADMIN, supplier), make_account(Role.AUDITOR)
    assessment = make_assessment(supplier)
    answer_example(assessment, worked_example("EX1"), admin)
    submit_assessment(assessment, by=admin, at=AT)
    return start_review(assessment, by=auditor, at=LATER), admin, auditor


def decide_all(assessment: Assessment, auditor, *, leave: str = "") -> None:
    for proof in AnswerEvidence.objects.filter(answer__assessment=assessment).exclude(answer__question_code=leave):
        decide_evidence(proof, EvidenceDecision.VERIFIED, by=auditor, at=LATER)
    for answer in Answer.objects.filter(assessment=assessment, not_applicable=True):
        decide_not_applicable(answer, NotApplicableDecision.ACCEPTED, by=auditor, at=LATER)


def test_ex1_scores_as_worked_out_by_hand_while_one_proof_is_pending(ex1):
    assessment, _, auditor = ex1
    decide_all(assessment, auditor, leave="PR-01")

    score = score_of(assessment, local_day(LATER))

    assert (score.environment.score, score.cross_cutting.score) == (Decimal("52.74"), Decimal("70.80"))
    assert (score.esg.score, score.grade) == (Decimal("57.26"), "C")
    assert (score.coverage.pct, score.verified.pct) == (Decimal("90.68"), Decimal("88.79"))
    assert {code: mean.score for code, mean in score.areas.items()} == {
        "EP": Decimal("67.86"),
        "PR": Decimal("48.93"),
        "HW": Decimal("60.00"),
        "GH": Decimal("42.11"),
        "WA": Decimal("62.50"),
        "AE": None,
    }


def test_verifying_publishes_the_score_once_and_locks(ex1):
    assessment, _, auditor = ex1
    decide_all(assessment, auditor)

    sheet = verify_assessment(assessment, by=auditor, at=LATER)

    # PR-01 now counts 50 x 1.0 x 4: PR 725/14 = 51.79, E 53.60, S 0.75 x 53.60 + 0.25 x 70.80.
    assert (sheet.environment, sheet.cross_cutting, sheet.esg, sheet.grade) == (
        Decimal("53.60"),
        Decimal("70.80"),
        Decimal("57.90"),
        "C",
    )
    stored = ScoreSheet.objects.get()
    assert receipt_digest(stored.receipt) == stored.receipt_sha256
    assessment.refresh_from_db()
    assert (assessment.status, assessment.verified_at) == (AssessmentStatus.LOCKED, LATER)
    supplier = assessment.supplier
    assert (supplier.esg_score, supplier.esg_grade, supplier.esg_scored_on) == (Decimal("57.90"), "C", local_day(LATER))
    assert Notice.objects.filter(kind="assessment_verified").count() == 1
    with pytest.raises(MoveNotAllowed):
        verify_assessment(assessment, by=auditor, at=LATER)
    assert ScoreSheet.objects.count() == 1


def test_verifying_lists_what_is_undecided_and_writes_nothing(ex1):
    assessment, _, auditor = ex1
    before = HistoryEntry.objects.count()

    with pytest.raises(ReviewIncomplete) as refusal:
        verify_assessment(assessment, by=auditor, at=LATER)

    assert len(refusal.value.proofs) == AnswerEvidence.objects.count()
    assert [answer.question_code for answer in refusal.value.not_applicables] == ["BI-05", "GH-04", "GH-06", "GH-11"]
    assert (HistoryEntry.objects.count(), ScoreSheet.objects.count()) == (before, 0)
    assert Assessment.objects.get().status == AssessmentStatus.IN_REVIEW


def test_a_rejection_needs_its_reason(ex1):
    _, _, auditor = ex1
    proof = AnswerEvidence.objects.first()
    answer = Answer.objects.filter(not_applicable=True).first()

    with pytest.raises(ReasonNeeded):
        decide_evidence(proof, EvidenceDecision.REJECTED, reason="  ", by=auditor, at=LATER)
    with pytest.raises(ReasonNeeded):
        decide_not_applicable(answer, NotApplicableDecision.REJECTED, by=auditor, at=LATER)

    proof.refresh_from_db()
    answer.refresh_from_db()
    assert (proof.decision, answer.not_applicable_decision) == ("PENDING", "UNDECIDED")


def test_an_answered_question_has_no_not_applicable_to_decide_on(ex1):
    _, _, auditor = ex1

    with pytest.raises(NotMarkedNotApplicable):
        decide_not_applicable(Answer.objects.get(question_code="EP-04"), NotApplicableDecision.ACCEPTED, by=auditor, at=LATER)


def test_nobody_decides_on_a_file_they_uploaded(ex1):
    assessment, admin, auditor = ex1
    own = make_evidence(assessment.supplier, auditor)
    answer = Answer.objects.get(question_code="EP-04")
    proof = AnswerEvidence.objects.create(answer=answer, evidence=own, attached_by=admin)

    with pytest.raises(SecondPersonNeeded):
        decide_evidence(proof, EvidenceDecision.VERIFIED, by=auditor, at=LATER)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.INTEGRITY, Role.ADMINISTRATOR])
def test_only_reviewers_decide(ex1, role):
    with pytest.raises(NotAllowed):
        decide_evidence(AnswerEvidence.objects.first(), EvidenceDecision.VERIFIED, by=make_account(role), at=LATER)


def test_sending_back_gives_fourteen_days_once(ex1):
    assessment, admin, auditor = ex1

    returned = send_back(assessment, "Proof of EP-04 is unreadable.", by=auditor, at=LATER)

    assert (returned.status, returned.return_reason) == (AssessmentStatus.RETURNED, "Proof of EP-04 is unreadable.")
    assert returned.due_on == local_day(LATER) + timedelta(days=14)
    submit_assessment(returned, by=admin, at=LATER)
    start_review(returned, by=auditor, at=LATER)
    with pytest.raises(SentBackBefore):
        send_back(returned, "Again.", by=auditor, at=LATER)
    assert Assessment.objects.get().status == AssessmentStatus.IN_REVIEW


def test_a_changed_answer_opens_its_decisions_again_and_a_new_note_does_not(ex1):
    assessment, admin, auditor = ex1
    decide_all(assessment, auditor)
    returned = send_back(assessment, "Please look at EP-04.", by=auditor, at=LATER)
    unchanged, changed = Answer.objects.get(question_code="EP-05"), Answer.objects.get(question_code="EP-04")

    save_answer(returned, "EP-05", AnswerText("none", note="Look"), expected_version=unchanged.version, by=admin, at=LATER)
    save_answer(returned, "EP-04", AnswerText("4"), expected_version=changed.version, by=admin, at=LATER)

    assert unchanged.proofs.get().decision == EvidenceDecision.VERIFIED
    assert changed.proofs.get().decision == EvidenceDecision.PENDING


def test_decisions_are_taken_only_during_the_review(ex1):
    assessment, _, auditor = ex1
    send_back(assessment, "Please look at EP-04.", by=auditor, at=LATER)

    with pytest.raises(NotInReview):
        decide_evidence(AnswerEvidence.objects.first(), EvidenceDecision.VERIFIED, by=auditor, at=LATER)
