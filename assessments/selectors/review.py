"""What a reviewer works with: the queue, one assessment question by question, and what is still undecided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When, prefetch_related_objects

from assessments.models import Answer, AnswerEvidence, Assessment
from assessments.rules.answer import AnswerProblem, Entry, Severity, check_answer
from assessments.rules.answer_value import is_blank
from assessments.rules.assessment import WRITABLE, AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.question import Question
from assessments.rules.score import Score
from assessments.rules.score_row import ScoreRow
from assessments.rules.wording import Wording
from assessments.selectors.answer import answers_by_code, last_figures, proof_state
from assessments.selectors.assessment import visible_assessments
from assessments.selectors.questionnaire import asked_questions, questionnaire_of
from assessments.selectors.readiness import undecided
from assessments.selectors.score import score_of
from suppliers.rules.policy import Policy
from suppliers.selectors.policy import scoring_policy

SCORED_BEFOREHAND = (AssessmentStatus.SUBMITTED, AssessmentStatus.IN_REVIEW, AssessmentStatus.RETURNED)


@dataclass(frozen=True)
class HowFar:
    """How far one assessment is, in questions and in decisions. `esg` and `grade` are provisional, None before a hand-in."""

    asked: int
    answered: int
    to_decide: int
    decided: int
    esg: Decimal | None
    grade: str


@dataclass(frozen=True)
class ProofLine:
    """One file beside an answer, and how it stands as proof today."""

    proof: AnswerEvidence
    state: EvidenceState

    @property
    def is_open(self) -> bool:
        return self.proof.decision == EvidenceDecision.PENDING


@dataclass(frozen=True)
class ReviewLine:
    """One question with its answer, what it counts today, its files, and what a reviewer should look at."""

    question: Question
    answer: Answer | None
    row: ScoreRow
    proofs: tuple[ProofLine, ...]
    remarks: tuple[AnswerProblem, ...]
    last_year: Decimal | None
    changed_after_return: bool

    @property
    def says_not_applicable(self) -> bool:
        return self.answer is not None and self.answer.not_applicable

    @property
    def open_decisions(self) -> int:
        """Files not decided on; for a not-applicable, one while it is undecided, whatever files lie beside it."""
        return self.decisions - self.decided

    @property
    def decisions(self) -> int:
        return 1 if self.says_not_applicable else len(self.proofs)

    @property
    def decided(self) -> int:
        if self.answer is not None and self.answer.not_applicable:
            return int(self.answer.not_applicable_decision != NotApplicableDecision.UNDECIDED)
        return sum(not line.is_open for line in self.proofs)


@dataclass(frozen=True)
class ReviewSection:
    """One area or cross-cutting module."""

    code: str
    name: Wording
    lines: tuple[ReviewLine, ...]

    @property
    def open_decisions(self) -> int:
        return sum(line.open_decisions for line in self.lines)


@dataclass(frozen=True)
class Review:
    """The whole assessment as a reviewer sees it; `score` is what it would come to today."""

    assessment: Assessment
    score: Score
    sections: tuple[ReviewSection, ...]

    @property
    def lines(self) -> tuple[ReviewLine, ...]:
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def to_decide(self) -> int:
        return sum(line.decisions for line in self.lines)

    @property
    def decided(self) -> int:
        return sum(line.decided for line in self.lines)

    @property
    def open_lines(self) -> tuple[ReviewLine, ...]:
        return tuple(line for line in self.lines if line.open_decisions)

    def line(self, code: str) -> ReviewLine | None:
        """The line of a question; None when it is not asked here."""
        return next((line for line in self.lines if line.question.code == code), None)


def assessment_queue(account: Any, today: date) -> QuerySet[Assessment]:
    """The assessments this person may see, the most urgent first, each with the published score if there is one.

    Handed in and waiting, past their date, in review, sent back, being answered, assigned; then the finished ones,
    the latest first.
    """
    urgency = Case(
        When(status=AssessmentStatus.SUBMITTED, then=Value(0)),
        When(status__in=WRITABLE, due_on__lt=today, then=Value(1)),
        When(status=AssessmentStatus.IN_REVIEW, then=Value(2)),
        When(status=AssessmentStatus.RETURNED, then=Value(3)),
        When(status=AssessmentStatus.IN_PROGRESS, then=Value(4)),
        When(status=AssessmentStatus.ASSIGNED, then=Value(5)),
        default=Value(6),
        output_field=IntegerField(),
    )
    rows = visible_assessments(account).select_related("score_sheet", "reviewer").defer("score_sheet__receipt")
    return rows.annotate(urgency=urgency).order_by("urgency", "-verified_at", "due_on", "pk")


def overdue_filter(today: date) -> Q:
    """What the supplier should have handed in before this day."""
    return Q(status__in=WRITABLE, due_on__lt=today)


def how_far(assessments: Iterable[Assessment], today: date) -> dict[int, HowFar]:
    """How far unfinished assessments are, by id: three queries for all of them. Finished ones are left out."""
    unfinished = [row for row in assessments if row.status not in {AssessmentStatus.VERIFIED, AssessmentStatus.LOCKED}]
    proofs = AnswerEvidence.objects.select_related("evidence").order_by("pk")
    answers = Answer.objects.prefetch_related(Prefetch("proofs", proofs))
    prefetch_related_objects(unfinished, Prefetch("answers", answers))
    policy = scoring_policy() if any(row.status in SCORED_BEFOREHAND for row in unfinished) else None
    return {row.pk: _how_far(row, list(row.answers.all()), today, policy) for row in unfinished}


def _how_far(assessment: Assessment, answers: list[Answer], today: date, policy: Policy | None) -> HowFar:
    proofs, refusals = undecided(answers)
    to_decide = sum(1 if answer.not_applicable else len(answer.proofs.all()) for answer in answers)
    score = score_of(assessment, today, answers, policy=policy) if assessment.status in SCORED_BEFOREHAND else None
    return HowFar(
        asked=len(asked_questions(assessment)),
        answered=sum(answer.not_applicable or not is_blank(answer.value) for answer in answers),
        to_decide=to_decide,
        decided=to_decide - len(proofs) - len(refusals),
        esg=score.esg.score if score else None,
        grade=str(score.grade or "") if score else "",
    )


def review_of(assessment: Assessment, today: date) -> Review:
    """Everything on the reviewer's desk. At most five queries, however many answers and files."""
    answers = answers_by_code(assessment)
    score = score_of(assessment, today, answers.values())
    figures = last_figures(assessment, [row.question.code for row in score.rows if row.question.is_number])
    bank = questionnaire_of(assessment.questionnaire)
    lines: dict[str, list[ReviewLine]] = {}
    for row in score.rows:
        line = _line(assessment, row, answers.get(row.question.code), figures, today)
        lines.setdefault(row.question.area, []).append(line)
    sections = tuple(
        ReviewSection(named.code, named.name, tuple(lines[named.code]))
        for named in (*bank.areas, *bank.dimensions)
        if named.code in lines
    )
    return Review(assessment, score, sections)


def _line(
    assessment: Assessment, row: ScoreRow, answer: Answer | None, figures: Mapping[str, Decimal], today: date
) -> ReviewLine:
    last_year = figures.get(row.question.code)
    returned_at = assessment.returned_at
    return ReviewLine(
        question=row.question,
        answer=answer,
        row=row,
        proofs=tuple(ProofLine(proof, proof_state(proof, today)) for proof in answer.proofs.all()) if answer else (),
        remarks=_remarks(assessment, row.question, answer, last_year, today),
        last_year=last_year,
        changed_after_return=bool(answer and returned_at and answer.version and answer.updated_at > returned_at),
    )


def _remarks(
    assessment: Assessment, question: Question, answer: Answer | None, last_year: Decimal | None, today: date
) -> tuple[AnswerProblem, ...]:
    """What stands out about a figure or a date, the same that the supplier was shown."""
    if answer is None or answer.not_applicable or is_blank(answer.value):
        return ()
    # Without the note: a figure that the supplier explained still stands out, and its note stands beside it.
    entry = Entry(answer.value, answer.unit or None, "", last_year)
    return tuple(
        problem
        for problem in check_answer(question, entry, profile=assessment.profile, today=today)
        if problem.severity is not Severity.REFUSED
    )


def acceptable_together(section: ReviewSection, account: Any, today: date) -> tuple[tuple[ReviewLine, ProofLine], ...]:
    """Undecided files of one section that may be accepted in one go.

    Left out, to be looked at one by one: critical questions, answers with a remark, files out of date, and files that
    this person uploaded or attached.
    """
    return tuple(
        (line, found)
        for line in section.lines
        if not (line.says_not_applicable or line.question.critical or line.remarks)
        for found in line.proofs
        if found.is_open and not is_own_file(found.proof, account) and not is_out_of_date(found.proof, today)
    )


def is_out_of_date(proof: AnswerEvidence, today: date) -> bool:
    """Whether the file's last day is over."""
    expires_on = proof.evidence.expires_on
    return expires_on is not None and expires_on < today


def is_own_file(proof: AnswerEvidence, account: Any) -> bool:
    """Whether this person brought the file and so cannot decide on it."""
    return account.pk in {proof.evidence.uploaded_by_id, proof.attached_by_id}
