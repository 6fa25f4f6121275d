"""From bids to an award: what is frozen, who may do what, and what is read anew."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from suppliers.models import AwardSheet, Bid, HistoryEntry, Notice, Supplier
from suppliers.permissions import NotAllowed
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.selectors.award import (
    AwardFigures,
    award_figures,
    award_worklist,
    live_comparison,
    possible_bidders,
    visible_awards,
    visible_bids,
)
from suppliers.selectors.conflict import SOURCES
from suppliers.services.award import (
    BidderTwice,
    BidsClosed,
    Lot,
    Offer,
    award,
    cancel_award,
    change_bid,
    enter_bid,
    open_award,
    propose_award,
    remove_bid,
    send_award_back,
)
from suppliers.services.award_proposal import (
    BiddersNotActive,
    BiddersNotScored,
    ConflictDeclared,
    DeviationReasonMissing,
    NoBids,
    NotABidder,
    ProofChanged,
)
from tests.factories.account import make_account
from tests.factories.label import AT, DAY, make_certified, make_paper, make_product
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

LOT = Lot("Editing computers", "office_it", needs_3c=True, needs_rohs=True)


def offer(price, technical, delivery) -> Offer:
    return Offer(Decimal(price), Decimal(technical), Decimal(delivery))


def scored(esg: str) -> dict[str, object]:
    return {"esg_score": Decimal(esg), "esg_grade": "B", "esg_scored_on": date(2026, 6, 1), "category": "office_it"}


@pytest.fixture
def officer():
    return make_account(Role.PROCUREMENT)


@pytest.fixture
def manager():
    return make_account(Role.MANAGER)


@pytest.fixture
def bidders() -> dict[str, Supplier]:
    """X without papers, Y with 3C and RoHS, Z with 3C only: the worked example."""
    z = make_supplier(**scored("55.00"))
    make_paper(z, "CCC", make_product(z))
    return {"X": make_supplier(**scored("70.00")), "Y": make_certified(**scored("78.00")), "Z": z}


@pytest.fixture
def sheet(officer, bidders) -> AwardSheet:
    made = open_award(LOT, by=officer, at=AT)
    enter_bid(made, bidders["X"], offer(100_000, 85, 90), by=officer, at=AT)
    enter_bid(made, bidders["Y"], offer(104_000, 85, 90), by=officer, at=AT)
    enter_bid(made, bidders["Z"], offer(97_000, 70, 75), by=officer, at=AT)
    return made


def test_the_worked_example_is_proposed_frozen_and_awarded(sheet, bidders, officer, manager):
    sheet = propose_award(sheet, bidders["Y"], by=officer, at=AT)

    assert (sheet.status, sheet.winner, sheet.preference_applied, sheet.preference_decided) == (
        "PROPOSED",
        bidders["Y"],
        True,
        True,
    )
    assert sheet.receipt_sha256 == receipt_digest(AwardSheet.objects.get(pk=sheet.pk).receipt)
    assert (sheet.receipt["first_with_bonus"], sheet.receipt["first_without_bonus"]) == (
        bidders["Y"].number,
        bidders["X"].number,
    )
    frozen = {
        bid.supplier_id: (str(bid.esg), bid.has_3c, bid.has_rohs, str(bid.score_without_bonus), str(bid.score))
        for bid in sheet.bids.all()
    }
    assert frozen == {
        bidders["X"].pk: ("70.00", False, False, "88.30", "88.30"),
        bidders["Y"].pk: ("78.00", True, True, "88.01", "93.01"),
        bidders["Z"].pk: ("55.00", True, False, "80.50", "82.50"),
    }
    assert Notice.objects.get(kind="award_proposed").account == manager

    sheet = award(sheet, by=manager, at=AT + timedelta(days=1))

    assert (sheet.status, sheet.awarded_by, sheet.winner) == ("AWARDED", manager, bidders["Y"])
    assert HistoryEntry.objects.get(action="awardsheet.win").supplier == bidders["Y"]
    assert Notice.objects.get(kind="award_made").account == officer


def test_what_changes_after_the_proposal_does_not_change_the_receipt(sheet, bidders, officer):
    sheet = propose_award(sheet, bidders["Y"], by=officer, at=AT)
    before = json.dumps(sheet.receipt, sort_keys=True)

    Supplier.objects.update(esg_score=Decimal("10.00"))

    sheet.refresh_from_db()
    assert json.dumps(sheet.receipt, sort_keys=True) == before
    assert {str(esg) for esg in sheet.bids.values_list("esg", flat=True)} == {"70.00", "78.00", "55.00"}


def test_only_an_active_supplier_becomes_a_bidder(officer):
    sheet = open_award(LOT, by=officer, at=AT)

    for standing in (Standing.SUSPENDED, Standing.EXIT_NOTICE, Standing.CHECKING, Standing.BLACKLISTED):
        with pytest.raises(BiddersNotActive):
            enter_bid(sheet, make_supplier(standing), offer(1, 1, 1), by=officer, at=AT)

    assert Bid.objects.count() == 0


def test_a_supplier_bids_once(sheet, bidders, officer):
    with pytest.raises(BidderTwice):
        enter_bid(sheet, bidders["X"], offer(1, 1, 1), by=officer, at=AT)


def test_a_bidder_suspended_before_the_proposal_stops_it(sheet, bidders, officer):
    Supplier.objects.filter(pk=bidders["Z"].pk).update(standing=Standing.SUSPENDED)

    with pytest.raises(BiddersNotActive) as refusal:
        propose_award(sheet, bidders["Y"], by=officer, at=AT)

    assert refusal.value.names == (str(bidders["Z"]),)
    assert AwardSheet.objects.get().status == "OPEN"


def test_a_bidder_suspended_between_proposal_and_award_is_not_awarded(sheet, bidders, officer, manager):
    sheet = propose_award(sheet, bidders["Y"], by=officer, at=AT)
    Supplier.objects.filter(pk=bidders["Y"].pk).update(standing=Standing.SUSPENDED)

    with pytest.raises(BiddersNotActive):
        award(sheet, by=manager, at=AT)

    assert AwardSheet.objects.get().status == "PROPOSED"
    assert not HistoryEntry.objects.filter(action="awardsheet.award").exists()


@pytest.mark.parametrize("change", [{"registry_status": "SUSPENDED"}, {"valid_to": DAY}], ids=["suspended", "run out"])
def test_a_certificate_lost_between_proposal_and_award_stops_it(change, sheet, bidders, officer, manager):
    sheet = propose_award(sheet, bidders["Y"], by=officer, at=AT)
    bidders["Y"].certificates.filter(kind="CCC").update(**change)

    with pytest.raises(ProofChanged) as refusal:
        award(sheet, by=manager, at=AT + timedelta(days=1))

    assert refusal.value.names == (str(bidders["Y"]),)


def test_an_invalid_certificate_gives_no_bonus(sheet, bidders):
    bidders["Y"].certificates.filter(kind="CCC").update(registry_status="CANCELLED")

    comparison = live_comparison(sheet, DAY)

    assert {each.facts.number: str(each.bonus) for each in comparison.ranked}[bidders["Y"].number] == "2.00"


def test_a_bidder_without_a_score_needs_a_reason_and_stays_unranked(sheet, officer):
    unknown = make_supplier(category="office_it")
    enter_bid(sheet, unknown, offer(10, 100, 100), by=officer, at=AT)
    first = live_comparison(sheet, DAY).first
    leader = Supplier.objects.get(number=first.facts.number)

    with pytest.raises(BiddersNotScored) as refusal:
        propose_award(sheet, leader, by=officer, at=AT)
    assert refusal.value.names == (str(unknown),)

    sheet = propose_award(sheet, leader, by=officer, at=AT, unscored_reason="The lot is needed within a week.")
    bid = sheet.bids.get(supplier=unknown)
    assert (bid.esg, bid.score, bid.score_without_bonus) == (None, None, None)
    assert sheet.receipt["unscored_reason"] == "The lot is needed within a week."
    assert [each["supplier"] for each in sheet.receipt["unranked"]] == [unknown.number]


def test_choosing_another_than_the_first_needs_a_reason(sheet, bidders, officer):
    with pytest.raises(DeviationReasonMissing) as refusal:
        propose_award(sheet, bidders["X"], by=officer, at=AT)
    assert refusal.value.first == str(bidders["Y"])

    sheet = propose_award(sheet, bidders["X"], by=officer, at=AT, deviation_reason="Same spare parts as in the studio.")

    assert (sheet.winner, sheet.preference_applied, sheet.preference_decided) == (bidders["X"], True, False)
    assert sheet.deviation_reason == "Same spare parts as in the studio."


def test_a_reason_that_is_not_needed_is_no_deviation(sheet, bidders, officer):
    assert propose_award(sheet, bidders["Y"], by=officer, at=AT, deviation_reason="It leads.").deviation_reason == ""


def test_nobody_and_strangers_are_not_proposed(sheet, officer):
    with pytest.raises(NotABidder):
        propose_award(sheet, make_supplier(), by=officer, at=AT)
    with pytest.raises(NoBids):
        propose_award(open_award(LOT, by=officer, at=AT), make_supplier(), by=officer, at=AT)


def test_bids_are_closed_once_proposed(sheet, bidders, officer):
    sheet = propose_award(sheet, bidders["Y"], by=officer, at=AT)
    bid = sheet.bids.first()

    for act in (
        lambda: enter_bid(sheet, make_supplier(), offer(1, 1, 1), by=officer, at=AT),
        lambda: change_bid(bid, offer(1, 1, 1), by=officer, at=AT),
        lambda: remove_bid(bid, by=officer, at=AT),
    ):
        with pytest.raises(BidsClosed):
            act()

    assert sheet.bids.count() == 3


def test_a_bid_is_changed_and_removed_with_history(sheet, bidders, officer):
    bid = sheet.bids.get(supplier=bidders["X"])
    change_bid(bid, offer("99000.50", 80, 80), by=officer, at=AT)
    remove_bid(sheet.bids.get(supplier=bidders["Z"]), by=officer, at=AT)

    changed = HistoryEntry.objects.get(action="bid.change")
    assert (changed.facts["before"]["price"], changed.facts["after"]["price"]) == ("100000.00", "99000.50")
    assert HistoryEntry.objects.get(action="bid.remove").facts["price"] == "97000.00"
    assert sheet.bids.count() == 2


def test_a_manager_sends_back_and_everything_frozen_is_dropped(sheet, bidders, officer, manager):
    sheet = propose_award(sheet, bidders["Y"], by=officer, at=AT)

    with pytest.raises(ReasonNeeded):
        send_award_back(sheet, " ", by=manager, at=AT)
    sheet = send_award_back(sheet, "Delivery of X looks wrong.", by=manager, at=AT)

    sheet = AwardSheet.objects.get(pk=sheet.pk)
    assert (sheet.status, sheet.winner, sheet.receipt, sheet.receipt_sha256, sheet.preference_decided) == (
        "OPEN",
        None,
        {},
        "",
        False,
    )
    assert set(sheet.bids.values_list("score", "esg")) == {(None, None)}
    assert Notice.objects.get(kind="award_sent_back").account == officer
    assert propose_award(sheet, bidders["Y"], by=officer, at=AT).status == "PROPOSED"


def test_nobody_decides_on_what_they_entered(sheet, bidders, officer):
    sheet = propose_award(sheet, bidders["Y"], by=officer, at=AT)
    officer.role = Role.MANAGER
    officer.save()

    with pytest.raises(SecondPersonNeeded):
        award(sheet, by=officer, at=AT)
    with pytest.raises(SecondPersonNeeded):
        send_award_back(sheet, "Mine.", by=officer, at=AT)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROCUREMENT, Role.SYSTEM}))
def test_only_procurement_enters_and_proposes(role, sheet, bidders):
    person = make_account(role, bidders["X"] if role.startswith("SUPPLIER") else None)

    with pytest.raises(NotAllowed):
        open_award(LOT, by=person, at=AT)
    with pytest.raises(NotAllowed):
        enter_bid(sheet, make_supplier(), offer(1, 1, 1), by=person, at=AT)
    with pytest.raises(MoveNotAllowed):
        propose_award(sheet, bidders["Y"], by=person, at=AT)


def test_procurement_does_not_award(sheet, bidders, officer):
    sheet = propose_award(sheet, bidders["Y"], by=officer, at=AT)

    with pytest.raises(MoveNotAllowed):
        award(sheet, by=make_account(Role.PROCUREMENT), at=AT)


def test_bids_are_seen_by_procurement_and_its_controllers_only(sheet, bidders):
    seen = {
        role: (visible_awards(person).count(), visible_bids(person).count())
        for role in set(Role) - {Role.SYSTEM}
        for person in [make_account(role, bidders["X"] if role.startswith("SUPPLIER") else None)]
    }

    assert {role for role, counts in seen.items() if counts == (1, 3)} == {
        Role.PROCUREMENT,
        Role.MANAGER,
        Role.INTEGRITY,
        Role.AUDITOR,
    }
    assert set(seen.values()) == {(1, 3), (0, 0)}


def test_bidders_are_found_by_either_name_or_number_among_the_active(officer, sheet, bidders):
    murong = make_supplier(number="SUP-9", name_zh="成都沐榕物流有限公司（虚构）", name_en="Demo Murong Logistics (fictional)")
    make_supplier(Standing.SUSPENDED, name_zh="沐榕二（虚构）", name_en="Murong Two (fictional)")

    assert [possible_bidders(officer, typed) for typed in ("沐榕", "murong", "sup-9")] == [[murong]] * 3
    assert possible_bidders(officer, " ") == []
    assert bidders["X"] not in possible_bidders(officer, bidders["X"].number, without=sheet)


def test_figures_count_awards_of_a_period(sheet, bidders, officer, manager):
    award(propose_award(sheet, bidders["Y"], by=officer, at=AT), by=manager, at=AT)
    plain = open_award(Lot("Chairs", "office_it"), by=officer, at=AT)
    enter_bid(plain, bidders["X"], offer(1, 1, 1), by=officer, at=AT)
    enter_bid(plain, bidders["Y"], offer(2, 1, 1), by=officer, at=AT)
    award(
        propose_award(plain, bidders["Y"], by=officer, at=AT, deviation_reason="Closer."), by=manager, at=AT + timedelta(days=1)
    )
    cancel_award(open_award(LOT, by=officer, at=AT), "Not needed any more.", by=officer, at=AT)

    assert award_figures(DAY, DAY) == AwardFigures(awarded=1, applied=1, decided=1, deviated=0)
    assert award_figures(DAY, DAY + timedelta(days=1)) == AwardFigures(awarded=2, applied=1, decided=1, deviated=1)
    assert award_figures(DAY + timedelta(days=2), DAY + timedelta(days=9)) == AwardFigures(0, 0, 0, 0)


def test_the_worklist_gives_proposals_to_another_manager(sheet, bidders, officer, manager):
    assert [task.detail for task in award_worklist(officer)] == [f"{sheet.number} · Editing computers"]
    assert award_worklist(manager) == []

    propose_award(sheet, bidders["Y"], by=officer, at=AT)

    assert award_worklist(officer) == []
    assert [task.words for task in award_worklist(manager)] == ["Decide on the proposed award"]


@pytest.mark.parametrize("rows", [1, 3])
def test_comparing_many_bids_takes_as_many_queries_as_one(rows, officer, django_assert_num_queries):
    sheet = open_award(LOT, by=officer, at=AT)
    for _ in range(rows):
        enter_bid(sheet, make_certified(**scored("70.00")), offer(1, 1, 1), by=officer, at=AT)

    with django_assert_num_queries(8):
        live_comparison(sheet, DAY)


@pytest.fixture
def declared():
    """A register of declarations, as integrity and compliance will keep it: pairs of account and supplier."""
    pairs: set[tuple[int, int]] = set()

    def source(account: int, supplier: int) -> bool:
        return (account, supplier) in pairs

    SOURCES.append(source)
    yield pairs
    SOURCES.remove(source)


def test_whoever_has_links_with_a_bidder_acts_on_no_part_of_the_lot(declared, sheet, bidders, officer, manager):
    other, friend = make_account(Role.PROCUREMENT), make_supplier()
    declared |= {(other.pk, bidders["Z"].pk), (other.pk, friend.pk), (manager.pk, bidders["Z"].pk)}

    with pytest.raises(ConflictDeclared):
        enter_bid(sheet, friend, offer(1, 1, 1), by=other, at=AT)
    with pytest.raises(ConflictDeclared) as refusal:
        propose_award(sheet, bidders["Y"], by=other, at=AT)
    proposed = propose_award(sheet, bidders["Y"], by=officer, at=AT)
    with pytest.raises(ConflictDeclared):
        award(proposed, by=manager, at=AT)

    assert refusal.value.names == (str(bidders["Z"]),)
    assert AwardSheet.objects.get().status == "PROPOSED"
