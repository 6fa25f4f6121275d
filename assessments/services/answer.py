"""Saving answers: one at a time, nothing overwritten unseen, nothing ever lost."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assessments.models import Answer, AnswerEvidence, AnswerRevision, Assessment
from assessments.rules.answer import AnswerProblem, Entry, Severity, check_answer
from assessments.rules.assessment import WORKFLOW, WRITABLE, AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.rules.question import Question
from assessments.rules.rule_reader import QuestionType
from assessments.selectors.answer import last_figures
from assessments.selectors.questionnaire import asked_questions
from assessments.services.assessment import locked_assessment
from suppliers.models import Account
from suppliers.permissions import NotAllowed, answers_questions
from suppliers.selectors.clock import local_day
from suppliers.services.transitions import apply_move

MOST_CHARACTERS = {"value": 60, "unit": 12, "note": 2000, "reason": 2000}


@dataclass(frozen=True)
class AnswerText:
    """What a person typed for one question. For a file question `value` is left alone: its files answer it."""

    value: str = ""
    unit: str = ""
    note: str = ""
    not_applicable: bool = False
    reason: str = ""

    @classmethod
    def of(cls, answer: Answer) -> "AnswerText":
        """The text as stored."""
        return cls(answer.value, answer.unit, answer.note, answer.not_applicable, answer.not_applicable_reason)


@dataclass(frozen=True)
class SavedAnswer:
    """The stored answer, and what there is to say about it: a note that is needed, a document that runs out."""

    answer: Answer
    remarks: tuple[AnswerProblem, ...] = ()


class QuestionNotAsked(Exception):
    """The question does not belong to this assessment."""


class NotWritable(Exception):
    """The assessment was handed in, or is finished: its answers stand."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class AnswerNotSaved(Exception):
    """The answer cannot be stored as it is. `problems` say why; what was stored before stays."""

    def __init__(self, problems: list[AnswerProblem]) -> None:
        super().__init__(", ".join(problem.reason for problem in problems))
        self.problems = tuple(problems)


class AnswerConflict(Exception):
    """Somebody else saved this answer in between. `stored` is theirs; `text` is what was about to be saved."""

    def __init__(self, stored: Answer, text: AnswerText) -> None:
        super().__init__(stored.question_code, stored.version)
        self.stored = stored
        self.text = text


def asked_question(assessment: Assessment, code: str) -> Question:
    """The question of this code in this assessment. Raises QuestionNotAsked."""
    for question in asked_questions(assessment):
        if question.code == code:
            return question
    raise QuestionNotAsked(code)


def writable_assessment(assessment: Assessment, by: Account) -> Assessment:
    """The assessment, locked for writing answers. Raises NotAllowed, NotWritable."""
    if not answers_questions(by, assessment.supplier_id):
        raise NotAllowed
    locked = locked_assessment(assessment)
    if locked.status not in WRITABLE:
        raise NotWritable(locked.status)
    locked.supplier, locked.questionnaire = assessment.supplier, assessment.questionnaire
    return locked


@transaction.atomic
def save_answer(
    assessment: Assessment, code: str, text: AnswerText, *, expected_version: int, by: Account, at: datetime
) -> SavedAnswer:
    """Store one answer; `expected_version` is the one the person saw (0: none yet).

    Saving the stored text again changes nothing. Raises NotAllowed, NotWritable, QuestionNotAsked, AnswerNotSaved,
    AnswerConflict; then nothing is written.
    """
    question = asked_question(assessment, code)
    locked = writable_assessment(assessment, by)
    stored = Answer.objects.select_related("updated_by").filter(assessment=locked, question_code=code).first()
    text = tidied(question, text, stored)
    remarks = check_text(assessment, question, text, at)
    if stored is not None and AnswerText.of(stored) == text:
        return SavedAnswer(stored, remarks)
    if stored is not None and stored.version != expected_version:
        raise AnswerConflict(stored, text)
    answer = stored or Answer(assessment=locked, question_code=code, version=0)
    _take_back_decisions(answer, text, locked)
    write_text(answer, text, by=by, at=at)
    begin_if_new(locked, by=by, at=at)
    return SavedAnswer(answer, remarks)


def tidied(question: Question, text: AnswerText, stored: Answer | None) -> AnswerText:
    """The text without blanks around it, and with the parts that this kind of question does not take left out."""
    value = text.value.strip()
    if question.type == QuestionType.FILE:
        value = stored.value if stored else ""
    unit = text.unit.strip() if question.is_number else ""
    return AnswerText(value, unit, text.note.strip(), text.not_applicable, text.reason.strip())


def check_text(assessment: Assessment, question: Question, text: AnswerText, at: datetime) -> tuple[AnswerProblem, ...]:
    """What there is to say about a text. Raises AnswerNotSaved when it cannot be stored."""
    problems = _shape_problems(text)
    if text.not_applicable:
        # A short reason is stored while it is being typed; it blocks submitting, not saving.
        if not question.na_allowed:
            problems.append(AnswerProblem("na_not_allowed", Severity.REFUSED, {"code": question.code}))
    elif not problems:
        figures = last_figures(assessment, [question.code]) if question.is_number and text.value else {}
        entry = Entry(text.value, text.unit or None, text.note, figures.get(question.code))
        problems += check_answer(question, entry, profile=assessment.profile, today=local_day(at))
        if text.unit and text.unit not in question.units and not problems:
            problems.append(AnswerProblem("unknown_unit", Severity.REFUSED, {"unit": text.unit, "allowed": question.units}))
    refused = [problem for problem in problems if problem.severity is Severity.REFUSED]
    if refused:
        raise AnswerNotSaved(refused)
    return tuple(problems)


def write_text(answer: Answer, text: AnswerText, *, by: Account, at: datetime) -> Answer:
    """Store the text as the next version, and keep it for good as a revision."""
    answer.value, answer.unit, answer.note = text.value, text.unit, text.note
    answer.not_applicable, answer.not_applicable_reason = text.not_applicable, text.reason
    answer.version += 1
    answer.updated_by, answer.updated_at = by, at
    answer.save()
    AnswerRevision.objects.create(
        answer=answer,
        version=answer.version,
        value=text.value,
        unit=text.unit,
        note=text.note,
        not_applicable=text.not_applicable,
        not_applicable_reason=text.reason,
        saved_by=by,
        saved_at=at,
    )
    return answer


def begin_if_new(assessment: Assessment, *, by: Account, at: datetime) -> None:
    """The first thing written takes the assessment from assigned to in progress."""
    if assessment.status == AssessmentStatus.ASSIGNED:
        apply_move(assessment, WORKFLOW, "start", by=by, at=at)


def _shape_problems(text: AnswerText) -> list[AnswerProblem]:
    problems = []
    for name, most in MOST_CHARACTERS.items():
        written = getattr(text, name)
        if len(written) > most:
            problems.append(AnswerProblem("too_long", Severity.REFUSED, {"field": name, "most": most, "written": len(written)}))
        if "\x00" in written:
            problems.append(AnswerProblem("control_character", Severity.REFUSED, {"field": name}))
    return problems


def _take_back_decisions(answer: Answer, text: AnswerText, assessment: Assessment) -> None:
    """What was decided on the old answer is open again when the answer itself changes; a new note alone changes nothing."""
    if assessment.status != AssessmentStatus.RETURNED or answer.pk is None:
        return
    old = AnswerText.of(answer)
    if (old.not_applicable, old.reason) != (text.not_applicable, text.reason):
        answer.not_applicable_decision = NotApplicableDecision.UNDECIDED
        answer.decision_note, answer.decided_by, answer.decided_at = "", None, None
    if (old.value, old.unit) != (text.value, text.unit):
        decided = AnswerEvidence.objects.filter(answer=answer).exclude(decision=EvidenceDecision.PENDING)
        decided.update(decision=EvidenceDecision.PENDING, reason="", decided_by=None, decided_at=None)
