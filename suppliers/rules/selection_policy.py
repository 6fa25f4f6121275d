"""How bids are compared, as the policy sets it (docs/scoring.md, "Labels, selection, exit")."""

from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.document import Node

TIE_BREAKS = ("label", "esg", "price", "registration_date")


@dataclass(frozen=True)
class SelectionPolicy:
    """Weights (together 1), the bonus in points for valid 3C and RoHS proof, and what decides between equals, in order."""

    price_weight: Decimal
    technical_weight: Decimal
    delivery_weight: Decimal
    esg_weight: Decimal
    bonus_both: Decimal
    bonus_one: Decimal
    tie_break: tuple[str, ...]


def read_selection_policy(node: Node) -> SelectionPolicy:
    """The section `selection` of the policy. The order of tie breaks is fixed by the method; other orders are refused."""
    node.fields(("weights", "bonus", "tie_break"))
    weights = node["weights"].fields(("price", "technical", "delivery", "esg"))
    parts = {code: weights[code].decimal(0, 1) for code in ("price", "technical", "delivery", "esg")}
    weights.check_sum(parts.values(), 1)
    bonus = node["bonus"].fields(("both_3c_and_rohs", "one_of_them"))
    both, one = bonus["both_3c_and_rohs"].decimal(0, 100), bonus["one_of_them"].decimal(0, 100)
    if one > both:
        bonus.refuse("bonus_for_one_above_both", one=str(one), both=str(both))
    tie_break = node["tie_break"].words(TIE_BREAKS, "unknown_tie_break")
    if tie_break and tie_break != TIE_BREAKS:
        node["tie_break"].refuse("tie_break_not_in_order", expected=list(TIE_BREAKS))
    return SelectionPolicy(
        price_weight=parts["price"],
        technical_weight=parts["technical"],
        delivery_weight=parts["delivery"],
        esg_weight=parts["esg"],
        bonus_both=both,
        bonus_one=one,
        tie_break=tie_break,
    )
