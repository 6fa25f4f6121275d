"""Selection scores with and without the bonus for certified products. Source: docs/labels_and_awards.md, selection.

Every published figure is rounded half up to two places and the next step uses it, so the sheet can be summed by hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from suppliers.rules.rounding import quotient, round_half_up
from suppliers.rules.selection_policy import SelectionPolicy

NO_BONUS = Decimal("0.00")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class BidFacts:
    """One bidder as known on the day. `key` identifies it; `esg` is None without a valid published score.

    `labels` is the number of green labels held, `since` the day from which the supplier has been active.
    """

    key: int
    number: str
    price: Decimal
    technical: Decimal
    delivery: Decimal
    esg: Decimal | None
    has_3c: bool
    has_rohs: bool
    labels: int
    since: date | None
    is_active: bool = True

    @property
    def can_be_ranked(self) -> bool:
        """Without a score nobody is ranked: the unknown counts neither 100 nor 0. Nor is who may not be awarded."""
        return self.is_active and self.esg is not None


@dataclass(frozen=True)
class RankedBid:
    """One bid with its scores, 0-100 without and 0-105 with the bonus, and its places from 1 on."""

    facts: BidFacts
    price_score: Decimal
    bonus: Decimal
    without_bonus: Decimal
    score: Decimal
    place: int
    place_without: int


@dataclass(frozen=True)
class Comparison:
    """The bids of a lot, best first. `unranked` are the bidders that cannot be ranked, by number.

    `applied`: the bonus was switched on and somebody got it. `decided`: with it another bidder leads than without.
    """

    ranked: tuple[RankedBid, ...]
    unranked: tuple[BidFacts, ...]
    bonus_is_on: bool
    applied: bool
    decided: bool

    @property
    def first(self) -> RankedBid | None:
        """Who leads."""
        return self.ranked[0] if self.ranked else None

    @property
    def first_without(self) -> RankedBid | None:
        """Who would lead without the bonus."""
        return next((bid for bid in self.ranked if bid.place_without == 1), None)


def price_score(lowest: Decimal, own: Decimal) -> Decimal:
    """Lowest price ÷ own price × 100. Both are above 0."""
    return quotient(lowest * HUNDRED, own)


def bonus_of(bid: BidFacts, policy: SelectionPolicy, *, is_on: bool) -> Decimal:
    """The bonus for valid 3C and accepted RoHS proof, for one of them, or none; off for everybody where `is_on` is false."""
    if not is_on:
        return NO_BONUS
    if bid.has_3c and bid.has_rohs:
        return round_half_up(policy.bonus_both)
    return round_half_up(policy.bonus_one) if bid.has_3c or bid.has_rohs else NO_BONUS


def compare(bids: Iterable[BidFacts], policy: SelectionPolicy, *, needs_3c: bool, needs_rohs: bool) -> Comparison:
    """All bids of a lot in order. The order in which they were entered makes no difference."""
    known = sorted(bids, key=lambda bid: bid.number)
    eligible = [bid for bid in known if bid.can_be_ranked]
    is_on = needs_3c or needs_rohs
    lowest = min((bid.price for bid in eligible), default=Decimal(1))
    scored = [_scored(bid, policy, lowest, is_on=is_on) for bid in eligible]
    with_bonus = sorted(scored, key=lambda bid: _order(bid.score, bid.facts))
    without = [bid.facts.key for bid in sorted(scored, key=lambda bid: _order(bid.without_bonus, bid.facts))]
    ranked = tuple(_placed(bid, place, without) for place, bid in enumerate(with_bonus, start=1))
    applied = any(bid.bonus for bid in ranked)
    decided = applied and bool(ranked) and ranked[0].place_without != 1
    unranked = tuple(bid for bid in known if not bid.can_be_ranked)
    return Comparison(ranked, unranked, bonus_is_on=is_on, applied=applied, decided=decided)


def decided_for(key: int, ranked: Sequence[RankedBid]) -> bool:
    """Whether this bidder leads with the bonus and would not without it."""
    return any(bid.facts.key == key and bid.place == 1 and bid.place_without != 1 for bid in ranked)


def _scored(bid: BidFacts, policy: SelectionPolicy, lowest: Decimal, *, is_on: bool) -> RankedBid:
    price = price_score(lowest, bid.price)
    without = round_half_up(
        policy.price_weight * price
        + policy.technical_weight * bid.technical
        + policy.delivery_weight * bid.delivery
        + policy.esg_weight * (bid.esg or Decimal(0))
    )
    bonus = bonus_of(bid, policy, is_on=is_on)
    return RankedBid(bid, price, bonus, without, round_half_up(without + bonus), place=0, place_without=0)


def _order(score: Decimal, bid: BidFacts) -> tuple[object, ...]:
    """Best first; ties go by labels held, ESG score, lower price, earlier registration as supplier, supplier number."""
    return (-score, -bid.labels, -(bid.esg or Decimal(0)), bid.price, bid.since or date.max, bid.number)


def _placed(bid: RankedBid, place: int, without: list[int]) -> RankedBid:
    return RankedBid(bid.facts, bid.price_score, bid.bonus, bid.without_bonus, bid.score, place, without.index(bid.facts.key) + 1)
