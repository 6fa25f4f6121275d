"""The award sheet's pages: who opens them, and the whole way through them."""

import csv
import json
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from suppliers.models import AwardSheet
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import now
from suppliers.services.award import Lot, Offer, enter_bid, open_award, propose_award
from tests.factories.account import make_account
from tests.factories.label import make_certified
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

LIST = "admin:suppliers_awardsheet_changelist"


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def act(sheet, part: str) -> str:
    return reverse(f"admin:suppliers_awardsheet_{part}", args=[sheet.pk])


def scored(esg: str) -> dict[str, object]:
    return {"esg_score": Decimal(esg), "esg_grade": "B", "esg_scored_on": now().date()}


@pytest.fixture
def officer():
    return make_account(Role.PROCUREMENT)


@pytest.fixture
def sheet(officer):
    made = open_award(Lot("Editing computers", "office_it", needs_3c=True, needs_rohs=True), by=officer, at=now())
    for price, esg, make in ((100_000, "70.00", make_supplier), (104_000, "78.00", make_certified)):
        offer = Offer(Decimal(price), Decimal(85), Decimal(90))
        enter_bid(made, make(**scored(esg)), offer, by=officer, at=now())
    return made


def test_a_sheet_goes_from_opening_to_award_on_pages(as_account, officer):
    plain = make_supplier(name_en="Demo Plain (fictional)", name_zh="素简（虚构）", **scored("70.00"))
    green = make_certified(name_en="Demo Green (fictional)", name_zh="青绿（虚构）", **scored("78.00"))
    client, manager = as_account(officer), as_account(make_account(Role.MANAGER))

    client.post(
        reverse("admin:suppliers_awardsheet_new"),
        {"title": "Editing computers", "category": "office_it", "currency": "CNY", "needs_3c": "on", "needs_rohs": "on"},
    )
    sheet = AwardSheet.objects.get()
    for typed, supplier, price in (("plain", plain, "100000"), ("青绿", green, "104000")):
        found = words(client.get(act(sheet, "bidder"), {"q": typed}))
        assert f'value="{supplier.pk}"' in found
        bid = {"q": typed, "supplier": supplier.pk, "price": price, "technical": "85", "delivery": "90"}
        assert client.post(act(sheet, "bidder"), bid).status_code == 302
    page = words(client.get(act(sheet, "change")))
    assert "The bonus decides: with it Demo Green (fictional) leads, without it Demo Plain (fictional) would." in page
    assert client.post(act(sheet, "propose"), {"supplier": plain.pk}).status_code == 422
    assert client.post(act(sheet, "propose"), {"supplier": green.pk}).status_code == 302
    assert "Award the lot …" in words(manager.get(act(sheet, "change")))
    manager.post(act(sheet, "award"))

    sheet.refresh_from_db()
    assert (sheet.status, sheet.winner, sheet.preference_decided) == ("AWARDED", green, True)


def test_a_refused_bid_keeps_what_was_typed(as_account, officer, sheet):
    supplier = make_supplier(name_en="Demo Late (fictional)")

    response = as_account(officer).post(
        act(sheet, "bidder"), {"q": "Demo Late", "supplier": supplier.pk, "price": "0", "technical": "85.5", "delivery": "101"}
    )

    assert response.status_code == 422
    assert 'value="85.5"' in words(response)
    assert sheet.bids.count() == 2


def test_suspended_suppliers_are_not_offered(as_account, officer, sheet):
    make_supplier(Standing.SUSPENDED, name_en="Demo Paused (fictional)")

    assert "Only active suppliers may bid" in words(as_account(officer).get(act(sheet, "bidder"), {"q": "Paused"}))


def test_the_bid_of_another_sheet_does_not_exist_here(as_account, officer, sheet):
    other = open_award(Lot("Chairs", "office_it"), by=officer, at=now())
    foreign = sheet.bids.first().pk
    client = as_account(officer)

    assert client.get(act(other, "bid"), {"bid": foreign}).status_code == 404
    assert client.post(act(other, "bid"), {"bid": foreign, "remove": "1"}).status_code == 404
    assert client.get(act(other, "bid"), {"bid": "²"}).status_code == 404
    assert sheet.bids.count() == 2


def test_a_bid_is_changed_and_taken_off_on_its_page(as_account, officer, sheet):
    client, bid = as_account(officer), sheet.bids.first()

    client.post(act(sheet, "bid"), {"bid": bid.pk, "price": "90000", "technical": "80", "delivery": "70"})
    bid.refresh_from_db()
    assert (bid.price, bid.technical, bid.delivery) == (90_000, 80, 70)

    client.post(act(sheet, "bid"), {"bid": bid.pk, "remove": "1"})
    assert sheet.bids.count() == 1


def test_the_downloaded_receipt_has_the_digest_on_the_page(as_account, officer, sheet):
    winner = sheet.bids.last().supplier
    propose_award(sheet, winner, by=officer, at=now())
    client = as_account(officer)

    downloaded = client.get(act(sheet, "receipt"))

    sheet.refresh_from_db()
    assert receipt_digest(json.loads(downloaded.content)) == sheet.receipt_sha256
    page = words(client.get(act(sheet, "change")))
    assert sheet.receipt_sha256 in page
    assert "Digest recomputed just now: the same" in page


def test_a_receipt_changed_in_the_database_is_said_so(as_account, officer, sheet):
    propose_award(sheet, sheet.bids.last().supplier, by=officer, at=now())
    sheet.refresh_from_db()
    receipt = sheet.receipt | {"preference_decided": False}
    AwardSheet.objects.filter(pk=sheet.pk).update(receipt=receipt)

    assert "no longer has its digest" in words(as_account(officer).get(act(sheet, "change")))


def test_there_is_no_receipt_before_the_proposal(as_account, officer, sheet):
    assert as_account(officer).get(act(sheet, "receipt")).status_code == 404


def test_the_table_as_a_file_holds_both_scores(as_account, officer, sheet):
    response = as_account(officer).get(act(sheet, "table"))

    rows = list(csv.reader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))
    assert [(row[0], row[10], row[12], row[13]) for row in rows[1:]] == [
        ("1", "89.16", "5.00", "94.16"),
        ("2", "89.50", "0.00", "89.50"),
    ]


def test_the_person_who_proposed_finds_no_button_to_award(as_account, officer, sheet):
    propose_award(sheet, sheet.bids.last().supplier, by=officer, at=now())
    officer.role = Role.MANAGER
    officer.save()

    page = words(as_account(officer).get(act(sheet, "change")))

    assert "Award the lot …" not in page
    assert "so another manager decides" in page


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.FINANCE, Role.ADMINISTRATOR])
def test_requesting_departments_and_others_see_no_bids(role, as_role, sheet):
    client = as_role(role)

    assert {client.get(address).status_code for address in (reverse(LIST), act(sheet, "change"), act(sheet, "print"))} == {403}


@pytest.mark.parametrize("role", [Role.INTEGRITY, Role.AUDITOR])
def test_whoever_controls_reads_and_changes_nothing(role, as_role, sheet):
    client = as_role(role)

    assert client.get(act(sheet, "change")).status_code == 200
    assert "Award sheet AWD-" in words(client.get(act(sheet, "print")))
    assert client.get(act(sheet, "bidder")).status_code == 403
    assert client.post(act(sheet, "propose"), {"supplier": sheet.bids.first().supplier_id}).status_code == 403
    client.post(act(sheet, "cancel"), {"reason": "No."})
    sheet.refresh_from_db()
    assert sheet.status == "OPEN"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_many_as_for_one(rows, as_account, officer, django_assert_num_queries):
    for number in range(rows):
        open_award(Lot(f"Lot {number}", "office_it"), by=officer, at=now())
    client = as_account(officer)
    client.get(reverse(LIST))

    with django_assert_num_queries(4):
        client.get(reverse(LIST))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_takes_as_many_queries_for_many_bids_as_for_one(rows, as_account, officer, django_assert_num_queries):
    made = open_award(Lot("Lot", "office_it", needs_3c=True), by=officer, at=now())
    for _ in range(rows):
        offer = Offer(Decimal(1), Decimal(1), Decimal(1))
        enter_bid(made, make_certified(**scored("70.00")), offer, by=officer, at=now())
    client = as_account(officer)
    client.get(act(made, "change"))

    with django_assert_num_queries(15):
        client.get(act(made, "change"))
