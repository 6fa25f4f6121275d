"""Award sheets: bids are entered, compared, proposed with a frozen receipt, and awarded by a second person."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from suppliers.models import Account, AwardSheet, Bid, Supplier
from suppliers.permissions import NotAllowed, enters_bids
from suppliers.rules.award import WORKFLOW, AwardStatus
from suppliers.rules.award_receipt import Choice
from suppliers.rules.award_score import compare
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.award import live_bids
from suppliers.selectors.clock import local_day
from suppliers.selectors.policy import active_version, scoring_policy
from suppliers.selectors.recipient import staff_in
from suppliers.services.award_proposal import (
    BiddersNotActive,
    bidder_names,
    check_choice,
    check_conflict,
    check_proof,
    freeze_comparison,
)
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.numbering import next_number
from suppliers.services.transitions import apply_move


class BidsClosed(Exception):
    """Bids are entered and changed while the sheet is open, not afterwards."""


class BidderTwice(Exception):
    """This supplier has a bid on the sheet already."""


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
    """Add a bidder. Raises NotAllowed, BidsClosed, BiddersNotActive, ConflictDeclared, BidderTwice."""
    sheet = _open_sheet(sheet, by)
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    if supplier.standing != Standing.ACTIVE:
        raise BiddersNotActive((str(supplier),))
    check_conflict(by, [supplier])
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

    Raises MoveNotAllowed, ConflictDeclared, and what `check_choice` raises.
    """
    sheet = _locked(sheet)
    WORKFLOW.check("propose", sheet.status, by.acting_role)
    check_conflict(by, Supplier.objects.filter(bids__sheet=sheet))
    policy = scoring_policy()
    live = live_bids(sheet, local_day(at), policy)
    names = bidder_names(sheet)
    comparison = compare(live, policy.selection, needs_3c=sheet.needs_3c, needs_rohs=sheet.needs_rohs)
    choice = Choice(supplier.number, deviation_reason.strip(), unscored_reason.strip())
    check_choice(live, comparison, choice, names)
    freeze_comparison(sheet, comparison, choice, names, policy, at)
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

    Raises MoveNotAllowed, SecondPersonNeeded, ConflictDeclared, BiddersNotActive, ProofChanged.
    """
    sheet = _locked(sheet)
    WORKFLOW.check("award", sheet.status, by.acting_role)
    check_conflict(by, Supplier.objects.filter(bids__sheet=sheet))
    winner = Supplier.objects.select_for_update().get(awards=sheet)
    if winner.standing != Standing.ACTIVE:
        raise BiddersNotActive((str(winner),))
    check_proof(sheet, at)
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
