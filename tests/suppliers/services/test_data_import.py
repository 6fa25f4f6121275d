"""Files read into the register: whole or not at all, once, and back again."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Model

from suppliers.models import (
    Admittance,
    DataImport,
    ExchangeRate,
    HistoryEntry,
    Invoice,
    Job,
    PurchaseOrder,
    StandingPeriod,
    Supplier,
)
from suppliers.permissions import NotAllowed
from suppliers.rules.data_import import FileProblem, ImportFileRefused, ImportKind, ImportStatus
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.selectors.data_import import data_import_worklist
from suppliers.services.data_import import (
    AppliedBefore,
    ImportHasProblems,
    confirm_import,
    data_import_clock,
    discard_import,
    upload_import,
)
from suppliers.services.history_chain import chain_differences
from suppliers.services.import_job import import_for_job
from suppliers.services.import_reversal import ImportRestedOn, TooLateToReverse, reverse_import
from suppliers.services.job import run_job
from suppliers.services.spend import refresh_spend
from suppliers.services.supplier import correct_registration
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.table import csv_upload, row, xlsx_upload

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
K = ImportKind
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_account(Role.PROCUREMENT)


@pytest.fixture
def supplier():
    return make_supplier(
        number="SUP-T1", identifier_scheme="USCC", identifier_value="91330110DEM000022K", identifier_country="CN"
    )


def bring(kind, rows, by, **options):
    return upload_import(csv_upload(kind, rows), kind, by=by, at=AT, **options)


def codes(data_import):
    return [(problem["row"], problem["column"], problem["code"]) for problem in data_import.problems]


def state_of(*models: type[Model]) -> dict[str, list]:
    return {model.__name__: sorted(map(repr, model._base_manager.values_list())) for model in models}


def test_a_checked_file_has_written_nothing(officer, supplier):
    checked = bring(K.ORDERS, [row(K.ORDERS)], officer)

    assert (checked.status, checked.rows_total, checked.rows_bad) == (ImportStatus.CHECKED, 1, 0)
    assert checked.summary["totals"] == [{"of": [f"SUP-T1 {supplier.name_zh}", "CNY"], "rows": 1, "amount": "1000.00"}]
    assert PurchaseOrder.objects.count() == 0


def test_confirming_writes_every_row(officer, supplier):
    rows = [row(K.ORDERS), row(K.ORDERS, number="PO-2", supplier="91330110DEM000022K", delivered_on="", amount="1,234.50")]
    checked = bring(K.ORDERS, rows, officer)

    confirm_import(checked, by=officer, at=AT)

    stored = list(PurchaseOrder.objects.order_by("number").values_list("number", "supplier", "delivered_on", "amount"))
    assert stored == [
        ("PO-1", supplier.pk, date(2026, 9, 28), Decimal("1000.00")),
        ("PO-2", supplier.pk, None, Decimal("1234.50")),
    ]
    assert (checked.status, checked.applied_by, checked.reversible_until) == ("APPLIED", officer, date(2026, 12, 20))


def test_one_bad_row_keeps_the_whole_file_out(officer, supplier):
    checked = bring(K.ORDERS, [row(K.ORDERS), row(K.ORDERS, number="PO-2", supplier="SUP-9")], officer)

    with pytest.raises(ImportHasProblems):
        confirm_import(checked, by=officer, at=AT)

    assert codes(checked) == [(3, "supplier", "UNKNOWN_SUPPLIER")]
    assert PurchaseOrder.objects.count() == 0


def test_what_went_wrong_after_the_check_is_found_when_it_is_written(officer, supplier):
    first = bring(K.ORDERS, [row(K.ORDERS), row(K.ORDERS, number="PO-0")], officer)
    second = bring(K.ORDERS, [row(K.ORDERS, title="Another file")], officer)
    confirm_import(second, by=officer, at=AT)

    with pytest.raises(ImportHasProblems):
        confirm_import(first, by=officer, at=AT)

    assert list(PurchaseOrder.objects.values_list("number", flat=True)) == ["PO-1"]
    assert DataImport.objects.get(pk=first.pk).status == ImportStatus.CHECKED


def test_the_same_file_is_taken_once(officer, supplier):
    first = bring(K.ORDERS, [row(K.ORDERS)], officer)
    second = bring(K.ORDERS, [row(K.ORDERS)], officer)
    confirm_import(first, by=officer, at=AT)

    with pytest.raises(AppliedBefore):
        bring(K.ORDERS, [row(K.ORDERS)], officer)
    with pytest.raises(AppliedBefore):
        confirm_import(second, by=officer, at=AT)
    with pytest.raises(MoveNotAllowed):
        confirm_import(first, by=officer, at=AT)

    assert PurchaseOrder.objects.count() == 1


@pytest.mark.parametrize("role", [Role.INTEGRITY, Role.AUDITOR, Role.REQUESTER, Role.ADMINISTRATOR])
def test_other_roles_bring_nothing(role):
    with pytest.raises(NotAllowed):
        bring(K.EXCHANGE_RATES, [row(K.EXCHANGE_RATES)], make_account(role))


def test_finance_brings_transactions_and_no_suppliers():
    finance = make_account(Role.FINANCE)

    confirm_import(bring(K.EXCHANGE_RATES, [row(K.EXCHANGE_RATES)], finance), by=finance, at=AT)

    with pytest.raises(NotAllowed):
        bring(K.SUPPLIERS, [row(K.SUPPLIERS)], finance)
    assert ExchangeRate.objects.get().cny == Decimal("7.1")


def test_an_invoice_becomes_yuan_at_the_rate_of_its_month(officer, supplier):
    ExchangeRate.objects.create(currency="USD", month=date(2026, 10, 1), cny=Decimal("7.123456"))
    rows = [row(K.INVOICES, currency="usd", amount="100.55"), row(K.INVOICES, number="C-1", amount="-0.55")]

    confirm_import(bring(K.INVOICES, rows, officer), by=officer, at=AT)

    stored = list(Invoice.objects.order_by("-number").values_list("number", "rate", "amount_cny"))
    assert stored == [("INV-1", Decimal("7.123456"), Decimal("716.26")), ("C-1", Decimal(1), Decimal("-0.55"))]
    supplier.refresh_from_db()
    assert (supplier.spend_cny, supplier.spend_class) == (Decimal("715.71"), "XS")


def test_suppliers_come_in_as_drafts_with_an_application(officer):
    confirm_import(
        bring(
            K.SUPPLIERS,
            [
                row(K.SUPPLIERS, number="SUP-000041"),
                row(K.SUPPLIERS, identifier_value="91330110DEM000022K", registered_province=""),
            ],
            officer,
        ),
        by=officer,
        at=AT,
    )

    first, second = Supplier.objects.order_by("number")
    application = Admittance.objects.get(supplier=first)
    assert (first.number, second.number) == ("SUP-000041", "SUP-000042")
    assert (first.standing, first.region_group, second.registered_province) == ("DRAFT", "MAINLAND", "CN-ZJ")
    assert application.draft["company"]["raw"]["identifier_value"] == "91110105DEM000014U"
    assert list(application.editors.all()) == [officer]
    assert StandingPeriod.objects.get(supplier=first).valid_from == date(2026, 11, 20)


def test_active_suppliers_need_a_manager_who_did_not_bring_the_file(officer):
    manager, other = make_account(Role.MANAGER), make_account(Role.MANAGER)
    checked = bring(K.SUPPLIERS, [row(K.SUPPLIERS)], manager, standing=Standing.ACTIVE)

    with pytest.raises(MoveNotAllowed):
        confirm_import(checked, by=officer, at=AT)
    with pytest.raises(SecondPersonNeeded):
        confirm_import(checked, by=manager, at=AT)
    confirm_import(checked, by=other, at=AT)

    supplier = Supplier.objects.get()
    period = StandingPeriod.objects.get()
    assert (supplier.standing, supplier.active_since) == ("ACTIVE", date(2021, 3, 1))
    assert (period.standing, period.valid_from, period.valid_to) == ("ACTIVE", date(2021, 3, 1), None)
    assert [entry.action for entry in HistoryEntry.objects.filter(supplier=supplier)] == ["supplier.import"]
    assert list(chain_differences()) == []


REVERSIBLE = {
    K.SUPPLIERS: (Supplier, StandingPeriod, Admittance, Admittance.editors.through),
    K.ORDERS: (PurchaseOrder, Supplier),
    K.INVOICES: (Invoice, Supplier),
    K.EXCHANGE_RATES: (ExchangeRate,),
}


@pytest.mark.parametrize("kind", list(ImportKind))
def test_taking_back_leaves_every_table_as_it_was(kind, officer, supplier):
    refresh_spend(at=AT)
    before = state_of(*REVERSIBLE[kind])
    checked = bring(kind, [row(kind)], officer)
    confirm_import(checked, by=officer, at=AT)
    assert state_of(*REVERSIBLE[kind]) != before

    reverse_import(checked, reason="Wrong month", by=officer, at=AT)

    assert state_of(*REVERSIBLE[kind]) == before
    assert DataImport.objects.get(pk=checked.pk).status == ImportStatus.REVERSED
    assert list(chain_differences()) == []


def test_after_taking_back_the_file_may_come_again(officer, supplier):
    first = bring(K.ORDERS, [row(K.ORDERS)], officer)
    confirm_import(first, by=officer, at=AT)
    reverse_import(first, reason="Wrong file", by=officer, at=AT)

    confirm_import(bring(K.ORDERS, [row(K.ORDERS)], officer), by=officer, at=AT)

    assert PurchaseOrder.objects.count() == 1


def test_nothing_is_taken_back_that_something_rests_on(officer, supplier):
    orders = bring(K.ORDERS, [row(K.ORDERS)], officer)
    confirm_import(orders, by=officer, at=AT)
    confirm_import(bring(K.INVOICES, [row(K.INVOICES, order="PO-1")], officer), by=officer, at=AT)

    with pytest.raises(ImportRestedOn) as refusal:
        reverse_import(orders, reason="Wrong month", by=officer, at=AT)

    assert refusal.value.found == [("suppliers.invoice", 1)]
    assert PurchaseOrder.objects.count() == 1
    assert DataImport.objects.get(pk=orders.pk).status == ImportStatus.APPLIED


def test_a_rate_an_invoice_was_reckoned_with_stays(officer, supplier):
    rates = bring(K.EXCHANGE_RATES, [row(K.EXCHANGE_RATES)], officer)
    confirm_import(rates, by=officer, at=AT)
    confirm_import(bring(K.INVOICES, [row(K.INVOICES, currency="USD")], officer), by=officer, at=AT)

    with pytest.raises(ImportRestedOn):
        reverse_import(rates, reason="Wrong", by=officer, at=AT)


def test_a_supplier_somebody_has_worked_on_stays(officer):
    manager = make_account(Role.MANAGER)
    checked = bring(K.SUPPLIERS, [row(K.SUPPLIERS)], officer, standing=Standing.ACTIVE)
    confirm_import(checked, by=manager, at=AT)
    supplier = Supplier.objects.get()
    correct_registration(supplier, country="CN", province="CN-SH", address="", reason="Moved", by=officer, at=AT)

    with pytest.raises(ImportRestedOn) as refusal:
        reverse_import(checked, reason="Wrong", by=officer, at=AT)

    assert ("suppliers.historyentry", 1) in refusal.value.found


def test_taking_back_has_a_term_and_a_reason(officer, supplier):
    checked = bring(K.ORDERS, [row(K.ORDERS)], officer)
    confirm_import(checked, by=officer, at=AT)

    with pytest.raises(ReasonNeeded):
        reverse_import(checked, reason=" ", by=officer, at=AT)
    with pytest.raises(TooLateToReverse):
        reverse_import(checked, reason="Wrong", by=officer, at=AT + timedelta(days=31))

    assert PurchaseOrder.objects.count() == 1


def test_a_file_put_aside_is_gone(officer, supplier, django_capture_on_commit_callbacks):
    checked = bring(K.ORDERS, [row(K.ORDERS, supplier="X")], officer)
    path = checked.file.path

    with django_capture_on_commit_callbacks(execute=True):
        discard_import(checked, by=officer, at=AT)

    assert checked.status == ImportStatus.DISCARDED
    assert not Path(path).exists()


def test_what_nobody_confirms_is_put_aside_after_thirty_days(officer, supplier):
    checked = bring(K.ORDERS, [row(K.ORDERS)], officer)

    assert data_import_clock(at=AT + timedelta(days=30)) == 0
    assert data_import_clock(at=AT + timedelta(days=31)) == 1
    assert data_import_clock(at=AT + timedelta(days=31)) == 0
    assert DataImport.objects.get(pk=checked.pk).status == ImportStatus.DISCARDED


def test_a_large_file_is_checked_and_written_in_the_background(officer, supplier):
    rows = [row(K.ORDERS, number=f"PO-{number}") for number in range(2_000)]

    waiting = bring(K.ORDERS, rows, officer)
    assert waiting.status == ImportStatus.UPLOADED
    assert run_job(Job.objects.get().pk, import_for_job)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.rows_total, waiting.rows_bad) == (ImportStatus.CHECKED, 2_000, 0)
    job = confirm_import(waiting, by=officer, at=AT)
    assert PurchaseOrder.objects.count() == 0
    assert run_job(job.pk, import_for_job)

    assert PurchaseOrder.objects.count() == 2_000
    assert DataImport.objects.get().status == ImportStatus.APPLIED


def test_a_workbook_says_the_same_as_a_csv_file(officer, supplier):
    checked = upload_import(
        xlsx_upload(K.ORDERS, [row(K.ORDERS, amount=1000.0, ordered_on=date(2026, 9, 1), quantity=100)], language="zh"),
        K.ORDERS,
        by=officer,
        at=AT,
    )
    confirm_import(checked, by=officer, at=AT)

    order = PurchaseOrder.objects.get()
    assert (order.amount, order.ordered_on, order.quantity) == (Decimal("1000.00"), date(2026, 9, 1), Decimal("100.000"))


def test_a_refused_file_leaves_nothing(officer, supplier, settings):
    settings.IMPORT_MAX_ROWS = 2
    rows = [row(K.ORDERS, number=f"PO-{number}") for number in range(3)]

    with pytest.raises(ImportFileRefused) as refusal:
        bring(K.ORDERS, rows, officer)

    assert (refusal.value.problem, refusal.value.facts) == (FileProblem.TOO_MANY_ROWS, {"rows": 3, "limit": 2})
    assert DataImport.objects.count() == 0


def test_a_checked_file_waits_for_whoever_brought_it_and_an_active_register_for_another_manager(officer, supplier):
    manager, other = make_account(Role.MANAGER), make_account(Role.MANAGER)
    bring(K.ORDERS, [row(K.ORDERS)], officer)
    bring(K.ORDERS, [row(K.ORDERS, supplier="SUP-9")], officer)
    bring(K.SUPPLIERS, [row(K.SUPPLIERS)], manager, standing=Standing.ACTIVE)

    waiting = {person: sorted(task.words for task in data_import_worklist(person)) for person in (officer, manager, other)}

    assert waiting == {
        officer: ["Confirm the import table.csv", "Mend the import table.csv"],
        manager: [],
        other: ["Confirm the import table.csv"],
    }
    assert data_import_worklist(make_account(Role.AUDITOR)) == []
