"""The sum of an evaluation in words: every dimension with what its mark comes from, the same on every face."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from suppliers.forms.listing import listed
from suppliers.models.labels_trade import DIMENSION
from suppliers.rules.evaluation_score import MarkSource
from suppliers.rules.performance import Dimension


@dataclass(frozen=True)
class DimensionRow:
    """One line of the sum: what the mark comes from, mark, weight and product, as they are written in the receipt."""

    words: str
    source: str
    mark: str
    weight: str
    product: str

    @property
    def bar(self) -> str:
        """The mark as the length of a bar, 0 without one."""
        return self.mark or "0"


def dimension_rows(receipt: Mapping[str, Any]) -> list[DimensionRow]:
    """The lines of a receipt; none before it is scored."""
    return [
        DimensionRow(
            words=str(DIMENSION[Dimension(row["dimension"])]),
            source=source_words(row, receipt.get("orders")),
            mark=row["mark"] or "",
            weight=row["weight"],
            product=row["product"] or "",
        )
        for row in receipt.get("dimensions", [])
    ]


def source_words(row: Mapping[str, Any], orders: Mapping[str, Any] | None) -> str:
    """Where a mark comes from: `38 of 40 orders on time: 95.00 %`, `Ratings: 4, 4, 5`."""
    if row["source"] == MarkSource.RATINGS:
        return _("Ratings: %(ratings)s") % {"ratings": listed(row["ratings"])}
    if row["source"] == MarkSource.NONE:
        return _("Not judged: it drops out with its weight")
    facts = {"figure": row["figure"], "orders": (orders or {}).get("orders", 0), "on_time": (orders or {}).get("on_time", 0)}
    words = {
        Dimension.DELIVERY: _("%(on_time)s of %(orders)s orders on time: %(figure)s %%"),
        Dimension.QUALITY: _("Accepted at first inspection: %(figure)s %%"),
        Dimension.RESPONSIVENESS: _("Median time to answer: %(figure)s hours"),
    }
    return words[Dimension(row["dimension"])] % facts
