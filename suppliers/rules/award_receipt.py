"""The receipt of a proposed award: everything needed to compute the comparison again by hand, as plain JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from suppliers.rules.award_score import BidFacts, Comparison, RankedBid
from suppliers.rules.rounding import plain
from suppliers.rules.selection_policy import SelectionPolicy


@dataclass(frozen=True)
class SheetFacts:
    """What the sheet itself says. `names` are the bidders' names by supplier number."""

    number: str
    title: str
    category: str
    currency: str
    needs_3c: bool
    needs_rohs: bool
    policy_version: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """Who is proposed, by supplier number, and why where the rules ask for a reason."""

    number: str
    deviation_reason: str = ""
    unscored_reason: str = ""


def award_receipt(
    sheet: SheetFacts, comparison: Comparison, choice: Choice, policy: SelectionPolicy, *, at: datetime
) -> dict[str, object]:
    """The frozen content. Numbers are text, so that they read back as they were written."""
    first, other = comparison.first, comparison.first_without
    return {
        "sheet": sheet.number,
        "title": sheet.title,
        "category": sheet.category,
        "currency": sheet.currency,
        "needs_3c": sheet.needs_3c,
        "needs_rohs": sheet.needs_rohs,
        "proposed_at": at.isoformat(),
        "policy": sheet.policy_version,
        "weights": _weights(policy),
        "bonus": {"both": plain(policy.bonus_both), "one": plain(policy.bonus_one), "is_on": comparison.bonus_is_on},
        "ties": list(policy.tie_break),
        "ranked": [_ranked(bid, sheet.names) for bid in comparison.ranked],
        "unranked": [_facts(bid, sheet.names) for bid in comparison.unranked],
        "first_with_bonus": first.facts.number if first else None,
        "first_without_bonus": other.facts.number if other else None,
        "preference_applied": comparison.applied,
        "preference_decided": comparison.decided and first is not None and choice.number == first.facts.number,
        "proposed": choice.number,
        "deviation_reason": choice.deviation_reason,
        "unscored_reason": choice.unscored_reason,
    }


def _weights(policy: SelectionPolicy) -> dict[str, str]:
    return {
        "price": plain(policy.price_weight),
        "technical": plain(policy.technical_weight),
        "delivery": plain(policy.delivery_weight),
        "esg": plain(policy.esg_weight),
    }


def _facts(bid: BidFacts, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "supplier": bid.number,
        "name": names.get(bid.number, ""),
        "price": str(bid.price),
        "technical": str(bid.technical),
        "delivery": str(bid.delivery),
        "esg": None if bid.esg is None else str(bid.esg),
        "has_3c": bid.has_3c,
        "has_rohs": bid.has_rohs,
        "labels": bid.labels,
        "since": bid.since.isoformat() if bid.since else None,
    }


def _ranked(bid: RankedBid, names: Mapping[str, str]) -> dict[str, object]:
    return {
        **_facts(bid.facts, names),
        "price_score": str(bid.price_score),
        "without_bonus": str(bid.without_bonus),
        "bonus": str(bid.bonus),
        "score": str(bid.score),
        "place": bid.place,
        "place_without_bonus": bid.place_without,
    }
