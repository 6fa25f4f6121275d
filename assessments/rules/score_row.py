"""One line of a score: an answer, its proof, and the product that goes into the sums.

Source: docs/scoring.md, steps 2 to 4.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assessments.rules.answer import AnswerFacts, NaState
from assessments.rules.answer_value import AnswerRefused, Value, is_blank
from assessments.rules.evidence_policy import EvidencePolicy, EvidenceState
from assessments.rules.question import Question

ZERO = Decimal(0)


class Why(StrEnum):
    """Why a line counts as it does."""

    ANSWERED = "answered"
    BLANK = "blank"
    NA_ACCEPTED = "na_accepted"
    NA_REJECTED = "na_rejected"
    NA_PENDING = "na_pending"


WHY_OF_NA = {
    NaState.ACCEPTED: Why.NA_ACCEPTED,
    NaState.REJECTED: Why.NA_REJECTED,
    NaState.PENDING: Why.NA_PENDING,
}


class AnswerNotScorable(Exception):
    """A stored answer cannot be scored on the day asked for. Names the question and the reason."""

    def __init__(self, code: str, refusal: AnswerRefused) -> None:
        super().__init__(code, refusal.reason, refusal.facts)
        self.code = code
        self.reason = refusal.reason
        self.facts = refusal.facts


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A question with a x m x w = weighted.

    For an accepted not-applicable `score`, `multiplier` and `weighted` are None: it leaves both
    sums. `evidence_state` is None where no proof is needed. `base` is a figure in the unit of the
    question, else the value itself.
    """

    question: Question
    why: Why
    value: Value | None
    unit: str | None
    base: Value | None
    evidence_state: EvidenceState | None
    score: Decimal | None
    multiplier: Decimal | None
    weighted: Decimal | None

    @property
    def is_scored(self) -> bool:
        return self.weighted is not None

    @property
    def is_verified(self) -> bool:
        """Whether the answer is proven or needs no proof. Blanks and refused NA are neither."""
        return self.why is Why.ANSWERED and self.evidence_state in (None, EvidenceState.VERIFIED)


def score_row(question: Question, answer: AnswerFacts | None, evidence: EvidencePolicy, as_of: date) -> ScoreRow:
    """The line of one question. Raises AnswerNotScorable."""
    if answer is None:
        return _empty_row(question, Why.BLANK, ZERO, evidence.not_required)
    try:
        if answer.na_state is not None:
            return _na_row(question, answer.na_state, evidence)
        if is_blank(answer.value):
            return _empty_row(question, Why.BLANK, ZERO, evidence.not_required)
        value, base = question.read(answer.value, answer.unit)
        score = question.rule.score(base, as_of)
    except AnswerRefused as refusal:
        raise AnswerNotScorable(question.code, refusal) from refusal
    state, multiplier = None, evidence.not_required
    if question.evidence.is_needed_at(score):
        state = answer.evidence_state
        multiplier = (evidence.critical if question.critical else evidence.normal)[state]
    unit = (answer.unit or question.unit) if question.is_number else None
    weighted = score * multiplier * question.weight
    return ScoreRow(question, Why.ANSWERED, value, unit, base, state, score, multiplier, weighted)


def _na_row(question: Question, state: NaState, evidence: EvidencePolicy) -> ScoreRow:
    if state is not NaState.ACCEPTED:
        return _empty_row(question, WHY_OF_NA[state], ZERO, evidence.not_required)
    if not question.na_allowed:
        # It would take the question out of the sums against the questionnaire's own word.
        raise AnswerRefused("na_not_allowed", code=question.code)
    return _empty_row(question, Why.NA_ACCEPTED, None, None)


def _empty_row(question: Question, why: Why, score: Decimal | None, multiplier: Decimal | None) -> ScoreRow:
    return ScoreRow(question, why, None, None, None, None, score, multiplier, score)
