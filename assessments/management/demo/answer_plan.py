"""Choosing answers that lead to a wanted ESG score.

The score is a weighted sum as long as the same questions count, so the search reckons with plain floats; what is
published in the end is scored by the real rules.
"""

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assessments.management.demo.answer_option import AnswerOption, answer_options, yearly_figures
from assessments.rules.answer import AnswerFacts, NaState
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.question import Question
from assessments.rules.questionnaire import Questionnaire
from suppliers.rules.policy import Policy

NEAR_ENOUGH = 0.35
MOST_TRIES = 400
NOT_APPLICABLE_PERCENT = 22
SAME_FATE = {"EP-02": "EP-01", "WA-05": "WA-04"}
"""Questions that do not apply exactly when another does not."""
ABROAD_ONLY = "EP-11"
ALWAYS_BEST = frozenset({"BI-01", "BI-03", "EP-05", "ID-02", "RM-04"})
"""What a supplier of the register answers well: it signed the undertaking, and nobody of it is before a court."""
CRITICAL_NO_PERCENT = 1
PROOF_ODDS = (
    (EvidenceState.VERIFIED, 93),
    (EvidenceState.MISSING, 3),
    (EvidenceState.REJECTED, 2),
    (EvidenceState.EXPIRED, 2),
)


@dataclass(frozen=True)
class PlannedAnswer:
    """One answer: its value, or that the question does not apply; and how its proof will have been found."""

    question: Question
    option: AnswerOption
    options: Sequence[AnswerOption]
    not_applicable: bool
    proof: EvidenceState
    unit_weight: float

    @property
    def needs_proof(self) -> bool:
        """Whether the chosen answer counts only with proof."""
        question = self.question
        return not self.not_applicable and question.evidence.required and self.option.score >= float(question.evidence.from_score)

    def facts(self) -> AnswerFacts:
        """The answer as the rules take it."""
        state = self.proof if self.needs_proof else EvidenceState.MISSING
        na = NaState.ACCEPTED if self.not_applicable else None
        return AnswerFacts(self.question.code, "" if na else self.option.value, state, na)

    def points(self, questionnaire: Questionnaire) -> float:
        """What it adds to the score."""
        policy = questionnaire.evidence
        table = policy.critical if self.question.critical else policy.normal
        multiplier = float(table[self.proof]) if self.needs_proof else 1.0
        return self.unit_weight * self.option.score * multiplier


@dataclass(frozen=True)
class Examinee:
    """What is asked of whom, when."""

    questionnaire: Questionnaire
    policy: Policy
    category: str
    profile: str
    staff: int
    is_mainland: bool
    as_of: date


def plan_answers(
    examinee: Examinee, wanted: float, chance: random.Random, *, left_out: Collection[str] | None = None
) -> list[PlannedAnswer]:
    """Answers to all questions asked, whose score comes as near to `wanted` as the questions allow.

    `left_out` are the questions that do not apply; drawn by chance when not given.
    """
    asked = examinee.questionnaire.applicable(examinee.category, examinee.profile)
    if left_out is None:
        left_out = _not_applicable(asked, examinee, chance)
    weights = _unit_weights(examinee, [question for question in asked if question.code not in left_out])
    figures = yearly_figures(examinee.profile, examinee.staff, chance)
    plan = []
    for question in asked:
        options = answer_options(question, figures, examinee.as_of, chance)
        option = _first_guess(question, options, wanted, chance)
        proof = _drawn_proof(question, chance)
        plan.append(PlannedAnswer(question, option, options, question.code in left_out, proof, weights.get(question.code, 0.0)))
    return _moved_towards(plan, wanted, examinee.questionnaire, chance)


def _not_applicable(asked: Sequence[Question], examinee: Examinee, chance: random.Random) -> set[str]:
    """Questions under the same condition share their fate."""
    fates: dict[str, bool] = {}
    found: set[str] = set()
    for question in asked:
        if not question.na_allowed or question.na_condition is None:
            continue
        if question.code in SAME_FATE:
            drawn = SAME_FATE[question.code] in found
        elif question.code == ABROAD_ONLY:
            drawn = examinee.is_mainland
        elif question.code == "GH-04":
            drawn = examinee.profile == "office" and examinee.staff < 50
        else:
            drawn = fates.setdefault(question.na_condition.en, chance.randrange(100) < NOT_APPLICABLE_PERCENT)
        if drawn:
            found.add(question.code)
    return found


def left_out_for_coverage(examinee: Examinee, percent: float, chance: random.Random) -> set[str]:
    """Not-applicables that bring coverage as near to `percent` as can be: somebody who shops for them."""
    asked = examinee.questionnaire.applicable(examinee.category, examinee.profile)
    whole = sum(float(question.weight) for question in asked)
    allowed = [question for question in asked if question.na_allowed]
    best: tuple[float, set[str]] = (100.0, set())
    for _attempt in range(2000):
        chosen = chance.sample(allowed, chance.randrange(len(allowed) // 2, len(allowed) + 1))
        coverage = 100 - 100 * sum(float(question.weight) for question in chosen) / whole
        if abs(coverage - percent) < best[0]:
            best = abs(coverage - percent), {question.code for question in chosen}
    return best[1]


def _unit_weights(examinee: Examinee, scored: Sequence[Question]) -> dict[str, float]:
    """By how much the score rises with one point of each answer."""
    sums: dict[str, float] = {}
    for question in scored:
        sums[question.area] = sums.get(question.area, 0.0) + float(question.weight)
    areas = examinee.questionnaire.weights_for(examinee.category, examinee.profile)
    modules = examinee.policy.esg.module_weights
    of_areas = sum(float(weight) for code, weight in areas.items() if code in sums)
    of_modules = sum(float(weight) for code, weight in modules.items() if code in sums)
    esg = examinee.policy.esg
    parts = {code: float(esg.environment_weight) * float(weight) / of_areas for code, weight in areas.items()}
    parts |= {code: float(esg.cross_cutting_weight) * float(weight) / of_modules for code, weight in modules.items()}
    return {question.code: parts[question.area] * float(question.weight) / sums[question.area] for question in scored}


def _first_guess(question: Question, options: Sequence[AnswerOption], wanted: float, chance: random.Random) -> AnswerOption:
    if question.code in ALWAYS_BEST:
        return options[-1]
    if question.critical:
        return options[0 if chance.randrange(100) < CRITICAL_NO_PERCENT else -1]
    aim = wanted + chance.gauss(0, 26)
    return min(options, key=lambda option: abs(option.score - aim))


def _drawn_proof(question: Question, chance: random.Random) -> EvidenceState:
    if question.critical and chance.randrange(100) >= CRITICAL_NO_PERCENT:
        return EvidenceState.VERIFIED
    return chance.choices([state for state, _odds in PROOF_ODDS], [odds for _state, odds in PROOF_ODDS])[0]


def _moved_towards(
    plan: list[PlannedAnswer], wanted: float, questionnaire: Questionnaire, chance: random.Random
) -> list[PlannedAnswer]:
    """Change one answer after another by one step as long as that brings the score nearer."""
    reached = total(plan, questionnaire)
    for attempt in range(MOST_TRIES):
        if abs(reached - wanted) <= NEAR_ENOUGH:
            break
        position = chance.randrange(len(plan))
        changed = _one_step(plan[position], up=reached < wanted, hard=attempt > MOST_TRIES // 2)
        difference = changed.points(questionnaire) - plan[position].points(questionnaire)
        if not changed.not_applicable and abs(reached + difference - wanted) < abs(reached - wanted):
            plan[position] = changed
            reached += difference
    return plan


def _one_step(answer: PlannedAnswer, *, up: bool, hard: bool) -> PlannedAnswer:
    if up and answer.needs_proof and answer.proof is not EvidenceState.VERIFIED:
        return replace(answer, proof=EvidenceState.VERIFIED)
    if answer.question.critical and not hard:
        return answer
    place = answer.options.index(answer.option) + (1 if up else -1)
    return replace(answer, option=answer.options[min(max(place, 0), len(answer.options) - 1)])


def total(plan: Iterable[PlannedAnswer], questionnaire: Questionnaire) -> float:
    """The score a plan comes to, before the published roundings."""
    return sum(answer.points(questionnaire) for answer in plan if not answer.not_applicable)
