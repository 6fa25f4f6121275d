"""Critical gates: answers that cap the tier whatever the score (docs/scoring.md, "Caps")."""

from collections.abc import Mapping

from assessments.rules.evidence_policy import UNPROVEN
from assessments.rules.score_row import ScoreRow, Why
from assessments.rules.scoring_rule import Choice
from suppliers.rules.tier import Tier
from suppliers.rules.tier_cap import Cap, CapReason

REFUSED_NA = (Why.NA_REJECTED, Why.NA_PENDING)


def gate_caps(row: ScoreRow, unproven: Mapping[Tier, Tier]) -> tuple[Cap, ...]:
    """Caps that one line brings: of its critical question, and of an option that carries a gate.

    `unproven` says how far a positive answer without accepted proof caps, by the question's gate.
    """
    return (*_critical_cap(row, unproven), *_option_cap(row))


def _critical_cap(row: ScoreRow, unproven: Mapping[Tier, Tier]) -> tuple[Cap, ...]:
    gate, code = row.question.gate, row.question.code
    if gate is None or row.why is Why.NA_ACCEPTED:
        return ()
    if row.why is Why.BLANK:
        return (Cap(gate, CapReason.CRITICAL_BLANK, code),)
    if row.why in REFUSED_NA:
        return (Cap(gate, CapReason.CRITICAL_NA_NOT_ACCEPTED, code),)
    if row.value == "no" or row.score == 0:
        return (Cap(gate, CapReason.CRITICAL_NO, code),)
    if row.evidence_state in UNPROVEN:
        return (Cap(unproven[gate], CapReason.CRITICAL_UNPROVEN, code),)
    return ()


def _option_cap(row: ScoreRow) -> tuple[Cap, ...]:
    rule = row.question.rule
    if row.why is not Why.ANSWERED or not isinstance(rule, Choice):
        return ()
    gate = rule.options[str(row.value)].gate
    return () if gate is None else (Cap(gate, CapReason.OPTION_CHOSEN, row.question.code),)
