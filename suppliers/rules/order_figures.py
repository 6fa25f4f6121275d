"""What the orders of a period say about a supplier: the figures an evaluation is made from.

Source: docs/evaluation.md, from order data.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class OrderFigures:
    """Orders due in a period. Shares are percent 0-100 with two places, hours a median; None: nothing to count it from.

    `on_time` of the `orders` were delivered by their due date; an order not delivered yet and past its date is late.
    """

    orders: int
    on_time: int
    otd_pct: Decimal | None
    acceptance_pct: Decimal | None
    median_response_hours: Decimal | None
