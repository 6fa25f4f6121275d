"""How one answer scores 0-100: seven rules (docs/scoring.md, step 2).

`read` turns what was typed into a value or raises AnswerRefused; `score` takes only what `read`
let through, numbers already in the base unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, cast

from assessments.rules.answer_value import AnswerRefused, Value, read_day, read_number, read_word, shown
from assessments.rules.wording import Wording
from suppliers.rules.band import Ceiling, Floor, NoBand, value_from, value_up_to
from suppliers.rules.month import add_months
from suppliers.rules.tier import Tier

FULL = Decimal(100)
HALF = Decimal(50)
NOTHING = Decimal(0)
FILE_ATTACHED = "f"


class ScoringRule(Protocol):
    """What every rule can do."""

    def read(self, raw: object) -> Value:
        """The answer as a value. Raises AnswerRefused."""

    def score(self, value: Value, as_of: date) -> Decimal:
        """0-100 on the day of scoring. Raises AnswerRefused for a date after it."""


@dataclass(frozen=True)
class YesNo:
    """Yes or no."""

    if_yes: Decimal
    if_no: Decimal

    def read(self, raw: object) -> Value:
        if isinstance(raw, bool):
            return "yes" if raw else "no"
        word = raw.strip() if isinstance(raw, str) else ""
        if word not in ("yes", "no"):
            raise AnswerRefused("not_yes_or_no", value=shown(raw))
        return word

    def score(self, value: Value, as_of: date) -> Decimal:  # noqa: ARG002 -- one shape for all rules
        return self.if_yes if value == "yes" else self.if_no


@dataclass(frozen=True)
class Option:
    """One choice: its code (a level number on a maturity scale), score, wording and gate."""

    value: str | int
    score: Decimal
    wording: Wording
    gate: Tier | None = None


@dataclass(frozen=True)
class Choice:
    """One option of several; also a maturity scale, whose options are its levels."""

    options: Mapping[str, Option]

    def read(self, raw: object) -> Value:
        word = read_word(raw)
        if word not in self.options:
            raise AnswerRefused("unknown_option", value=shown(word), allowed=list(self.options))
        return self.options[word].value

    def score(self, value: Value, as_of: date) -> Decimal:  # noqa: ARG002 -- one shape for all rules
        return self.options[str(value)].score


@dataclass(frozen=True)
class Reported:
    """A figure counts for being reported; its size does not matter."""

    def read(self, raw: object) -> Value:
        return read_number(raw)

    def score(self, value: Value, as_of: date) -> Decimal:  # noqa: ARG002 -- one shape for all rules
        return FULL


@dataclass(frozen=True)
class Bands:
    """More is better: the first floor reached gives the score."""

    floors: tuple[Floor[Decimal], ...]

    def read(self, raw: object) -> Value:
        return read_number(raw)

    def score(self, value: Value, as_of: date) -> Decimal:  # noqa: ARG002 -- one shape for all rules
        try:
            return value_from(self.floors, cast("Decimal", value))
        except NoBand as refusal:
            raise AnswerRefused("outside_bands", value=str(value)) from refusal


@dataclass(frozen=True)
class BandsUpper:
    """Less is better: the first ceiling kept to gives the score."""

    ceilings: tuple[Ceiling[Decimal], ...]

    def read(self, raw: object) -> Value:
        return read_number(raw)

    def score(self, value: Value, as_of: date) -> Decimal:  # noqa: ARG002 -- one shape for all rules
        return value_up_to(self.ceilings, cast("Decimal", value))


@dataclass(frozen=True)
class DateValid:
    """A day something is valid to: full score as long as it is not over."""

    warn_days: int

    def read(self, raw: object) -> Value:
        return read_day(raw)

    def score(self, value: Value, as_of: date) -> Decimal:
        return FULL if cast("date", value) >= as_of else NOTHING


@dataclass(frozen=True)
class DateAge:
    """A day something was last done: full score for so many months, half for twice as many."""

    max_months: int

    def read(self, raw: object) -> Value:
        return read_day(raw)

    def score(self, value: Value, as_of: date) -> Decimal:
        done_on = cast("date", value)
        if done_on > as_of:
            raise AnswerRefused("date_in_future", latest=as_of)
        if add_months(done_on, self.max_months) >= as_of:
            return FULL
        return HALF if add_months(done_on, 2 * self.max_months) >= as_of else NOTHING


@dataclass(frozen=True)
class FileAttached:
    """A document is asked for; what it is worth, its evidence state says."""

    def read(self, raw: object) -> Value:
        if raw != FILE_ATTACHED:
            raise AnswerRefused("not_a_file", value=shown(raw))
        return FILE_ATTACHED

    def score(self, value: Value, as_of: date) -> Decimal:  # noqa: ARG002 -- one shape for all rules
        return FULL
