"""How many of the counting set each practice covers, by region and by category: the tables beside the charts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from suppliers.models.labels import CATEGORY, DOCUMENT_KIND, REGION_GROUP
from suppliers.rules.region import shares
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE
from suppliers.selectors.coverage import Cells, counted_cells, practices


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    covered: int
    counted: int

    @property
    def percent(self) -> Decimal | None:
        """Half up to 0.01; None where nobody counts."""
        return shares({"yes": self.covered, "no": self.counted - self.covered})["yes"] if self.counted else None


@dataclass(frozen=True)
class PracticeRow:
    """One region or category (or all of them): who counts, and the share of each practice."""

    words: str
    counted: int
    shares: list[Share]


def practice_tables(account: Any, day: date) -> dict[str, Any]:
    """`practices` (the heads), `by_region`, `by_category`, `in_all`. One query, and one for each practice."""
    counted = counted_cells(day)
    found = [(str(one.words), one.covered(day)) for one in practices(account, _SIGNED)]
    return {
        "practices": [words for words, _cells in found],
        "by_region": _rows(counted, [cells for _words, cells in found], REGION_GROUP, 0),
        "by_category": _rows(counted, [cells for _words, cells in found], CATEGORY, 1),
        "in_all": PracticeRow(
            _("All"), sum(counted.values()), [Share(sum(cells.values()), sum(counted.values())) for _words, cells in found]
        ),
    }


_SIGNED = {kind: DOCUMENT_KIND[kind] for kind in REQUIRED_FOR_ADMITTANCE}


def _rows(counted: Cells, covered: list[Cells], words: dict[str, Any], part: int) -> list[PracticeRow]:
    totals, parts = _by(counted, part), [_by(cells, part) for cells in covered]
    order = [code for code in words if totals[code]] + [code for code in totals if code not in words]
    return [
        PracticeRow(str(words.get(code, "–")), totals[code], [Share(one[code], totals[code]) for one in parts]) for code in order
    ]


def _by(cells: Cells, part: int) -> Counter[str]:
    totals: Counter[str] = Counter()
    for key, suppliers in cells.items():
        totals[key[part]] += suppliers
    return totals
