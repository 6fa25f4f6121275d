"""Awards, labels and trainings for machines."""

from datetime import timedelta
from decimal import Decimal

import pytest
from rest_framework.test import APIClient

from suppliers.models import TrainingInvitation
from suppliers.rules.role import Role
from suppliers.selectors.clock import now
from suppliers.services.training import invite_suppliers
from tests.factories.account import make_account
from tests.factories.label import make_certified, make_performer
from tests.factories.supplier import make_supplier
from tests.factories.training import make_held_session, make_session

pytestmark = pytest.mark.django_db


def as_account(account) -> APIClient:
    client = APIClient()
    client.force_authenticate(account)
    return client


def scored(esg: str) -> dict[str, object]:
    return {"esg_score": Decimal(esg), "esg_grade": "B", "esg_scored_on": now().date()}


def test_a_lot_is_opened_compared_proposed_and_awarded():
    x, y = make_supplier(**scored("70.00")), make_certified(**scored("78.00"))
    officer, manager = as_account(make_account(Role.PROCUREMENT)), as_account(make_account(Role.MANAGER))

    lot = {"title": "Editing computers", "category": "office_it", "needs_3c": True, "needs_rohs": True}
    sheet = officer.post("/api/v1/awards/", lot, format="json").json()["id"]
    for supplier, price in ((x, "100000"), (y, "104000")):
        bid = {"supplier": supplier.pk, "price": price, "technical": "85", "delivery": "90"}
        assert officer.post(f"/api/v1/awards/{sheet}/bids/", bid, format="json").status_code == 201
    refused = officer.post(f"/api/v1/awards/{sheet}/propose/", {"supplier": x.pk}, format="json")
    proposed = officer.post(f"/api/v1/awards/{sheet}/propose/", {"supplier": y.pk}, format="json").json()
    alone = officer.post(f"/api/v1/awards/{sheet}/award/")
    awarded = manager.post(f"/api/v1/awards/{sheet}/award/").json()

    assert (refused.status_code, refused.json()["code"]) == (409, "deviation_reason_missing")
    assert (proposed["status"], proposed["preference_decided"], proposed["bids"][1]["score"]) == ("PROPOSED", True, "94.16")
    assert alone.status_code == 409
    assert (awarded["status"], awarded["winner"]) == ("AWARDED", y.pk)
    day = now().date().isoformat()
    figures = manager.get("/api/v1/awards/figures/", {"day_from": day, "day_to": (now() + timedelta(days=1)).date().isoformat()})
    assert figures.json() == {"awarded": 1, "applied": 1, "decided": 1, "deviated": 0}


@pytest.mark.parametrize("role", [Role.SUPPLIER_ADMIN, Role.REQUESTER, Role.FINANCE, Role.ADMINISTRATOR])
def test_nobody_else_reads_bids(role):
    client = as_account(make_account(role, make_supplier() if role == Role.SUPPLIER_ADMIN else None))

    assert client.get("/api/v1/awards/").status_code == 403


def test_missing_conditions_of_a_label_are_named_for_the_own_supplier_only():
    supplier = make_performer(**(scored("79.99") | {"esg_grade": "B"}))
    own, other = (as_account(make_account(Role.SUPPLIER_ADMIN, each)) for each in (supplier, make_supplier()))

    found = own.get("/api/v1/labels/missing/", {"supplier": supplier.pk}).json()

    assert [(each["label"], each["code"]) for each in found] == [
        ("GREEN_3C_ROHS", "NO_PRODUCT"),
        ("GREEN_PERFORMANCE", "SCORE_TOO_LOW"),
    ]
    assert other.get("/api/v1/labels/missing/", {"supplier": supplier.pk}).status_code == 404
    assert own.get("/api/v1/labels/missing/").status_code == 400


def test_attendance_is_entered_and_figures_are_read():
    supplier = make_supplier(tier="A")
    session = make_held_session(starts_at=now() - timedelta(days=1))
    officer = as_account(make_account(Role.PROCUREMENT))
    people = {"people": [{"supplier_number": supplier.number, "person": name, "minutes": 90} for name in ("Lin", "Wang")]}

    entered = officer.post(f"/api/v1/trainings/{session.pk}/attendance/", people, format="json")
    period = {"day_from": (now() - timedelta(days=2)).date(), "day_to": (now() + timedelta(days=1)).date()}
    figures = officer.get("/api/v1/trainings/figures/", period).json()

    assert (entered.status_code, len(entered.json())) == (201, 2)
    assert (figures["suppliers"], figures["persons"], figures["hours"], figures["major_share"]) == (1, 2, "3.00", "100.00")
    stranger = as_account(make_account(Role.SUPPLIER_ADMIN, make_supplier()))
    assert stranger.get("/api/v1/trainings/figures/", period).status_code == 403
    assert stranger.post(f"/api/v1/trainings/{session.pk}/attendance/", people, format="json").status_code == 404


def test_a_supplier_answers_its_own_invitation():
    supplier, officer = make_supplier(), make_account(Role.PROCUREMENT)
    session = make_session(by=officer, starts_at=now() + timedelta(days=5))
    invite_suppliers(session, [supplier.pk], by=officer, at=now())
    invitation = TrainingInvitation.objects.get()
    own, other = (as_account(make_account(Role.SUPPLIER_ADMIN, each)) for each in (supplier, make_supplier()))
    address = f"/api/v1/training-invitations/{invitation.pk}/answer/"

    assert other.post(address, {"seats": 2}, format="json").status_code == 404
    assert own.post(address, {"seats": 2}, format="json").json()["seats"] == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_as_many_queries_for_many_as_for_one(rows, django_assert_num_queries):
    from suppliers.services.award import Lot, Offer, enter_bid, open_award  # noqa: PLC0415 -- beside its only use

    officer = make_account(Role.PROCUREMENT)
    sheet = open_award(Lot("Lot", "office_it"), by=officer, at=now())
    for _ in range(rows):
        enter_bid(sheet, make_supplier(), Offer(Decimal(1), Decimal(1), Decimal(1)), by=officer, at=now())
        make_held_session(make_supplier())
    client = as_account(officer)

    with django_assert_num_queries(2):
        client.get("/api/v1/awards/")
    with django_assert_num_queries(1):
        client.get("/api/v1/attendances/")
