"""Award sheets: bids are entered, compared, proposed with a frozen receipt, and awarded by a second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from suppliers.models import Account, AwardSheet, Bid, Supplier
from suppliers.permissions import NotAllowed, enters_bids
from suppliers.rules.award import WORKFLOW, AwardStatus
from suppliers.rules.award_receipt import Choice, SheetFacts, award_receipt
from suppliers.rules.award_score import BidFacts, Comparison, compare, decided_for
from suppliers.rules.policy import Policy
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.award import live_bids
from suppliers.selectors.clock import local_day
from suppliers.selectors.policy import active_version, scoring_policy
from suppliers.selectors.recipient import staff_in
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.numbering import next_number
from suppliers.services.transitions import apply_move


class BidsClosed(Exception):
    """Bids are entered and changed while the sheet is open, not afterwards."""


class BidderTwice(Exception):
    """This supplier has a bid on the sheet already."""


class NoBids(Exception):
    """There is nobody to propose."""


class NotABidder(Exception):
    """The supplier chosen has no bid on this sheet."""


class BiddersNotActive(Exception):
    """`names` may not be invited, ordered from or awarded anything now: they are not active."""

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


@dataclass(frozen=True)
class Lot:
    """What is bought. The bonus is on where products of at least one of both regimes are in the lot."""

    title: str
    category: str
    needs_3c: bool = False
    needs_rohs: bool = False
    currency: str = "CNY"


@dataclass(frozen=True)
class Offer:
    """A bid in figures: price above 0, marks from 0 to 100."""

    price: Decimal
    technical: Decimal
    delivery: Decimal


@transaction.atomic
def open_award(lot: Lot, *, by: Account, at: datetime) -> AwardSheet:
    """A new sheet. Raises NotAllowed."""
    if not enters_bids(by):
        raise NotAllowed
    sheet = AwardSheet.objects.create(
        number=f"AWD-{next_number('AWD'):06}",
        title=lot.title.strip(),
        category=lot.category,
        needs_3c=lot.needs_3c,
        needs_rohs=lot.needs_rohs,
        currency=lot.currency,
        created_by=by,
        created_at=at,
    )
    record("awardsheet.open", sheet, by=by, at=at, facts={"number": sheet.number})
    return sheet


@transaction.atomic
def enter_bid(sheet: AwardSheet, supplier: Supplier, offer: Offer, *, by: Account, at: datetime) -> Bid:
    """Add a bidder. Raises NotAllowed, BidsClosed, BiddersNotActive, BidderTwice."""
    sheet = _open_sheet(sheet, by)
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    if supplier.standing != Standing.ACTIVE:
        raise BiddersNotActive((str(supplier),))
    if sheet.bids.filter(supplier=supplier).exists():
        raise BidderTwice
    bid = Bid.objects.create(
        sheet=sheet, supplier=supplier, price=offer.price, technical=offer.technical, delivery=offer.delivery, entered_by=by
    )
    record("bid.enter", bid, by=by, at=at, supplier=supplier, facts={"number": sheet.number, **_offer_facts(offer)})
    return bid


@transaction.atomic
def change_bid(bid: Bid, offer: Offer, *, by: Account, at: datetime) -> Bid:
    """Put other figures in the place of those entered. Raises NotAllowed, BidsClosed."""
    sheet = _open_sheet(bid.sheet, by)
    bid = Bid.objects.select_related("supplier").get(pk=bid.pk)
    before = _offer_facts(Offer(bid.price, bid.technical, bid.delivery))
    bid.price, bid.technical, bid.delivery, bid.entered_by = offer.price, offer.technical, offer.delivery, by
    bid.save(update_fields=["price", "technical", "delivery", "entered_by"])
    facts = {"number": sheet.number, "before": before, "after": _offer_facts(offer)}
    record("bid.change", bid, by=by, at=at, supplier=bid.supplier, facts=facts)
    return bid


@transaction.atomic
def remove_bid(bid: Bid, *, by: Account, at: datetime) -> None:
    """Take a bidder off the sheet; the history keeps the figures. Raises NotAllowed, BidsClosed."""
    sheet = _open_sheet(bid.sheet, by)
    facts = {"number": sheet.number, **_offer_facts(Offer(bid.price, bid.technical, bid.delivery))}
    record("bid.remove", bid, by=by, at=at, supplier=bid.supplier, facts=facts)
    bid.delete()


@transaction.atomic
def propose_award(
    sheet: AwardSheet, supplier: Supplier, *, by: Account, at: datetime, deviation_reason: str = "", unscored_reason: str = ""
) -> AwardSheet:
    """Read scores and certificates once more, freeze the comparison and propose a bidder.

    Raises MoveNotAllowed, NoBids, NotABidder, BiddersNotActive, BiddersNotScored, DeviationReasonMissing.
    """
    sheet = _locked(sheet)
    WORKFLOW.check("propose", sheet.status, by.acting_role)
    policy = scoring_policy()
    live = live_bids(sheet, local_day(at), policy)
    names = _names(sheet)
    comparison = compare(live, policy.selection, needs_3c=sheet.needs_3c, needs_rohs=sheet.needs_rohs)
    choice = Choice(supplier.number, deviation_reason.strip(), unscored_reason.strip())
    _check_choice(live, comparison, choice, names)
    _freeze(sheet, comparison, choice, names, policy, at)
    sheet.winner, sheet.proposed_by, sheet.policy = supplier, by, active_version()
    sheet.save()
    facts = {"number": sheet.number, "supplier": supplier.number, "receipt_sha256": sheet.receipt_sha256}
    apply_move(sheet, WORKFLOW, "propose", by=by, at=at, reason=choice.deviation_reason, facts=facts)
    for manager in staff_in(Role.MANAGER).exclude(pk__in=_involved(sheet)):
        _tell("award_proposed", sheet, manager, at)
    return sheet


@transaction.atomic
def send_award_back(sheet: AwardSheet, reason: str, *, by: Account, at: datetime) -> AwardSheet:
    """The manager wants something put right: the sheet is open again, what was frozen is dropped.

    Raises MoveNotAllowed, SecondPersonNeeded, ReasonNeeded.
    """
    sheet = _locked(sheet)
    facts = {"number": sheet.number, "receipt_sha256": sheet.receipt_sha256}
    apply_move(sheet, WORKFLOW, "send_back", by=by, at=at, reason=reason, entered_by=_involved(sheet), facts=facts)
    _tell("award_sent_back", sheet, sheet.proposed_by, at, reason=reason.strip())
    sheet.winner, sheet.receipt, sheet.receipt_sha256, sheet.policy = None, {}, "", None
    sheet.preference_applied = sheet.preference_decided = False
    sheet.proposed_by, sheet.proposed_at, sheet.deviation_reason = None, None, ""
    sheet.save()
    sheet.bids.update(esg=None, has_3c=False, has_rohs=False, score=None, score_without_bonus=None)
    return sheet


@transaction.atomic
def award(sheet: AwardSheet, *, by: Account, at: datetime) -> AwardSheet:
    """Award the lot as proposed. The winner must be active, and the certificates as they were, at this moment.

    Raises MoveNotAllowed, SecondPersonNeeded, BiddersNotActive, ProofChanged.
    """
    sheet = _locked(sheet)
    WORKFLOW.check("award", sheet.status, by.acting_role)
    winner = Supplier.objects.select_for_update().get(pk=sheet.winner_id)
    if winner.standing != Standing.ACTIVE:
        raise BiddersNotActive((str(winner),))
    _check_proof(sheet, at)
    facts = {"number": sheet.number, "supplier": winner.number, "receipt_sha256": sheet.receipt_sha256}
    apply_move(sheet, WORKFLOW, "award", by=by, at=at, entered_by=_involved(sheet), facts=facts)
    sheet.awarded_by, sheet.awarded_at = by, at
    sheet.save(update_fields=["awarded_by", "awarded_at"])
    record("awardsheet.win", sheet, by=by, at=at, supplier=winner, facts={"number": sheet.number})
    _tell("award_made", sheet, sheet.proposed_by, at)
    return sheet


@transaction.atomic
def cancel_award(sheet: AwardSheet, reason: str, *, by: Account, at: datetime) -> AwardSheet:
    """End a sheet without an award. Raises MoveNotAllowed, ReasonNeeded."""
    return apply_move(_locked(sheet), WORKFLOW, "cancel", by=by, at=at, reason=reason, facts={"number": sheet.number})


def _locked(sheet: AwardSheet) -> AwardSheet:
    return AwardSheet.objects.select_for_update().get(pk=sheet.pk)


def _open_sheet(sheet: AwardSheet, by: Account) -> AwardSheet:
    if not enters_bids(by):
        raise NotAllowed
    sheet = _locked(sheet)
    if sheet.status != AwardStatus.OPEN:
        raise BidsClosed
    return sheet


def _offer_facts(offer: Offer) -> dict[str, Any]:
    return {"price": str(offer.price), "technical": str(offer.technical), "delivery": str(offer.delivery)}


def _names(sheet: AwardSheet) -> dict[str, str]:
    return {bid.supplier.number: str(bid.supplier) for bid in sheet.bids.select_related("supplier")}


def _named(bids: Iterable[BidFacts], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names[bid.number] for bid in bids)


def _check_choice(live: list[BidFacts], comparison: Comparison, choice: Choice, names: dict[str, str]) -> None:
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


def _freeze(
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


def _check_proof(sheet: AwardSheet, at: datetime) -> None:
    """Certificates that carried the bonus must still hold; where it is off they play no part."""
    if not (sheet.needs_3c or sheet.needs_rohs):
        return
    frozen = {bid.pk: (bid.has_3c, bid.has_rohs) for bid in sheet.bids.all()}
    changed = [bid for bid in live_bids(sheet, local_day(at), scoring_policy()) if (bid.has_3c, bid.has_rohs) != frozen[bid.key]]
    if changed:
        raise ProofChanged(_named(changed, _names(sheet)))


def _involved(sheet: AwardSheet) -> set[int]:
    entered = set(sheet.bids.values_list("entered_by_id", flat=True))
    return {pk for pk in (sheet.created_by_id, sheet.proposed_by_id, *entered) if pk}


def _tell(kind: str, sheet: AwardSheet, person: Account | None, at: datetime, *, reason: str = "") -> None:
    if person is None:
        return
    queue_notice(
        kind,
        key=f"{kind}:{sheet.pk}:{sheet.receipt_sha256[:16]}:{person.pk}",
        at=at,
        to=person,
        facts={"number": sheet.number, "title": sheet.title, "reason": reason},
        url=f"/admin/suppliers/awardsheet/{sheet.pk}/change/",
    )
