"""The pages of imports, orders, invoices and rates."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from suppliers.models import DataImport, ExchangeRate, PurchaseOrder
from suppliers.rules.data_import import ImportKind
from suppliers.rules.import_column import read_heads
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.table import csv_upload, row
from tests.factories.trade import make_import, make_invoice, make_order, make_rate

K = ImportKind
pytestmark = pytest.mark.django_db


def client_of(account):
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def officer():
    return make_account(Role.PROCUREMENT)


@pytest.fixture
def client(officer):
    return client_of(officer)


def bring(client, kind, rows):
    return client.post(reverse("admin:suppliers_dataimport_bring"), {"kind": kind, "file": csv_upload(kind, rows)}, follow=True)


def test_a_file_is_brought_looked_at_confirmed_and_taken_back(client):
    make_supplier(number="SUP-T1")

    page = bring(client, K.ORDERS, [row(K.ORDERS)])
    data_import = DataImport.objects.get()
    assert "1 row can be written" in page.content.decode()
    assert PurchaseOrder.objects.count() == 0
    client.post(reverse("admin:suppliers_dataimport_confirm", args=[data_import.pk]))
    assert PurchaseOrder.objects.count() == 1
    client.post(reverse("admin:suppliers_dataimport_take_back", args=[data_import.pk]), {"reason": "Wrong month"})

    assert PurchaseOrder.objects.count() == 0


def test_problems_are_said_by_row_and_column_and_can_be_downloaded(client):
    page = bring(client, K.ORDERS, [row(K.ORDERS, supplier="SUP-9", due_on="2026-08-01")]).content.decode()
    download = client.get(reverse("admin:suppliers_dataimport_problems", args=[DataImport.objects.get().pk]))

    lines = b"".join(download.streaming_content).decode().splitlines()
    assert "No supplier has the number or identifier “SUP-9”" in page
    assert "Confirm and write" not in page
    assert lines[1:] == [
        "2,Due on,It would be due before it was ordered. Check both dates.",
        "2,Supplier,No supplier has the number or identifier “SUP-9”. Enter the supplier first.",
    ]


def test_a_file_nobody_can_read_is_refused_beside_the_form(client):
    page = client.post(
        reverse("admin:suppliers_dataimport_bring"),
        {"kind": K.ORDERS, "file": csv_upload(K.EXCHANGE_RATES, [row(K.EXCHANGE_RATES)])},
    )

    assert page.status_code == 422
    assert "The columns are those of “Exchange rates”." in page.content.decode()


@pytest.mark.parametrize("kind", list(ImportKind))
def test_there_is_a_template_of_every_kind_that_the_import_recognises(client, kind, tmp_path):

    page = client.get(reverse("admin:suppliers_dataimport_template"), {"kind": kind}, HTTP_ACCEPT_LANGUAGE="zh-hans")

    path = tmp_path / "template.xlsx"
    path.write_bytes(b"".join(page.streaming_content))
    book = CalamineWorkbook.from_path(str(path))
    heads = read_heads(kind, book.get_sheet_by_index(0).to_python()[0])
    assert (heads.missing, heads.unknown, heads.doubled) == ((), (), ())
    assert len(book.sheet_names) == 2


def test_finance_sees_no_file_of_suppliers():
    finance, officer = client_of(make_account(Role.FINANCE)), make_account(Role.PROCUREMENT)
    ours, other = make_import(officer), make_import(officer, kind="SUPPLIERS", sha256="c" * 64)

    assert finance.get(reverse("admin:suppliers_dataimport_change", args=[ours.pk])).status_code == 200
    assert finance.get(reverse("admin:suppliers_dataimport_change", args=[other.pk])).status_code == 404
    assert "SUPPLIERS" not in finance.get(reverse("admin:suppliers_dataimport_bring")).content.decode()


@pytest.mark.parametrize(("name", "queries"), [("purchaseorder", 6), ("invoice", 6), ("exchangerate", 6), ("dataimport", 6)])
def test_lists_ask_the_same_number_of_queries_for_one_row_and_three(officer, name, queries, django_assert_max_num_queries):
    supplier = make_supplier()
    for number in range(3):
        order = make_order(supplier, f"PO-{number}")
        make_invoice(supplier, f"INV-{number}", order=order)
        make_rate(month=date(2026, number + 1, 1))
        make_import(officer, sha256=str(number) * 64)
        client = client_of(officer)
        if number in {0, 2}:
            with django_assert_max_num_queries(queries):
                assert client.get(reverse(f"admin:suppliers_{name}_changelist")).status_code == 200


def test_a_rate_is_entered_by_hand_and_stays(client):
    address = reverse("admin:suppliers_exchangerate_enter")

    first = client.post(address, {"currency": "usd", "month": "2026-09", "cny": "7.1", "source": "SAFE"})
    again = client.post(address, {"currency": "USD", "month": "2026-09", "cny": "7.2"})
    running = client.post(address, {"currency": "USD", "month": "2199-01", "cny": "7.2"})

    assert (first.status_code, again.status_code, running.status_code) == (302, 422, 422)
    assert [(rate.currency, rate.month, str(rate.cny)) for rate in ExchangeRate.objects.all()] == [
        ("USD", date(2026, 9, 1), "7.100000")
    ]


def test_auditors_read_orders_and_bring_nothing():
    auditor = client_of(make_account(Role.AUDITOR))
    order = make_order(make_supplier())

    assert auditor.get(reverse("admin:suppliers_purchaseorder_change", args=[order.pk])).status_code == 200
    assert auditor.get(reverse("admin:suppliers_dataimport_changelist")).status_code == 403
    assert auditor.get(reverse("admin:suppliers_exchangerate_enter")).status_code == 403


def test_the_page_of_a_supplier_tells_orders_and_spend(client):
    supplier = make_supplier()
    make_order(supplier)

    page = client.get(reverse("admin:suppliers_supplier_change", args=[supplier.pk])).content.decode()

    assert "Orders and spend" in page
    assert "1 (100.00 %)" in page
    assert "XS minimal" in page
