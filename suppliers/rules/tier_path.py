"""The shortest way up: which single actions, and which cheapest combinations, bring the next better tier.

Every candidate is tried with the real rules (`tier_decision.decide`), never estimated. Source: docs/scoring.md, "The way up".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from suppliers.rules.band import Ceiling, Floor
from suppliers.rules.performance import Dimension, performance_score
from suppliers.rules.policy import Policy
from suppliers.rules.tier import LADDER, Tier, one_step_up
from suppliers.rules.tier_cap import CapReason
from suppliers.rules.tier_decision import EsgFact, PerformanceFact, QuestionGate, TierFacts, decide
from suppliers.rules.tier_step import PreviousTier

MOST_ACTIONS = 3
MOST_WAYS = 3
HUNDRED = Decimal(100)
HUNDREDTH = Decimal("0.01")
# One action weighs as much as raising the ESG score by this many points: a few questions answered and proven.
POINTS_PER_ACTION = Decimal(5)

Marks = Mapping[Dimension, Decimal]


class ActionKind(StrEnum):
    """What a supplier can do. What only time or the buyer can change is no action."""

    SIGN_UNDERTAKING = "SIGN_UNDERTAKING"
    RENEW_QUALIFICATION = "RENEW_QUALIFICATION"
    CLOSE_BREACH = "CLOSE_BREACH"
    ANSWER_QUESTION = "ANSWER_QUESTION"
    PROVE_QUESTION = "PROVE_QUESTION"
    RAISE_MARK = "RAISE_MARK"
    RAISE_ESG = "RAISE_ESG"
    RAISE_COVERAGE = "RAISE_COVERAGE"


@dataclass(frozen=True)
class Action:
    """One thing to do. `subject` is a question, a dimension or a breach level; `start` and `goal` are scores where it has any."""

    kind: ActionKind
    subject: str = ""
    start: Decimal | None = None
    goal: Decimal | None = None

    @property
    def cost(self) -> Decimal:
        """1 for one act; an ESG score costs by the points it has to rise."""
        if self.kind is not ActionKind.RAISE_ESG or self.goal is None or self.start is None:
            return Decimal(1)
        return (self.goal - self.start) / POINTS_PER_ACTION


@dataclass(frozen=True)
class Way:
    """Actions that together bring a tier; `overall` is G afterwards, `gain` how much it rose."""

    actions: tuple[Action, ...]
    tier: Tier
    overall: Decimal | None
    gain: Decimal

    @property
    def cost(self) -> Decimal:
        """What all actions cost together."""
        return sum((action.cost for action in self.actions), Decimal(0))


@dataclass(frozen=True)
class TierPath:
    """`target` is the next better tier, None at the top. `singles`: every action alone, `ways`: the cheapest that arrive."""

    tier: Tier
    target: Tier | None
    singles: tuple[Way, ...] = ()
    ways: tuple[Way, ...] = ()


def tier_path(facts: TierFacts, marks: Marks, policy: Policy) -> TierPath:
    """The way up from these facts. `marks` are the dimension marks of the evaluation that makes P, as far as known."""
    present = decide(facts, policy)
    if present.tier is Tier.N or present.tier is Tier.A or present.overall is None:
        return TierPath(present.tier, None)
    target = one_step_up(present.tier)
    # Judged again, the tier in force now is the one before; a cap alone is resolved at once, on the old comparison.
    later = replace(facts, previous=PreviousTier(present.tier, present.overall))
    if facts.performance is None or performance_score(marks, policy.performance).score != facts.performance.score:
        marks = {}  # P was made by other weights than those in force: what a mark would bring can't be said
    actions = tuple(_actions(facts, marks, policy))
    singles = tuple(_way((action,), facts, later, marks, policy, present.overall) for action in actions)
    found: list[Way] = []
    for size in range(MOST_ACTIONS + 1):
        for chosen in combinations(actions, size):
            if not _is_new(chosen, found):
                continue
            way = _arriving(chosen, facts, later, marks, policy, present.overall, target)
            if way is not None:
                found.append(way)
    best = sorted(found, key=lambda way: (way.cost, len(way.actions), [action.subject for action in way.actions]))
    return TierPath(present.tier, target, singles, tuple(best[:MOST_WAYS]))


def _arriving(
    chosen: tuple[Action, ...], facts: TierFacts, later: TierFacts, marks: Marks, policy: Policy, overall: Decimal, target: Tier
) -> Way | None:
    """The actions, with as much ESG score beside them as they need to reach the target; None where even 100 is too little."""
    if chosen:
        way = _way(chosen, facts, later, marks, policy, overall)
        if _reaches(way.tier, target):
            return way
    goal = _least_esg(chosen, later, marks, policy, target)
    if goal is None or facts.esg is None:
        return None
    return _way((*chosen, Action(ActionKind.RAISE_ESG, start=facts.esg.score, goal=goal)), facts, later, marks, policy, overall)


def _least_esg(chosen: tuple[Action, ...], later: TierFacts, marks: Marks, policy: Policy, target: Tier) -> Decimal | None:
    """The least ESG score, to the hundredth, that reaches the target together with these actions."""
    if later.esg is None:
        return None
    tried = _after(chosen, later, marks, policy)

    def reaches(score: Decimal) -> bool:
        return _reaches(decide(_with_esg(tried, score), policy).tier, target)

    if not reaches(HUNDRED):
        return None
    low, high = int(later.esg.score * 100), 10000
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(Decimal(middle) / 100) else (middle + 1, high)
    return (Decimal(low) / 100).quantize(HUNDREDTH)


def _way(actions: tuple[Action, ...], facts: TierFacts, later: TierFacts, marks: Marks, policy: Policy, overall: Decimal) -> Way:
    judged_again = any(action.kind in (ActionKind.RAISE_MARK, ActionKind.RAISE_ESG) for action in actions)
    outcome = decide(_after(actions, later if judged_again else facts, marks, policy), policy)
    gain = (outcome.overall or overall) - overall
    return Way(actions, outcome.tier, outcome.overall, gain)


def _after(actions: tuple[Action, ...], facts: TierFacts, marks: Marks, policy: Policy) -> TierFacts:
    """The facts when the actions are done."""
    changed = dict(marks)
    for action in actions:
        if action.kind is ActionKind.RAISE_MARK and action.goal is not None:
            changed[Dimension(action.subject)] = action.goal
        facts = _acted(action, facts)
    if changed == dict(marks) or facts.performance is None:
        return facts
    score = performance_score(changed, policy.performance).score
    if score is None:
        return facts
    judged = PerformanceFact(score, changed.get(Dimension.DELIVERY), facts.performance.evaluation, facts.performance.period_to)
    return replace(facts, performance=judged, latest_performance=judged)


def _acted(action: Action, facts: TierFacts) -> TierFacts:
    if action.kind is ActionKind.SIGN_UNDERTAKING:
        return replace(facts, undertaking_in_force=True)
    if action.kind is ActionKind.RENEW_QUALIFICATION:
        return replace(facts, qualification_lapsed=False)
    if action.kind is ActionKind.CLOSE_BREACH:
        return replace(facts, open_breach_levels=facts.open_breach_levels - {action.subject})
    return facts if facts.esg is None else replace(facts, esg=_esg_acted(action, facts.esg))


def _esg_acted(action: Action, esg: EsgFact) -> EsgFact:
    if action.kind in (ActionKind.ANSWER_QUESTION, ActionKind.PROVE_QUESTION):
        return replace(esg, gates=tuple(gate for gate in esg.gates if gate.question != action.subject))
    if action.kind is ActionKind.RAISE_COVERAGE and action.goal is not None:
        return replace(esg, coverage_pct=action.goal)
    if action.kind is ActionKind.RAISE_ESG and action.goal is not None:
        return replace(esg, score=action.goal)
    return esg


def _with_esg(facts: TierFacts, score: Decimal) -> TierFacts:
    return facts if facts.esg is None else replace(facts, esg=replace(facts.esg, score=score))


def _actions(facts: TierFacts, marks: Marks, policy: Policy) -> Iterator[Action]:
    if not facts.undertaking_in_force:
        yield Action(ActionKind.SIGN_UNDERTAKING)
    if facts.qualification_lapsed:
        yield Action(ActionKind.RENEW_QUALIFICATION)
    for level in sorted(facts.open_breach_levels):
        if level in policy.overall.caps.open_breach_level:
            yield Action(ActionKind.CLOSE_BREACH, level)
    if facts.esg is not None:
        yield from _esg_actions(facts.esg, policy)
    for dimension, mark in sorted(marks.items()):
        better = _next_mark(dimension, mark, policy)
        if better is not None:
            yield Action(ActionKind.RAISE_MARK, str(dimension), mark, better)


def _esg_actions(esg: EsgFact, policy: Policy) -> Iterator[Action]:
    questions: dict[str, QuestionGate] = {gate.question: gate for gate in esg.gates}
    for question, gate in sorted(questions.items()):
        proof = gate.reason is CapReason.CRITICAL_UNPROVEN
        yield Action(ActionKind.PROVE_QUESTION if proof else ActionKind.ANSWER_QUESTION, question)
    if esg.coverage_pct < policy.esg.least_coverage_pct:
        yield Action(ActionKind.RAISE_COVERAGE, start=esg.coverage_pct, goal=policy.esg.least_coverage_pct)


def _next_mark(dimension: Dimension, mark: Decimal, policy: Policy) -> Decimal | None:
    """The mark one band above; for rated dimensions one step of the scale. None at the top."""
    tables: dict[Dimension, tuple[Floor[Decimal], ...] | tuple[Ceiling[Decimal], ...]] = {
        Dimension.DELIVERY: policy.performance.delivery_otd_pct,
        Dimension.QUALITY: policy.performance.quality_acceptance_pct,
        Dimension.RESPONSIVENESS: policy.performance.responsiveness_median_hours,
    }
    if dimension in tables:
        better = [band.value for band in tables[dimension] if band.value > mark]
        return min(better, default=None)
    return None if mark >= HUNDRED else min(mark + policy.performance.points_per_step, HUNDRED)


def _is_new(chosen: tuple[Action, ...], found: list[Way]) -> bool:
    """Whether no way found so far is part of these actions and arrives by itself."""
    return not any(set(way.actions) <= set(chosen) for way in found)


def _reaches(tier: Tier, target: Tier) -> bool:
    return tier in LADDER and LADDER.index(tier) <= LADDER.index(target)
