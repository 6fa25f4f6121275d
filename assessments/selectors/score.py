"""Scores: provisional while answers are being written, and the one that was published."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessments.models import Answer, Assessment, ScoreSheet
from assessments.rules.score import Score, score_answers
from assessments.selectors.answer import answer_facts, facts_of
from assessments.selectors.questionnaire import questionnaire_of
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.policy import Policy
from suppliers.selectors.policy import scoring_policy
from suppliers.selectors.supplier import visible_suppliers


def visible_score_sheets(account: Any) -> QuerySet[ScoreSheet]:
    """Published scores of the suppliers this person may know of."""
    rows = ScoreSheet.objects.select_related("assessment__supplier", "assessment__questionnaire")
    rows = rows.defer("assessment__questionnaire__definition")
    if reads_all_suppliers(account):
        return rows
    return rows.filter(assessment__supplier__in=visible_suppliers(account))


def score_of(
    assessment: Assessment, today: date, answers: Iterable[Answer] | None = None, *, policy: Policy | None = None
) -> Score:
    """The score as the answers and decisions stand on this day; proof not yet reviewed counts 0.8.

    `answers` are the rows with their proofs, where a caller has read them already; else two queries. `policy` is the
    version to score by; None means the one in force, at one query more.
    """
    facts = answer_facts(assessment, today) if answers is None else [facts_of(answer, today) for answer in answers]
    return score_answers(
        questionnaire_of(assessment.questionnaire),
        facts,
        category=assessment.category,
        profile=assessment.profile,
        as_of=today,
        policy=policy or scoring_policy(),
    )
