"""Which suppliers of the counting set are covered by a practice on a day. Source: docs/undertaking.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from suppliers.rules.region import shares


@dataclass(frozen=True)
class Span:
    """Something true of a supplier from `first` to `last`, both included; `last` None: still true."""

    supplier: int
    first: date
    last: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Covered:
    """On one day so many of the counting set were covered."""

    day: date
    covered: int
    counted: int

    @property
    def percent(self) -> Decimal:
        """The share in percent, half up to 0.01; 0 where nobody counts."""
        return shares({"covered": self.covered, "open": self.counted - self.covered})["covered"]


def covered_on(days: Sequence[date], counting: Iterable[Span], holding: Iterable[Span]) -> list[Covered]:
    """One figure per day: suppliers with a counting span, and those of them with a holding span, each once."""
    counted, held = list(counting), list(holding)
    found = []
    for day in days:
        here = {span.supplier for span in counted if span.holds_on(day)}
        covered = {span.supplier for span in held if span.holds_on(day)}
        found.append(Covered(day, len(here & covered), len(here)))
    return found


def month_ends(last: date, months: int) -> list[date]:
    """The last day of each of so many months, oldest first, the month of `last` cut at `last`."""
    found, year, month = [last], last.year, last.month
    for _step in range(months - 1):
        found.append(date.fromordinal(date(year, month, 1).toordinal() - 1))
        year, month = found[-1].year, found[-1].month
    return found[::-1]
