"""What still keeps an assessment from being submitted or verified, and what an answer costs without its proof."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assessments.models import Answer, AnswerEvidence, Assessment
from assessments.rules.answer import Entry, Severity, check_answer, check_not_applicable
from assessments.rules.answer_value import AnswerRefused, is_blank
from assessments.rules.assessment import EvidenceDecision, NotApplicableDecision
from assessments.rules.evidence_policy import UNPROVEN, EvidenceState
from assessments.rules.question import Question
from assessments.rules.questionnaire import Questionnaire
from assessments.rules.rule_reader import QuestionType
from assessments.selectors.answer import answers_by_code, evidence_state, last_figures
from assessments.selectors.questionnaire import asked_questions, questionnaire_of

# What a company may truly not have: a figure, a day, a document. A yes/no and a choice always have a lowest answer.
MAY_STAY_BLANK = (QuestionType.NUMBER, QuestionType.DATE, QuestionType.FILE)
LEAST_NOTE_CHARACTERS = 10


@dataclass(frozen=True)
class Remark:
    """One thing to say about one question: where it stands, a code for the words, and their facts."""

    code: str
    area: str
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Readiness:
    """What blocks submitting, and what does not block but costs points."""

    blocking: tuple[Remark, ...]
    costs: tuple[Remark, ...]


def readiness_of(assessment: Assessment, today: date, answers: Mapping[str, Answer] | None = None) -> Readiness:
    """Everything to know before submitting, in the order of the questions. At most five queries."""
    rows = answers_by_code(assessment) if answers is None else answers
    questions = asked_questions(assessment)
    figures = last_figures(assessment, [question.code for question in questions if question.is_number])
    bank = questionnaire_of(assessment.questionnaire)
    blocking, costs = [], []
    for question in questions:
        answer = rows.get(question.code)
        entry = _entry(answer, figures.get(question.code))
        blocking += _blocks(bank, question, answer, entry, assessment.profile, today)
        costs += _costs(question, answer, today)
    return Readiness(tuple(blocking), tuple(costs))


def blocking_problems(assessment: Assessment, today: date) -> tuple[Remark, ...]:
    """What still blocks submitting; empty when the assessment can be submitted."""
    return readiness_of(assessment, today).blocking


def is_dealt_with(question: Question, answer: Answer | None) -> bool:
    """Whether the question needs no more typing: answered, not applicable, or left blank with a word of why."""
    if answer is None:
        return False
    if answer.not_applicable or not is_blank(answer.value):
        return True
    return question.type in MAY_STAY_BLANK and len(answer.note.strip()) >= LEAST_NOTE_CHARACTERS


def answer_score(question: Question, answer: Answer | None, today: date) -> Decimal | None:
    """What the answer scores before its proof is looked at, 0-100; None for a blank or unreadable one."""
    if answer is None or answer.not_applicable or is_blank(answer.value):
        return None
    try:
        return question.rule.score(question.read(answer.value, answer.unit or None)[1], today)
    except AnswerRefused:
        return None


def lacks_proof(question: Question, answer: Answer | None, today: date) -> EvidenceState | None:
    """The state of a proof that is needed and does not carry the answer; None where all is well."""
    score = answer_score(question, answer, today)
    if answer is None or score is None or not question.evidence.is_needed_at(score):
        return None
    state = evidence_state(answer.proofs.all(), today)
    return state if state in UNPROVEN else None


def undecided(answers: Iterable[Answer]) -> tuple[list[AnswerEvidence], list[Answer]]:
    """What a reviewer has not decided: proofs of given answers, and not-applicables."""
    proofs, refusals = [], []
    for answer in answers:
        if answer.not_applicable:
            if answer.not_applicable_decision == NotApplicableDecision.UNDECIDED:
                refusals.append(answer)
        else:
            proofs += [proof for proof in answer.proofs.all() if proof.decision == EvidenceDecision.PENDING]
    return proofs, refusals


def _entry(answer: Answer | None, last_year: Decimal | None) -> Entry:
    if answer is None:
        return Entry(None, last_year=last_year)
    return Entry(answer.value, answer.unit or None, answer.note, last_year)


def _blocks(
    bank: Questionnaire, question: Question, answer: Answer | None, entry: Entry, profile: str, today: date
) -> list[Remark]:
    if answer is not None and answer.not_applicable:
        problems = check_not_applicable(question, answer.not_applicable_reason, bank.na_justification_min_chars)
    elif not is_dealt_with(question, answer):
        reason = "unanswered_or_note" if question.type in MAY_STAY_BLANK else "unanswered"
        return [Remark(question.code, question.area, reason, {"least": LEAST_NOTE_CHARACTERS})]
    else:
        problems = [
            problem
            for problem in check_answer(question, entry, profile=profile, today=today)
            if problem.severity is not Severity.WARNING
        ]
    return [Remark(question.code, question.area, problem.reason, problem.facts) for problem in problems]


def _costs(question: Question, answer: Answer | None, today: date) -> list[Remark]:
    if answer is not None and not answer.not_applicable and is_blank(answer.value) and is_dealt_with(question, answer):
        return [Remark(question.code, question.area, "left_blank")]
    state = lacks_proof(question, answer, today)
    return [] if state is None else [Remark(question.code, question.area, f"proof_{state}")]
