"""A scoring case: one mapping with all inputs in, one mapping with every intermediate result out.

The format is that of tests/oracles/scoring-oracles.yaml, of which only the inputs are read. It lets
anyone recompute an evaluation outside the database.
"""

from datetime import date
from decimal import Decimal

from assessments.rules.case_reader import Case, CaseRefused, read_case
from assessments.rules.questionnaire import Questionnaire
from assessments.rules.score import Score, score_answers
from assessments.rules.score_row import AnswerNotScorable, ScoreRow, Why
from suppliers.rules.document import DocumentProblem
from suppliers.rules.mean import Mean
from suppliers.rules.overall import deduction, overall_score
from suppliers.rules.performance import Dimension, performance_score
from suppliers.rules.policy import Policy
from suppliers.rules.rounding import plain
from suppliers.rules.spend import SpendClass, spend_class
from suppliers.rules.tier import Tier, raw_tier
from suppliers.rules.tier_cap import Cap, CapFacts, caps_for, final_tier
from suppliers.rules.tier_step import tier_after_step

Result = dict[str, object]


def score_case(mapping: object, questionnaire: Questionnaire, policy: Policy) -> Result:
    """Score one case; the structure is that of its `expected`. Raises CaseRefused.

    Published numbers are strings with two places. Without marks for performance there is no overall
    score: it is None and all three tiers are N.
    """
    case = read_case(mapping, questionnaire)
    try:
        score = score_answers(
            questionnaire,
            case.answers,
            category=case.category,
            profile=case.profile,
            as_of=case.as_of,
            policy=policy,
        )
    except AnswerNotScorable as refusal:
        problem = DocumentProblem(("answers", refusal.code), refusal.reason, refusal.facts)
        raise CaseRefused((problem,)) from refusal
    return {**_esg_part(score, case), **_tier_part(score, case, policy)}


def _esg_part(score: Score, case: Case) -> Result:
    given = {answer.code: answer.value for answer in case.answers}
    areas, dimensions = score.areas, score.modules
    return {
        "rows": [_row(row, given.get(row.question.code)) for row in score.rows],
        "areas": {code: _area(mean, score.area_weights[code]) for code, mean in areas.items()},
        "cells": {area: {code: _text(score.cells[area, code].score) for code in dimensions} for area in areas},
        "cross_cutting": {code: _mean(mean) for code, mean in score.modules.items()},
        "environment": _text(score.environment.score),
        "cross_cutting_score": _text(score.cross_cutting.score),
        "esg": _text(score.esg.score),
        "coverage_pct": _text(score.coverage.pct),
        "verified_pct": _text(score.verified.pct),
    }


def _tier_part(score: Score, case: Case, policy: Policy) -> Result:
    performance = performance_score(case.marks, policy.performance).score
    overall = overall_score(score.esg.score, performance, case.active_points, policy.overall)
    spend = None if case.spend_cny is None else spend_class(case.spend_cny, policy.spend_bands)
    caps = _caps(score, case, performance, spend)
    raw = stepped = Tier.N
    if overall is not None:
        raw = raw_tier(overall, policy.overall.bands)
        stepped = tier_after_step(overall, case.previous, policy.overall.bands, policy.overall.step)
    return {
        "performance_inputs": case.performance_inputs,
        "performance": _text(performance),
        "deduction": _text(deduction(case.active_points, policy.overall)),
        "overall": _text(overall),
        "raw_tier": str(raw),
        "tier_after_hysteresis": str(stepped),
        "caps": [{"cap": str(cap.tier), "reason": cap.code, "question": cap.question} for cap in caps],
        "spend_class": None if spend is None else str(spend),
        "final_tier": str(final_tier(stepped, caps)),
    }


def _caps(score: Score, case: Case, performance: Decimal | None, spend: SpendClass | None) -> tuple[Cap, ...]:
    facts = CapFacts(
        esg=score.esg.score,
        performance=performance,
        delivery=case.marks.get(Dimension.DELIVERY),
        coverage_pct=score.coverage.pct,
        active_points=case.active_points,
        open_breach_levels=case.open_breach_levels,
        undertaking_in_force=case.undertaking_in_force,
        qualification_lapsed=case.qualification_lapsed,
        on_probation=case.on_probation,
        spend_class=spend,
        is_strategic=case.is_strategic,
    )
    policy = score.policy
    return (*score.gates, *caps_for(facts, policy.overall.caps, least_coverage=policy.esg.least_coverage_pct))


def _row(row: ScoreRow, given: object) -> Result:
    multiplier = None
    if row.multiplier is not None:
        multiplier = plain(row.multiplier) if row.evidence_state is None else str(row.multiplier)
    return {
        "code": row.question.code,
        "answer": _answer(row, given),
        "evidence": None if row.evidence_state is None else str(row.evidence_state),
        "score": _number(row.score),
        "multiplier": multiplier,
        "weight": _number(row.question.weight),
        "weighted": None if row.weighted is None else plain(row.weighted),
    }


def _answer(row: ScoreRow, given: object) -> object:
    if row.why is Why.BLANK:
        return None
    if row.why is not Why.ANSWERED:
        return "NA"
    # As it was given, apart from what YAML makes of a bare yes or a bare date.
    if isinstance(given, bool):
        return row.value
    return given.isoformat() if isinstance(given, date) else given


def _area(mean: Mean, weight: Decimal) -> Result | None:
    sums = _mean(mean)
    return None if sums is None else {**sums, "area_weight": _number(weight)}


def _mean(mean: Mean) -> Result | None:
    if mean.score is None:
        return None
    return {
        "weighted_sum": plain(mean.weighted_sum),
        "weight_sum": plain(mean.weight_sum),
        "score": str(mean.score),
    }


def _number(number: Decimal | None) -> int | str | None:
    if number is None:
        return None
    return int(number) if number == int(number) else plain(number)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
