"""The reviewer's part: decide on every proof and every not-applicable, send back once, verify and score."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction

from assessments.models import Answer, AnswerEvidence, Assessment, ScoreSheet
from assessments.rules.assessment import WORKFLOW, AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.rules.score import Score
from assessments.rules.score_receipt import receipt, receipt_digest
from assessments.selectors.answer import answers_by_code
from assessments.selectors.questionnaire import asked_questions, questionnaire_of
from assessments.selectors.readiness import undecided
from assessments.selectors.score import score_of
from assessments.services.assessment import TERMS, locked_assessment
from assessments.services.assessment_notice import tell_supplier
from suppliers.models import Account
from suppliers.permissions import NotAllowed, reviews_assessments
from suppliers.rules.workflow import ReasonNeeded, SecondPersonNeeded
from suppliers.selectors.clock import local_day
from suppliers.services.history import record
from suppliers.services.tier import PublishedEsg, record_esg_score
from suppliers.services.transitions import apply_move


class NotInReview(Exception):
    """Decisions are taken between the start of the review and its end."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class NotMarkedNotApplicable(Exception):
    """The supplier answered the question: there is no not-applicable to decide on."""


class SentBackBefore(Exception):
    """There is one round of mending; after it the assessment is scored as it is."""


class ReviewIncomplete(Exception):
    """Something is not decided yet: proofs and not-applicables, in the order of the questions."""

    def __init__(self, proofs: Collection[AnswerEvidence], not_applicables: Collection[Answer]) -> None:
        super().__init__(len(proofs), len(not_applicables))
        self.proofs = tuple(proofs)
        self.not_applicables = tuple(not_applicables)


class NothingScored(Exception):
    """Every question was accepted as not applicable: there is nothing to score."""


@transaction.atomic
def start_review(assessment: Assessment, *, by: Account, at: datetime) -> Assessment:
    """Take a submitted assessment into review. Raises MoveNotAllowed."""
    assessment = locked_assessment(assessment)
    apply_move(assessment, WORKFLOW, "start_review", by=by, at=at)
    assessment.reviewer = by
    assessment.save(update_fields=["reviewer"])
    return assessment


@transaction.atomic
def decide_evidence(
    proof: AnswerEvidence, decision: EvidenceDecision, *, reason: str = "", by: Account, at: datetime
) -> AnswerEvidence:
    """Accept or reject one file as proof; a rejection needs its reason. Decisions may change until the end of the review.

    Raises NotAllowed, NotInReview, ReasonNeeded, SecondPersonNeeded (the file's own uploader); then nothing is written.
    """
    answer = Answer.objects.select_related("assessment").get(pk=proof.answer_id)
    locked = _reviewable(answer.assessment, by)
    reason = reason.strip()
    if decision == EvidenceDecision.REJECTED and not reason:
        raise ReasonNeeded("reject_evidence")
    proof = AnswerEvidence.objects.select_related("evidence", "answer").get(pk=proof.pk)
    if by.pk in {proof.evidence.uploaded_by_id, proof.attached_by_id}:
        raise SecondPersonNeeded("decide_evidence")
    before = proof.decision
    proof.decision, proof.reason = decision, reason
    proof.decided_by, proof.decided_at = (None, None) if decision == EvidenceDecision.PENDING else (by, at)
    proof.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    facts = {"question": answer.question_code, "evidence": proof.evidence_id, "from": str(before), "to": str(decision)}
    record("answerevidence.decide", proof, by=by, at=at, supplier=locked.supplier, facts=facts, reason=reason)
    return proof


@transaction.atomic
def accept_together(proofs: Iterable[AnswerEvidence], *, by: Account, at: datetime) -> int:
    """Accept several files at once, all or none; files decided on in between stay as they are. Returns how many.

    Raises what `decide_evidence` raises; then nothing is written.
    """
    waiting = [proof for proof in proofs if proof.decision == EvidenceDecision.PENDING]
    for proof in waiting:
        decide_evidence(proof, EvidenceDecision.VERIFIED, by=by, at=at)
    return len(waiting)


@transaction.atomic
def decide_not_applicable(
    answer: Answer, decision: NotApplicableDecision, *, reason: str = "", by: Account, at: datetime
) -> Answer:
    """Accept or reject a not-applicable; a rejection needs its reason.

    Raises NotAllowed, NotInReview, ReasonNeeded, NotMarkedNotApplicable; then nothing is written.
    """
    locked = _reviewable(answer.assessment, by)
    answer = Answer.objects.get(pk=answer.pk)
    if not answer.not_applicable:
        raise NotMarkedNotApplicable
    reason = reason.strip()
    if decision == NotApplicableDecision.REJECTED and not reason:
        raise ReasonNeeded("reject_not_applicable")
    before = answer.not_applicable_decision
    answer.not_applicable_decision, answer.decision_note = decision, reason
    answer.decided_by, answer.decided_at = (None, None) if decision == NotApplicableDecision.UNDECIDED else (by, at)
    answer.save(update_fields=["not_applicable_decision", "decision_note", "decided_by", "decided_at"])
    facts = {"question": answer.question_code, "from": str(before), "to": str(decision)}
    record("answer.decide_not_applicable", answer, by=by, at=at, supplier=locked.supplier, facts=facts, reason=reason)
    return answer


@transaction.atomic
def send_back(assessment: Assessment, reason: str, *, by: Account, at: datetime) -> Assessment:
    """Give the assessment back to be mended within 14 days: once. Raises SentBackBefore, MoveNotAllowed, ReasonNeeded."""
    assessment = locked_assessment(assessment)
    if assessment.returned_at is not None:
        raise SentBackBefore
    apply_move(assessment, WORKFLOW, "send_back", by=by, at=at, reason=reason)
    assessment.returned_at, assessment.return_reason = at, reason.strip()
    assessment.due_on = local_day(at) + timedelta(days=TERMS.return_days)
    assessment.save(update_fields=["returned_at", "return_reason", "due_on"])
    tell_supplier(assessment, "assessment_returned", occasion="returned", at=at)
    return assessment


@transaction.atomic
def verify_assessment(assessment: Assessment, *, by: Account, at: datetime) -> ScoreSheet:
    """End the review: score, store the receipt, push the score down, lock, tell the supplier.

    Raises MoveNotAllowed, ReviewIncomplete, NothingScored; then nothing is written.
    """
    assessment = locked_assessment(assessment)
    WORKFLOW.check("verify", assessment.status, by.acting_role)
    asked = {question.code for question in asked_questions(assessment)}
    answers = [answer for code, answer in answers_by_code(assessment).items() if code in asked]
    proofs, not_applicables = undecided(answers)
    if proofs or not_applicables:
        raise ReviewIncomplete(proofs, not_applicables)
    score = score_of(assessment, local_day(at), answers)
    sheet = score_sheet(assessment, score, at=at)
    sheet.save(force_insert=True)
    facts = {"esg": str(sheet.esg), "grade": sheet.grade, "receipt_sha256": sheet.receipt_sha256}
    apply_move(assessment, WORKFLOW, "verify", by=by, at=at, facts=facts)
    assessment.verified_at = at
    assessment.save(update_fields=["verified_at"])
    apply_move(assessment, WORKFLOW, "lock", by=None, at=at)
    record_esg_score(assessment.supplier, published_esg(sheet), at=at)
    tell_supplier(assessment, "assessment_verified", occasion="verified", at=at)
    return sheet


def _reviewable(assessment: Assessment, by: Account) -> Assessment:
    if not reviews_assessments(by):
        raise NotAllowed
    locked = locked_assessment(assessment)
    if locked.status != AssessmentStatus.IN_REVIEW:
        raise NotInReview(locked.status)
    return locked


def published_esg(sheet: ScoreSheet) -> PublishedEsg:
    """What tiers need of a score sheet; each gate with the tier its question is gated to."""
    bank = questionnaire_of(sheet.assessment.questionnaire)
    gates = [
        {
            "tier": gate["cap"],
            "reason": gate["reason"],
            "question": gate["question"],
            "gate": bank.question(gate["question"]).gate,
        }
        for gate in sheet.receipt["gates"]
    ]
    return PublishedEsg(
        as_of=sheet.as_of,
        score=sheet.esg,
        grade=sheet.grade,
        coverage_pct=sheet.coverage,
        verified_share_pct=sheet.verified_share,
        source=f"assessment:{sheet.assessment_id}",
        receipt_sha256=sheet.receipt_sha256,
        gates=gates,
    )


def score_sheet(assessment: Assessment, score: Score, *, at: datetime) -> ScoreSheet:
    """The sheet of a score with its receipt, not yet written. Raises NothingScored."""
    coverage, verified = score.coverage.pct, score.verified.pct
    if score.esg.score is None or score.grade is None or coverage is None or verified is None:
        raise NothingScored
    content = receipt(score)
    return ScoreSheet(
        assessment=assessment,
        as_of=score.as_of,
        environment=score.environment.score,
        cross_cutting=score.cross_cutting.score,
        esg=score.esg.score,
        grade=score.grade,
        coverage=coverage,
        verified_share=verified,
        areas=content["areas"],
        receipt=content,
        receipt_sha256=receipt_digest(content),
        policy_version=score.policy.version,
        scored_at=at,
    )
