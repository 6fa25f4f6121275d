"""Writing self-assessments: answers, proofs, decisions, scores by the real rules, and their history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

from assessments.management.demo.answer_option import AnswerOption
from assessments.management.demo.answer_plan import Examinee, PlannedAnswer, left_out_for_coverage, plan_answers
from assessments.management.demo.chain import Chain
from assessments.management.demo.dice import dice, office_hour
from assessments.management.demo.examinee import Exam
from assessments.management.demo.people import Staff
from assessments.management.demo.plan import REFERENCE
from assessments.management.demo.proof import ProofFolder
from assessments.management.demo.store import create_dated
from assessments.models import Answer, AnswerEvidence, AnswerRevision, Assessment, QuestionnaireVersion, ScoreSheet
from assessments.rules.assessment import AssessmentOccasion, AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.question import Question
from assessments.rules.rule_reader import QuestionType
from assessments.rules.score import score_answers
from assessments.selectors.questionnaire import questionnaire_of
from assessments.services.review import published_esg, score_sheet
from suppliers.models import Account, EsgResult, Evidence, Supplier
from suppliers.selectors.policy import scoring_policy
from suppliers.services.tier import esg_values

BATCH = 500
STORY_FILE = Path(__file__).with_name("story_answers.yaml")
NA_SHOPPER_COVERAGE = 57.0
BLANK_NOTE = "上一财年没有统计这项数据，计划下一年度开始记录。"
REJECTED_PROOF = "文件与所答内容不符，请补充对应期间的记录。"
RETURN_REASON = "请补充上一财年的用水与用电凭证，并说明数据口径。"
STARTED_AFTER = timedelta(days=3)


@dataclass
class Written:
    """One self-assessment with everything that was made for it, in the order in which it goes to the database."""

    exam: Exam
    assessment: Assessment
    plan: list[PlannedAnswer]
    answers: list[Answer] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    proofs: list[AnswerEvidence] = field(default_factory=list)
    sheet: ScoreSheet | None = None

    @property
    def started_at(self) -> datetime:
        return office_hour(min(self.exam.assigned_on + STARTED_AFTER, self.exam.submitted_on), 2)


def write_exams(exams: Sequence[Exam], version: QuestionnaireVersion, staff: Staff, chain: Chain) -> list[Written]:
    """All self-assessments of the demo."""
    written = [_written(exam, version, staff) for exam in exams]
    Assessment.objects.bulk_create([each.assessment for each in written], batch_size=BATCH)
    for each in written:
        _answer(each, staff)
        if each.exam.status == AssessmentStatus.LOCKED:
            each.sheet = _sheet(each)
    Answer.objects.bulk_create([answer for each in written for answer in each.answers], batch_size=BATCH)
    revisions = [_revision(answer) for each in written for answer in each.answers]
    AnswerRevision.objects.bulk_create(revisions, batch_size=BATCH)
    create_dated(Evidence, [file for each in written for file in each.evidence], "uploaded_at")
    create_dated(AnswerEvidence, [proof for each in written for proof in each.proofs], "attached_at")
    ScoreSheet.objects.bulk_create([each.sheet for each in written if each.sheet], batch_size=50)
    _push_scores(written)
    for each in written:
        _tell(each, staff, chain)
    return written


def _written(exam: Exam, version: QuestionnaireVersion, staff: Staff) -> Written:
    supplier = exam.each.supplier
    status, is_reviewing = exam.status, exam.status in {AssessmentStatus.IN_REVIEW, AssessmentStatus.LOCKED}
    is_returned = status == AssessmentStatus.RETURNED
    assessment = Assessment(
        supplier=supplier,
        questionnaire=version,
        occasion=AssessmentOccasion.ADMITTANCE if exam.is_first else AssessmentOccasion.YEARLY,
        year=exam.assigned_on.year,
        category=supplier.category,
        profile=supplier.profile,
        status=status,
        assigned_by=None if exam.is_first else staff.buyer,
        assigned_at=office_hour(exam.assigned_on, 1),
        due_on=exam.due_on,
        submitted_by=exam.each.admin if exam.is_fully_answered else None,
        submitted_at=office_hour(exam.submitted_on, 9) if exam.is_fully_answered else None,
        returned_at=office_hour(exam.review_on, 8) if is_returned else None,
        return_reason=RETURN_REASON if is_returned else "",
        reviewer=staff.auditor if is_reviewing or is_returned else None,
        verified_at=office_hour(exam.verified_on, 10) if status == AssessmentStatus.LOCKED else None,
    )
    return Written(exam, assessment, _planned(exam, version))


def _planned(exam: Exam, version: QuestionnaireVersion) -> list[PlannedAnswer]:
    company = exam.each.company
    as_of = exam.verified_on if exam.status == AssessmentStatus.LOCKED else exam.submitted_on
    bank = questionnaire_of(version)
    examinee = Examinee(bank, scoring_policy(), company.category, company.profile, company.staff, company.is_mainland, as_of)
    if company.story in _stories():
        return _told_answers(bank.applicable(company.category, company.profile), _stories()[company.story])
    chance = dice(f"answers {company.serial}")
    left_out = left_out_for_coverage(examinee, NA_SHOPPER_COVERAGE, chance) if company.story == "NA_SHOPPER" else None
    plan = plan_answers(examinee, exam.wanted, chance, left_out=left_out)
    if exam.status == AssessmentStatus.ASSIGNED:
        return []
    return plan if exam.is_fully_answered else plan[: len(plan) * chance.randrange(20, 85) // 100]


@lru_cache(maxsize=1)
def _stories() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    told: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.safe_load(STORY_FILE.read_text(encoding="utf-8"))
    return told


def _told_answers(asked: Iterable[Question], told: Mapping[str, Mapping[str, str]]) -> list[PlannedAnswer]:
    """The answers of a worked example."""
    found = []
    for question in asked:
        answer = told[question.code]
        value = answer.get("value", "")
        read = question.read(value, None)[1] if value else None
        score = float(question.rule.score(read, REFERENCE)) if read is not None else 0.0
        option = AnswerOption(value, score)
        proof = EvidenceState(answer.get("proof", "missing"))
        found.append(PlannedAnswer(question, option, (option,), "na" in answer, proof, 0.0))
    return found


def _answer(each: Written, staff: Staff) -> None:
    """Make the rows of all answers with their files and, under review, the reviewer's decisions."""
    exam, by = each.exam, each.exam.each.admin
    folder = ProofFolder(exam.each.supplier, by, exam.each.company, exam.submitted_on)
    decided_by = staff.auditor if exam.status in {AssessmentStatus.IN_REVIEW, AssessmentStatus.LOCKED} else None
    decided_at = office_hour(exam.review_on, 3)
    for position, planned in enumerate(each.plan):
        at = each.started_at + timedelta(minutes=4 * position)
        answer = _answer_row(each.assessment, planned, by, at)
        if planned.not_applicable and decided_by and not _waits(each, planned):
            answer.not_applicable_decision = NotApplicableDecision.ACCEPTED
            answer.decided_by, answer.decided_at = decided_by, decided_at + timedelta(minutes=position)
        each.answers.append(answer)
        if not planned.needs_proof or planned.proof is EvidenceState.MISSING:
            continue
        proof = AnswerEvidence(
            answer=answer, evidence=folder.file_for(planned, at), attached_by=by, attached_at=at + timedelta(minutes=1)
        )
        if decided_by and planned.proof is not EvidenceState.PENDING and not _waits(each, planned):
            is_rejected = planned.proof is EvidenceState.REJECTED
            proof.decision = EvidenceDecision.REJECTED if is_rejected else EvidenceDecision.VERIFIED
            proof.reason = REJECTED_PROOF if is_rejected else ""
            proof.decided_by, proof.decided_at = decided_by, decided_at + timedelta(minutes=position)
        each.proofs.append(proof)
    each.evidence = folder.files


def _waits(each: Written, planned: PlannedAnswer) -> bool:
    """In a review that is going on, the reviewer has come half-way; the worked examples lack one decision each."""
    if each.exam.status != AssessmentStatus.IN_REVIEW or each.exam.each.company.story:
        return False
    return planned.question.area not in {"EP", "PR", "HW"}


def _answer_row(assessment: Assessment, planned: PlannedAnswer, by: Account, at: datetime) -> Answer:
    question, value = planned.question, planned.option.value
    reason = ""
    if planned.not_applicable:
        value = ""
        condition = question.na_condition.zh if question.na_condition else ""
        reason = f"{condition}；已核对本公司各场所情况，情况如有变化将及时更新。"
    note = BLANK_NOTE if not value and not planned.not_applicable else ""
    unit = (question.unit or "") if question.type == QuestionType.NUMBER and value else ""
    return Answer(
        assessment=assessment,
        question_code=question.code,
        value=value,
        unit=unit,
        note=note,
        not_applicable=planned.not_applicable,
        not_applicable_reason=reason,
        updated_by=by,
        updated_at=at,
    )


def _revision(answer: Answer) -> AnswerRevision:
    return AnswerRevision(
        answer=answer,
        version=answer.version,
        value=answer.value,
        unit=answer.unit,
        note=answer.note,
        not_applicable=answer.not_applicable,
        not_applicable_reason=answer.not_applicable_reason,
        saved_by=answer.updated_by,
        saved_at=answer.updated_at,
    )


def _sheet(each: Written) -> ScoreSheet:
    score = score_answers(
        questionnaire_of(each.assessment.questionnaire),
        [planned.facts() for planned in each.plan],
        category=each.assessment.category,
        profile=each.assessment.profile,
        as_of=each.exam.verified_on,
        policy=scoring_policy(),
    )
    return score_sheet(each.assessment, score, at=office_hour(each.exam.verified_on, 10))


def _push_scores(written: Iterable[Written]) -> None:
    scored, results = [], []
    for each in written:
        if each.sheet is not None:
            supplier = each.exam.each.supplier
            supplier.esg_score, supplier.esg_grade, supplier.esg_scored_on = each.sheet.esg, each.sheet.grade, each.sheet.as_of
            scored.append(supplier)
            published = published_esg(each.sheet)
            results.append(EsgResult(source=published.source, **esg_values(supplier, published)))
    EsgResult.objects.bulk_create(results, batch_size=BATCH)
    Supplier.objects.bulk_update(scored, ["esg_score", "esg_grade", "esg_scored_on"], batch_size=200)


def _tell(each: Written, staff: Staff, chain: Chain) -> None:
    assessment, exam, supplier = each.assessment, each.exam, each.exam.each.supplier
    version = assessment.questionnaire
    facts = {
        "occasion": str(assessment.occasion),
        "year": assessment.year,
        "questionnaire": str(version),
        "sha256": version.sha256,
    }
    chain.add(
        "assessment.assign", assessment, by=assessment.assigned_by, at=assessment.assigned_at, supplier=supplier, facts=facts
    )
    if not each.answers:
        return
    _tell_move(each, "start", "ASSIGNED", "IN_PROGRESS", exam.each.admin, each.started_at, chain)
    for proof in each.proofs:
        facts = {"question": proof.answer.question_code, "evidence": proof.evidence.pk, "sha256": proof.evidence.sha256}
        moment = proof.attached_at
        chain.add("answer.attach_evidence", proof.answer, by=exam.each.admin, at=moment, supplier=supplier, facts=facts)
    if exam.is_fully_answered and assessment.submitted_at:
        _tell_move(each, "submit", "IN_PROGRESS", "SUBMITTED", exam.each.admin, assessment.submitted_at, chain)
    if assessment.reviewer:
        _tell_move(each, "start_review", "SUBMITTED", "IN_REVIEW", staff.auditor, office_hour(exam.review_on, 2), chain)
    if assessment.returned_at:
        moment = assessment.returned_at
        _tell_move(each, "send_back", "IN_REVIEW", "RETURNED", staff.auditor, moment, chain, reason=RETURN_REASON)
    _tell_decisions(each, chain)
    if each.sheet is not None and assessment.verified_at:
        scored = {"esg": str(each.sheet.esg), "grade": each.sheet.grade, "receipt_sha256": each.sheet.receipt_sha256}
        _tell_move(each, "verify", "IN_REVIEW", "VERIFIED", staff.auditor, assessment.verified_at, chain, facts=scored)
        _tell_move(each, "lock", "VERIFIED", "LOCKED", None, assessment.verified_at, chain)


def _tell_move(
    each: Written,
    move: str,
    before: str,
    after: str,
    by: Account | None,
    at: datetime,
    chain: Chain,
    *,
    facts: dict[str, object] | None = None,
    reason: str = "",
) -> None:
    supplier = each.exam.each.supplier
    moved = {"from": before, "to": after, **(facts or {})}
    chain.add(f"assessment.{move}", each.assessment, by=by, at=at, supplier=supplier, facts=moved, reason=reason)


def _tell_decisions(each: Written, chain: Chain) -> None:
    supplier = each.exam.each.supplier
    for proof in each.proofs:
        if proof.decided_at is None:
            continue
        facts = {
            "question": proof.answer.question_code,
            "evidence": proof.evidence.pk,
            "from": "PENDING",
            "to": str(proof.decision),
        }
        chain.add(
            "answerevidence.decide",
            proof,
            by=proof.decided_by,
            at=proof.decided_at,
            supplier=supplier,
            facts=facts,
            reason=proof.reason,
        )
    for answer in each.answers:
        if answer.decided_at is None:
            continue
        facts = {"question": answer.question_code, "from": "UNDECIDED", "to": str(answer.not_applicable_decision)}
        chain.add(
            "answer.decide_not_applicable", answer, by=answer.decided_by, at=answer.decided_at, supplier=supplier, facts=facts
        )
