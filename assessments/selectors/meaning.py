"""What one answer means for the score, as it stands now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.models import Answer
from assessments.rules.evidence_policy import EvidencePolicy, EvidenceState
from assessments.rules.gate import gate_caps
from assessments.rules.question import Question
from assessments.rules.score_row import AnswerNotScorable, ScoreRow, Why, score_row
from assessments.selectors.answer import facts_of
from suppliers.rules.rounding import round_half_up
from suppliers.rules.tier import Tier, worst


@dataclass(frozen=True)
class Meaning:
    """`score` is what the answer is worth with accepted proof, `now` what it counts today, both 0-100.

    `state` is that of the proof, None where none is needed. `fallback` is the most that another answer counts without
    proof. `limit` is the tier that this answer alone holds the supplier down to, if it does.
    """

    why: Why
    score: Decimal | None
    now: Decimal | None
    state: EvidenceState | None
    fallback: Decimal | None
    limit: Tier | None


def meaning_of(
    question: Question, answer: Answer | None, policy: EvidencePolicy, today: date, *, unproven: Callable[[], Mapping[Tier, Tier]]
) -> Meaning:
    """What the answer means. Reads the answer's prefetched proofs; an answer that cannot be scored counts as blank.

    `unproven` is the part of the scoring policy that says how far a missing proof limits, by the gate of the question;
    asked for only where the question has one.
    """
    facts = None if answer is None else facts_of(answer, today)
    try:
        row = score_row(question, facts, policy, today)
    except AnswerNotScorable:
        row = score_row(question, None, policy, today)
    caps = gate_caps(row, unproven() if question.gate is not None else {})
    now = None if row.score is None or row.multiplier is None else round_half_up(row.score * row.multiplier)
    return Meaning(
        why=row.why,
        score=row.score,
        now=now,
        state=row.evidence_state,
        fallback=_fallback(question, row),
        limit=worst(cap.tier for cap in caps) if caps else None,
    )


def _fallback(question: Question, row: ScoreRow) -> Decimal | None:
    if row.score is None or row.evidence_state is None:
        return None
    free = [option.score for option in question.options if not question.evidence.is_needed_at(option.score)]
    return max((score for score in free if score < row.score), default=None)
