"""What a proposed award is checked against, and what is frozen with it."""

from collections.abc import Iterable
from datetime import datetime

from suppliers.models import Account, AwardSheet, Supplier
from suppliers.rules.award_receipt import Choice, SheetFacts, award_receipt
from suppliers.rules.award_score import BidFacts, Comparison, decided_for
from suppliers.rules.policy import Policy
from suppliers.rules.receipt import receipt_digest
from suppliers.selectors.award import live_bids
from suppliers.selectors.clock import local_day
from suppliers.selectors.conflict import has_conflict
from suppliers.selectors.policy import scoring_policy


class NoBids(Exception):
    """There is nobody to propose."""


class NotABidder(Exception):
    """The supplier chosen has no bid on this sheet."""


class BiddersNotActive(Exception):
    """`names` may not be invited, ordered from or awarded anything now: they are not active."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class ConflictDeclared(Exception):
    """The person has declared links with `names`, so somebody else acts on this sheet."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class BiddersNotScored(Exception):
    """`names` have no valid ESG score, so they cannot be ranked; procurement says why the lot is not to wait for them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class DeviationReasonMissing(Exception):
    """Another bidder than `first`, who leads, is chosen without a reason."""

    def __init__(self, first: str) -> None:
        super().__init__(first)
        self.first = first


class ProofChanged(Exception):
    """Certificates of `names` are no longer as they were when the award was proposed."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def bidder_names(sheet: AwardSheet) -> dict[str, str]:
    """The bidders' names by supplier number."""
    return {bid.supplier.number: str(bid.supplier) for bid in sheet.bids.select_related("supplier")}


def _named(bids: Iterable[BidFacts], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names[bid.number] for bid in bids)


def check_conflict(person: Account, suppliers: Iterable[Supplier]) -> None:
    """Nobody acts on a lot for which a supplier bids with whom they have declared links. Raises ConflictDeclared."""
    names = tuple(str(supplier) for supplier in suppliers if has_conflict(person, supplier.pk))
    if names:
        raise ConflictDeclared(names)


def check_choice(live: list[BidFacts], comparison: Comparison, choice: Choice, names: dict[str, str]) -> None:
    """Whether this bidder may be proposed.

    Raises NoBids, NotABidder, BiddersNotActive, BiddersNotScored, DeviationReasonMissing.
    """
    if not live:
        raise NoBids
    if choice.number not in names:
        raise NotABidder
    inactive = [bid for bid in live if not bid.is_active]
    if inactive:
        raise BiddersNotActive(_named(inactive, names))
    if comparison.unranked and not choice.unscored_reason:
        raise BiddersNotScored(_named(comparison.unranked, names))
    first = comparison.first
    if first is not None and choice.number != first.facts.number and not choice.deviation_reason:
        raise DeviationReasonMissing(names[first.facts.number])


def freeze_comparison(
    sheet: AwardSheet, comparison: Comparison, choice: Choice, names: dict[str, str], policy: Policy, at: datetime
) -> None:
    """Write what was compared into the sheet and its bids; the receipt states whether the bonus decided."""
    about = SheetFacts(
        sheet.number,
        sheet.title,
        sheet.category,
        sheet.currency,
        sheet.needs_3c,
        sheet.needs_rohs,
        policy.version,
        names,
    )
    sheet.proposed_at = at
    sheet.receipt = award_receipt(about, comparison, choice, policy.selection, at=at)
    sheet.receipt_sha256 = receipt_digest(sheet.receipt)
    chosen = next((bid.facts.key for bid in comparison.ranked if bid.facts.number == choice.number), 0)
    sheet.preference_applied = comparison.applied
    sheet.preference_decided = comparison.applied and decided_for(chosen, comparison.ranked)
    first = comparison.first
    sheet.deviation_reason = choice.deviation_reason if first is not None and first.facts.number != choice.number else ""
    scores = {bid.facts.key: bid for bid in comparison.ranked}
    facts = {bid.key: bid for bid in (*comparison.unranked, *(each.facts for each in comparison.ranked))}
    for bid in sheet.bids.all():
        known, ranked = facts[bid.pk], scores.get(bid.pk)
        bid.esg, bid.has_3c, bid.has_rohs = known.esg, known.has_3c, known.has_rohs
        bid.score = ranked.score if ranked else None
        bid.score_without_bonus = ranked.without_bonus if ranked else None
        bid.save(update_fields=["esg", "has_3c", "has_rohs", "score", "score_without_bonus"])


def check_proof(sheet: AwardSheet, at: datetime) -> None:
    """Certificates that carried the bonus must still hold; where it is off they play no part. Raises ProofChanged."""
    if not (sheet.needs_3c or sheet.needs_rohs):
        return
    frozen = {bid.pk: (bid.has_3c, bid.has_rohs) for bid in sheet.bids.all()}
    changed = [bid for bid in live_bids(sheet, local_day(at), scoring_policy()) if (bid.has_3c, bid.has_rohs) != frozen[bid.key]]
    if changed:
        raise ProofChanged(_named(changed, bidder_names(sheet)))
