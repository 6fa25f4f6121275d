"""Imports, orders, invoices and rates for machines."""

import pytest
from rest_framework.test import APIClient

from suppliers.models import DataImport, ExchangeRate, PurchaseOrder
from suppliers.rules.data_import import ImportKind
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.table import csv_upload, row
from tests.factories.trade import make_order

K = ImportKind
pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    client = APIClient()
    client.force_authenticate(make_account(Role.FINANCE))
    return client


def bring(client):
    file = csv_upload(K.ORDERS, [row(K.ORDERS)])
    return client.post("/api/v1/imports/", {"kind": "ORDERS", "file": file}, format="multipart")


def test_a_machine_brings_checks_applies_and_takes_back(client):
    make_supplier(number="SUP-T1")

    brought = client.post(
        "/api/v1/imports/", {"kind": "ORDERS", "file": csv_upload(K.ORDERS, [row(K.ORDERS)])}, format="multipart"
    )
    address = f"/api/v1/imports/{brought.json()['id']}"
    assert (brought.status_code, brought.json()["status"], brought.json()["problems"]) == (201, "CHECKED", [])
    assert client.post(f"{address}/apply/").json()["status"] == "APPLIED"
    assert [order["number"] for order in client.get("/api/v1/orders/").json()["results"]] == ["PO-1"]
    again = bring(client)
    assert (again.status_code, again.json()["code"]) == (409, "applied_before")
    assert client.post(f"{address}/reverse/", {"reason": "Wrong"}, format="json").json()["status"] == "REVERSED"

    assert PurchaseOrder.objects.count() == 0


def test_problems_come_with_code_and_sentence(client):
    brought = client.post(
        "/api/v1/imports/", {"kind": "ORDERS", "file": csv_upload(K.ORDERS, [row(K.ORDERS)])}, format="multipart"
    )
    applied = client.post(f"/api/v1/imports/{brought.json()['id']}/apply/")

    assert brought.json()["problems"] == [
        {
            "row": 2,
            "column": "supplier",
            "code": "UNKNOWN_SUPPLIER",
            "detail": "No supplier has the number or identifier “SUP-T1”. Enter the supplier first.",
        }
    ]
    assert (applied.status_code, applied.json()["code"]) == (409, "import_has_problems")


def test_a_bad_file_is_unprocessable_and_suppliers_are_not_for_finance(client):
    rates = csv_upload(K.EXCHANGE_RATES, [row(K.EXCHANGE_RATES)])
    bad = client.post("/api/v1/imports/", {"kind": "ORDERS", "file": rates}, format="multipart")
    suppliers = csv_upload(K.SUPPLIERS, [row(K.SUPPLIERS)])
    foreign = client.post("/api/v1/imports/", {"kind": "SUPPLIERS", "file": suppliers}, format="multipart")

    assert (bad.status_code, bad.json()["code"]) == (422, "import_file_refused")
    assert (foreign.status_code, foreign.json()["code"]) == (403, "not_allowed")
    assert DataImport.objects.count() == 0


def test_one_rate_is_entered(client):
    entered = client.post("/api/v1/exchange-rates/", {"currency": "USD", "month": "2026-10-31", "cny": "7.1"}, format="json")
    again = client.post("/api/v1/exchange-rates/", {"currency": "USD", "month": "2026-10-01", "cny": "7.2"}, format="json")
    home = client.post("/api/v1/exchange-rates/", {"currency": "CNY", "month": "2026-10-01", "cny": "1"}, format="json")

    assert (entered.status_code, again.json()["code"], home.status_code) == (201, "rate_known", 422)
    assert entered.json()["month"] == "2026-10-01"
    assert ExchangeRate.objects.count() == 1


def test_suppliers_people_see_no_orders():
    supplier = make_supplier()
    make_order(supplier)
    client = APIClient()
    client.force_authenticate(make_account(Role.SUPPLIER_ADMIN, supplier))

    answers = [client.get(f"/api/v1/{name}/").status_code for name in ("orders", "invoices", "exchange-rates", "imports")]

    assert answers == [403, 403, 403, 403]
