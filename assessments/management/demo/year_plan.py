"""The working year as tables: tiers, spend, certificates, labels, training. Source: docs/demo_data.md."""

from dataclasses import dataclass
from datetime import date, timedelta

from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier

TIERS = {Tier.A: 28, Tier.B: 131, Tier.C: 74, Tier.D: 8, Tier.N: 12}
SPEND = {SpendClass.L: 23, SpendClass.M: 83, SpendClass.S: 104, SpendClass.XS: 43}
TOP_TEN_SHARE = 0.45

PERFORMANCE_MEAN, PERFORMANCE_DEVIATION, PERFORMANCE_RANGE, CORRELATION = 77.0, 9.0, (45, 97), 0.3

CCC_SUPPLIERS, CCC_NUMBERS, CCC_SUSPENDED, CCC_EXPIRING, CCC_EXPIRED = 27, 64, 2, 3, 1
ROHS_SUPPLIERS = 29
ISO_14001, ISO_14001_NEW_EDITION, ISO_45001, ISO_37001 = 41, 6, 24, 5
DISCHARGE = 38
GREEN_3C_ROHS, GREEN_PERFORMANCE, BOTH_LABELS = 19, 14, 6

SESSIONS, ATTENDANCES, TRAINED = 5, 34, 23


@dataclass(frozen=True)
class WorkingYear:
    """The days of the working year, told from the day on which the demo is loaded: the last twelve whole months before it."""

    present: date

    @property
    def last(self) -> date:
        """The last day of the last whole quarter."""
        first_of_quarter = date(self.present.year, (self.present.month - 1) // 3 * 3 + 1, 1)
        return first_of_quarter - timedelta(days=1)

    @property
    def first(self) -> date:
        """Twelve months before the day after `last`."""
        after = self.last + timedelta(days=1)
        return date(after.year - 1, after.month, 1)

    @property
    def published(self) -> date:
        """When the annual evaluations came out: two weeks ago, so that suppliers may still object."""
        return self.present - timedelta(days=13)
