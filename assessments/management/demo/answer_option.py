"""What could be answered to a question, and what each answer would score."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assessments.rules.question import Question
from assessments.rules.rule_reader import QuestionType
from assessments.rules.scoring_rule import Bands, BandsUpper, Choice, DateAge, YesNo


@dataclass(frozen=True)
class AnswerOption:
    """One possible answer as it would be typed, and its score 0-100. An empty value is a blank with a note."""

    value: str
    score: float


def answer_options(question: Question, figures: Mapping[str, str], as_of: date, chance: random.Random) -> list[AnswerOption]:
    """All sensible answers, the lowest score first; figures come from the company's own year."""
    rule = question.rule
    if isinstance(rule, YesNo):
        found = [AnswerOption("no", float(rule.if_no)), AnswerOption("yes", float(rule.if_yes))]
    elif isinstance(rule, Choice):
        found = [AnswerOption(value, float(option.score)) for value, option in rule.options.items()]
    elif isinstance(rule, Bands):
        found = _floors(rule, chance)
    elif isinstance(rule, BandsUpper):
        found = _ceilings(rule, chance)
    elif question.type == QuestionType.NUMBER:
        found = [AnswerOption("", 0.0), AnswerOption(figures[question.code], 100.0)]
    elif isinstance(rule, DateAge):
        found = [
            _days_ago(months, score, as_of, chance)
            for months, score in ((rule.max_months * 3, 0.0), (rule.max_months * 1.5, 50.0), (rule.max_months * 0.5, 100.0))
        ]
    elif question.type == QuestionType.DATE:
        ahead = as_of + timedelta(days=chance.randrange(120, 1500))
        found = [AnswerOption("", 0.0), AnswerOption(ahead.isoformat(), 100.0)]
    else:
        found = [AnswerOption("", 0.0), AnswerOption("f", 100.0)]
    return sorted(found, key=lambda option: option.score)


def _days_ago(months: float, score: float, as_of: date, chance: random.Random) -> AnswerOption:
    return AnswerOption((as_of - timedelta(days=int(months * 30.4) + chance.randrange(-40, 40))).isoformat(), score)


def _floors(rule: Bands, chance: random.Random) -> list[AnswerOption]:
    found, above = [], Decimal(100)
    for floor in rule.floors:
        number = chance.randrange(int(floor.gte), max(int(above), int(floor.gte) + 1))
        found.append(AnswerOption(str(number), float(floor.value)))
        above = floor.gte
    return found


def _ceilings(rule: BandsUpper, chance: random.Random) -> list[AnswerOption]:
    found, below = [], -15.0
    for ceiling in rule.ceilings:
        top = below + 9.0 if ceiling.lte is None else float(ceiling.lte)
        found.append(AnswerOption(f"{chance.uniform(below + 0.2, top - 0.1):.1f}", float(ceiling.value)))
        below = top
    return found


def yearly_figures(profile: str, staff: int, chance: random.Random) -> dict[str, str]:
    """A year of one company in figures that fit one another: emissions follow from energy, and all from its size."""
    per_head = chance.uniform(1.5, 6.0) if profile == "office" else chance.uniform(8.0, 30.0)
    energy = max(staff * per_head, 60.0 if profile == "production" else 5.0)
    bought = energy * chance.uniform(0.85, 0.96)
    fuel = (energy - bought) * 0.25
    water = max(staff * chance.uniform(12, 60), 120.0)
    return {
        "PR-04": f"{energy:.1f}",
        "GH-02": f"{max(fuel, 1.2):.1f}",
        "GH-03": f"{bought * 0.5306:.1f}",
        "GH-04": f"{energy * chance.uniform(1.5, 6.0):.0f}",
        "WA-01": f"{water:.0f}",
        "HW-06": f"{staff * chance.uniform(0.005, 0.05):.2f}",
        "AE-06": f"{staff * chance.uniform(0.3, 3.0):.0f}",
        "AE-07": f"{staff * chance.uniform(0.1, 1.0):.0f}",
        "AE-08": f"{staff * chance.uniform(0.0, 0.1):.1f}",
    }
