"""Reading answers and their proof, in a number of queries that does not grow with them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from assessments.models import Answer, AnswerEvidence, Assessment
from assessments.rules.answer import AnswerFacts, NaState
from assessments.rules.answer_value import AnswerRefused, is_blank
from assessments.rules.assessment import EvidenceDecision, NotApplicableDecision
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.question import Question
from assessments.selectors.assessment import previous_assessments
from assessments.selectors.questionnaire import questionnaire_of
from suppliers.permissions import reads_all_suppliers
from suppliers.selectors.supplier import visible_suppliers

NA_STATE = {
    NotApplicableDecision.UNDECIDED: NaState.PENDING,
    NotApplicableDecision.ACCEPTED: NaState.ACCEPTED,
    NotApplicableDecision.REJECTED: NaState.REJECTED,
}


def visible_answers(account: Any) -> QuerySet[Answer]:
    """Answers of the suppliers this person may know of."""
    rows = Answer.objects.select_related("assessment", "updated_by", "decided_by")
    if reads_all_suppliers(account):
        return rows
    return rows.filter(assessment__supplier__in=visible_suppliers(account))


def visible_answer_evidence(account: Any) -> QuerySet[AnswerEvidence]:
    """Proofs of answers of the suppliers this person may know of."""
    rows = AnswerEvidence.objects.select_related("answer__assessment", "evidence", "decided_by")
    if reads_all_suppliers(account):
        return rows
    return rows.filter(answer__assessment__supplier__in=visible_suppliers(account))


def answers_by_code(assessment: Assessment) -> dict[str, Answer]:
    """All answers with their proofs, files and people: two queries."""
    proofs = AnswerEvidence.objects.select_related("evidence__uploaded_by", "decided_by").order_by("pk")
    rows = Answer.objects.filter(assessment=assessment).select_related("updated_by", "decided_by")
    return {answer.question_code: answer for answer in rows.prefetch_related(Prefetch("proofs", proofs))}


def proof_state(proof: AnswerEvidence, today: date) -> EvidenceState:
    """How one file stands as proof on this day; a file is valid through its last day."""
    if proof.decision == EvidenceDecision.REJECTED:
        return EvidenceState.REJECTED
    if proof.decision == EvidenceDecision.PENDING:
        return EvidenceState.PENDING
    expires_on = proof.evidence.expires_on
    return EvidenceState.EXPIRED if expires_on is not None and expires_on < today else EvidenceState.VERIFIED


BEST_FIRST = (EvidenceState.VERIFIED, EvidenceState.PENDING, EvidenceState.EXPIRED, EvidenceState.REJECTED)


def evidence_state(proofs: Iterable[AnswerEvidence], today: date) -> EvidenceState:
    """How the proof of an answer stands as a whole: the best of its files; none at all is missing."""
    states = {proof_state(proof, today) for proof in proofs}
    return next((state for state in BEST_FIRST if state in states), EvidenceState.MISSING)


def facts_of(answer: Answer, today: date) -> AnswerFacts:
    """One answer as the rules take it. Reads `proofs` from the prefetched rows."""
    decision = NotApplicableDecision(answer.not_applicable_decision)
    return AnswerFacts(
        code=answer.question_code,
        value=answer.value,
        evidence_state=evidence_state(answer.proofs.all(), today),
        na_state=NA_STATE[decision] if answer.not_applicable else None,
        unit=answer.unit or None,
    )


def answer_facts(assessment: Assessment, today: date) -> list[AnswerFacts]:
    """All answers of an assessment as the rules take them: two queries, however many answers."""
    return [facts_of(answer, today) for answer in answers_by_code(assessment).values()]


def last_figures(assessment: Assessment, codes: Iterable[str]) -> dict[str, Decimal]:
    """Figures of the supplier's previous assessment in the base unit, by question; what cannot be read is left out.

    One query.
    """
    rows = Answer.objects.filter(
        assessment=previous_assessments(assessment).values("pk")[:1], question_code__in=list(codes), not_applicable=False
    )
    found = {}
    for answer in rows.select_related("assessment__questionnaire").defer("assessment__questionnaire__definition"):
        bank = questionnaire_of(answer.assessment.questionnaire)
        found[answer.question_code] = base_figure(bank.by_code.get(answer.question_code), answer)
    return {code: figure for code, figure in found.items() if figure is not None}


def base_figure(question: Question | None, answer: Answer) -> Decimal | None:
    """A number in the unit of its question; None for anything else."""
    if question is None or not question.is_number or is_blank(answer.value):
        return None
    try:
        base = question.read(answer.value, answer.unit or None)[1]
    except AnswerRefused:
        return None
    return base if isinstance(base, Decimal) else None
