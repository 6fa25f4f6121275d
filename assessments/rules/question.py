"""One question: what it asks, of whom, and how its answer counts."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.answer_value import AnswerRefused, Value
from assessments.rules.indicator import Indicator, Range, to_base
from assessments.rules.rule_reader import QuestionType, RuleCode
from assessments.rules.scoring_rule import Choice, Option, ScoringRule
from assessments.rules.wording import Wording
from suppliers.rules.tier import Tier


@dataclass(frozen=True, slots=True)
class EvidenceNeed:
    """Whether proof is needed, from which answer score on, and which kinds will do."""

    required: bool
    from_score: Decimal
    kinds: tuple[str, ...]

    def is_needed_at(self, score: Decimal) -> bool:
        return self.required and score >= self.from_score


@dataclass(frozen=True)
class Question:
    """A question of the bank. `indicator` gives a number its units, where it has one."""

    code: str
    area: str
    dimension: str
    text: Wording
    help: Wording | None
    type: str
    rule_code: RuleCode | None
    rule: ScoringRule
    weight: Decimal
    evidence: EvidenceNeed
    critical: bool
    gate: Tier | None
    categories: frozenset[str]
    profiles: frozenset[str]
    na_allowed: bool
    na_condition: Wording | None
    breach_hint: str | None
    references: tuple[str, ...]
    unit: str | None
    range: Range | None
    indicator: Indicator | None

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen; the levels of a maturity scale too. Empty for other types."""
        return tuple(self.rule.options.values()) if isinstance(self.rule, Choice) else ()

    @property
    def is_number(self) -> bool:
        return self.type == QuestionType.NUMBER

    @property
    def units(self) -> tuple[str, ...]:
        """Units a figure may be given in, the base unit first."""
        factors = self.indicator.factors if self.indicator else {}
        return (*([self.unit] if self.unit else []), *factors)

    def in_base_unit(self, number: Decimal, unit: str | None) -> Decimal:
        """The figure in the unit of the question; no unit means that one.

        Raises AnswerRefused for an unknown unit or a figure outside the hard range.
        """
        base = number
        if unit and unit != self.unit:
            factor = self.indicator.factors.get(unit) if self.indicator else None
            if factor is None:
                raise AnswerRefused("unknown_unit", unit=unit, allowed=list(self.units))
            base = to_base(number, factor)
        if self.range is not None and not self.range.holds(base):
            bounds = {"lowest": self.range.lowest, "highest": self.range.highest}
            raise AnswerRefused("outside_range", value=base, unit=self.unit, **bounds)
        return base

    def is_asked_of(self, category: str, profile: str) -> bool:
        return category in self.categories and profile in self.profiles

    def read(self, raw: object, unit: str | None) -> tuple[Value, Value]:
        """The answer as given and as scored (a number in its base unit). Raises AnswerRefused."""
        value = self.rule.read(raw)
        if isinstance(value, Decimal):
            return value, self.in_base_unit(value, unit)
        return value, value
