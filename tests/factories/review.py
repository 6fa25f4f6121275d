"""Self-assessments on the reviewer's desk and beyond it, made by the services themselves."""

from datetime import datetime, timedelta

from assessments.models import Answer, AnswerEvidence, Assessment, ScoreSheet
from assessments.rules.assessment import EvidenceDecision, NotApplicableDecision
from assessments.services.assessment import submit_assessment
from assessments.services.review import decide_evidence, decide_not_applicable, start_review, verify_assessment
from suppliers.models import Account, Supplier
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from tests.factories.account import make_account
from tests.factories.assessment import AT, answer_example, make_assessment, worked_example
from tests.factories.supplier import make_supplier

LATER = AT + timedelta(hours=1)


def make_submitted(supplier: Supplier | None = None, at: datetime = AT) -> Assessment:
    """EX1 (an office, 37 questions, 30 files, 4 not applicable) handed in by its administrator."""
    firm = supplier or make_supplier(Standing.ACTIVE, category="service", profile="office")
    admin = make_account(Role.SUPPLIER_ADMIN, firm)
    assessment = make_assessment(firm, at)
    answer_example(assessment, worked_example("EX1"), admin, at)
    return submit_assessment(assessment, by=admin, at=at)


def make_in_review(reviewer: Account, supplier: Supplier | None = None) -> Assessment:
    """The same, taken into review."""
    return start_review(make_submitted(supplier), by=reviewer, at=LATER)


def decide_everything(assessment: Assessment, reviewer: Account) -> None:
    """Accept every file and every not-applicable."""
    for proof in AnswerEvidence.objects.filter(answer__assessment=assessment):
        decide_evidence(proof, EvidenceDecision.VERIFIED, by=reviewer, at=LATER)
    for answer in Answer.objects.filter(assessment=assessment, not_applicable=True):
        decide_not_applicable(answer, NotApplicableDecision.ACCEPTED, by=reviewer, at=LATER)


def make_verified(reviewer: Account, supplier: Supplier | None = None) -> ScoreSheet:
    """The same, verified: S 57.90, grade C."""
    assessment = make_in_review(reviewer, supplier)
    decide_everything(assessment, reviewer)
    return verify_assessment(assessment, by=reviewer, at=LATER)
