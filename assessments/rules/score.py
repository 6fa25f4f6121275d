"""The ESG score of an assessment, with everything it was made from (docs/scoring.md, steps 1 to 7, 12).

A Score is the content of the receipt: who recomputes it by hand needs nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from assessments.rules.answer import AnswerFacts
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.gate import gate_caps
from assessments.rules.questionnaire import Questionnaire
from assessments.rules.score_row import ScoreRow, Why, score_row
from suppliers.rules.band import value_from
from suppliers.rules.mean import Mean, mean_of, weighted_mean
from suppliers.rules.policy import EsgPolicy, Policy
from suppliers.rules.rounding import quotient
from suppliers.rules.tier import Grade
from suppliers.rules.tier_cap import Cap

ZERO = Decimal(0)
PERCENT = Decimal(100)


class DuplicateAnswer(Exception):
    """Two answers to one question."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class WeightsDisagree(Exception):
    """Questionnaire and policy give the cross-cutting modules different weights."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the question weights in percent, 0-100 at two places; None of nothing."""

    part: Decimal
    whole: Decimal

    @property
    def pct(self) -> Decimal | None:
        return quotient(self.part * PERCENT, self.whole) if self.whole else None


@dataclass(frozen=True)
class Score:
    """A scored assessment.

    `areas` and `modules` are keyed by code and always complete; a Mean without score took no part.
    `cells` are keyed by (area, dimension).
    """

    questionnaire: Questionnaire
    policy: Policy
    category: str
    profile: str
    as_of: date
    rows: tuple[ScoreRow, ...]
    area_weights: Mapping[str, Decimal]
    areas: Mapping[str, Mean]
    cells: Mapping[tuple[str, str], Mean]
    modules: Mapping[str, Mean]
    environment: Mean
    cross_cutting: Mean
    esg: Mean

    @property
    def grade(self) -> Grade | None:
        """Letter of the ESG score; None where there is no score."""
        return None if self.esg.score is None else value_from(self.policy.esg.bands, self.esg.score)

    @cached_property
    def coverage(self) -> Share:
        """Weight of the scored questions of all that apply: the rest was accepted as not applicable."""
        return Share(_weight(row for row in self.rows if row.is_scored), _weight(self.rows))

    @cached_property
    def verified(self) -> Share:
        """Weight of the scored questions that are proven or need no proof."""
        return Share(_weight(row for row in self.rows if row.is_verified), self.coverage.part)

    @cached_property
    def gates(self) -> tuple[Cap, ...]:
        """Caps that questions bring, in order of the questionnaire."""
        unproven = self.policy.overall.caps.critical_unproven
        return tuple(cap for row in self.rows for cap in gate_caps(row, unproven))

    @property
    def is_provisional(self) -> bool:
        """Whether a proof or a not-applicable still awaits its review."""
        return any(row.evidence_state is EvidenceState.PENDING or row.why is Why.NA_PENDING for row in self.rows)


def score_answers(
    questionnaire: Questionnaire,
    answers: Iterable[AnswerFacts],
    *,
    category: str,
    profile: str,
    as_of: date,
    policy: Policy,
) -> Score:
    """Score all questions that apply; what was not answered counts as blank.

    Answers to questions that are not asked of this category and profile are left aside; their order does
    not matter. Raises NotInQuestionnaire, DuplicateAnswer, AnswerNotScorable and WeightsDisagree.
    """
    _check_weights(questionnaire, policy.esg)
    given = _by_code(questionnaire, answers)
    rows = tuple(
        score_row(question, given.get(question.code), questionnaire.evidence, as_of)
        for question in questionnaire.applicable(category, profile)
    )
    area_weights = questionnaire.weights_for(category, profile)
    cells, areas, modules = _means(questionnaire, rows)
    environment = weighted_mean((area_weights[code], mean.score) for code, mean in areas.items())
    module_weights = policy.esg.module_weights
    cross_cutting = weighted_mean((module_weights[code], mean.score) for code, mean in modules.items())
    return Score(
        questionnaire=questionnaire,
        policy=policy,
        category=category,
        profile=profile,
        as_of=as_of,
        rows=rows,
        area_weights=area_weights,
        areas=areas,
        cells=cells,
        modules=modules,
        environment=environment,
        cross_cutting=cross_cutting,
        esg=_esg(environment, cross_cutting, policy.esg),
    )


def _check_weights(questionnaire: Questionnaire, policy: EsgPolicy) -> None:
    if dict(questionnaire.module_weights) != dict(policy.module_weights):
        raise WeightsDisagree


def _esg(environment: Mean, cross_cutting: Mean, policy: EsgPolicy) -> Mean:
    parts = (policy.environment_weight, environment.score), (policy.cross_cutting_weight, cross_cutting.score)
    return weighted_mean(parts)


def _by_code(questionnaire: Questionnaire, answers: Iterable[AnswerFacts]) -> dict[str, AnswerFacts]:
    given: dict[str, AnswerFacts] = {}
    for answer in answers:
        questionnaire.question(answer.code)
        if answer.code in given:
            raise DuplicateAnswer(answer.code)
        given[answer.code] = answer
    return given


def _means(
    questionnaire: Questionnaire, rows: Iterable[ScoreRow]
) -> tuple[dict[tuple[str, str], Mean], dict[str, Mean], dict[str, Mean]]:
    """Means of the cells (area x dimension), of the areas and of the cross-cutting modules."""
    sums: dict[tuple[str, str], tuple[Decimal, Decimal]] = {}
    for row in rows:
        if row.weighted is not None:
            place = row.question.area, row.question.dimension
            weighted_sum, weight_sum = sums.get(place, (ZERO, ZERO))
            sums[place] = weighted_sum + row.weighted, weight_sum + row.question.weight
    dimensions = [named.code for named in questionnaire.dimensions]
    cells, areas = {}, {}
    for area in (named.code for named in questionnaire.areas):
        parts = [sums.get((area, dimension), (ZERO, ZERO)) for dimension in dimensions]
        for dimension, (weighted_sum, weight_sum) in zip(dimensions, parts, strict=True):
            cells[area, dimension] = mean_of(weighted_sum, weight_sum)
        areas[area] = mean_of(sum((part[0] for part in parts), ZERO), sum((part[1] for part in parts), ZERO))
    modules = {code: mean_of(*sums.get((code, code), (ZERO, ZERO))) for code in dimensions}
    return cells, areas, modules


def _weight(rows: Iterable[ScoreRow]) -> Decimal:
    return sum((row.question.weight for row in rows), ZERO)
