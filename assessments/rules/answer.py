"""Answers: what scoring needs to know of one, and what is wrong with one being typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from assessments.rules.answer_value import AnswerRefused, Value, is_blank
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.question import Question
from assessments.rules.scoring_rule import DateValid

# A figure that moved further than this against last year needs a word of explanation.
LARGE_CHANGE = Decimal("0.5")


class NaState(StrEnum):
    """Where the review of a not-applicable stands."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """One stored answer, in plain values.

    `value` is as entered (None or blank: not answered), `unit` that of a figure (None: the unit of
    the question). `na_state` is set when the supplier says that the question does not apply; then
    the value does not matter. `evidence_state` is the state of the proof as a whole.
    """

    code: str
    value: object = None
    evidence_state: EvidenceState = EvidenceState.MISSING
    na_state: NaState | None = None
    unit: str | None = None


class Severity(StrEnum):
    """What a remark about an answer means for the person who types it."""

    REFUSED = "refused"
    NOTE_NEEDED = "note_needed"
    WARNING = "warning"


@dataclass(frozen=True)
class AnswerProblem:
    """A remark about an answer: a reason code and its facts, which faces put into words."""

    reason: str
    severity: Severity
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Entry:
    """An answer being typed. `last_year` is last year's figure in the base unit, if known."""

    value: object
    unit: str | None = None
    note: str = ""
    last_year: Decimal | None = None


def check_answer(question: Question, entry: Entry, *, profile: str, today: date) -> list[AnswerProblem]:
    """Everything to say about an answer on entry; empty for a sound or a blank one.

    REFUSED cannot be stored as an answer, NOTE_NEEDED blocks submitting until there is a note,
    WARNING only informs.
    """
    if is_blank(entry.value):
        return []
    try:
        _, base = question.read(entry.value, entry.unit)
        question.rule.score(base, today)
    except AnswerRefused as refusal:
        return [AnswerProblem(refusal.reason, Severity.REFUSED, refusal.facts)]
    if isinstance(base, Decimal):
        return [] if entry.note.strip() else _unusual_figure(question, base, entry.last_year, profile)
    return _expiry_warning(question, base, today)


def check_not_applicable(question: Question, justification: str, least_chars: int) -> list[AnswerProblem]:
    """What is wrong with calling a question not applicable. Blanks around the text do not count."""
    if not question.na_allowed:
        return [AnswerProblem("na_not_allowed", Severity.REFUSED, {"code": question.code})]
    written = len(justification.strip())
    if written < least_chars:
        facts = {"least": least_chars, "written": written}
        return [AnswerProblem("justification_too_short", Severity.REFUSED, facts)]
    return []


def _unusual_figure(question: Question, base: Decimal, last_year: Decimal | None, profile: str) -> list[AnswerProblem]:
    problems = []
    usual = question.indicator.soft_ranges.get(profile) if question.indicator else None
    if usual is not None and not usual.holds(base):
        facts = {"value": base, "lowest": usual.lowest, "highest": usual.highest, "unit": question.unit}
        problems.append(AnswerProblem("outside_usual_range", Severity.NOTE_NEEDED, facts))
    if last_year is not None and abs(base - last_year) > abs(last_year) * LARGE_CHANGE:
        facts = {"value": base, "last_year": last_year, "unit": question.unit}
        problems.append(AnswerProblem("differs_from_last_year", Severity.NOTE_NEEDED, facts))
    return problems


def _expiry_warning(question: Question, value: Value, today: date) -> list[AnswerProblem]:
    rule = question.rule
    if not isinstance(rule, DateValid) or not isinstance(value, date):
        return []
    if value < today:
        return [AnswerProblem("already_expired", Severity.WARNING, {"expires_on": value})]
    if value <= today + timedelta(days=rule.warn_days):
        return [AnswerProblem("expires_soon", Severity.WARNING, {"expires_on": value})]
    return []
