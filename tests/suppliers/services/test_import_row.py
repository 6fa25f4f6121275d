"""What a file may say and what it may not: tables of good and bad input, and one verdict on identifiers everywhere."""

import io
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from suppliers.models import DataImport, ExchangeRate, PurchaseOrder, Supplier
from suppliers.reports.table_export import csv_lines
from suppliers.rules.application import TABLES, Section
from suppliers.rules.application_match import ApplicationContext
from suppliers.rules.application_reading import read_application
from suppliers.rules.data_import import FileProblem, ImportFileRefused, ImportKind
from suppliers.rules.import_column import COLUMNS
from suppliers.rules.import_value import BadCell, read_day, read_number
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.import_register import register_heads, register_rows
from suppliers.selectors.region import region_table
from suppliers.services.data_import import confirm_import, upload_import
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.table import csv_bytes, csv_upload, heads, row, xlsx_bytes
from tests.factories.trade import make_order

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
K = ImportKind
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_account(Role.PROCUREMENT)


@pytest.fixture(autouse=True)
def supplier(db):
    return make_supplier(number="SUP-T1")


def problems_of(kind, rows, officer):
    found = upload_import(csv_upload(kind, rows), kind, by=officer, at=AT).problems
    return [(problem["row"], problem["column"], problem["code"]) for problem in found]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"supplier": "SUP-404"}, "supplier", "UNKNOWN_SUPPLIER"),
        ({"supplier": ""}, "supplier", "REQUIRED"),
        ({"ordered_on": "01/09/2026"}, "ordered_on", "NOT_A_DATE"),
        ({"ordered_on": "2026-02-30"}, "ordered_on", "NOT_A_DATE"),
        ({"ordered_on": "2026-11-21", "due_on": "2026-12-01", "delivered_on": ""}, "ordered_on", "IN_FUTURE"),
        ({"ordered_on": "1926-09-01"}, "ordered_on", "TOO_OLD"),
        ({"due_on": "2026-08-31"}, "due_on", "DUE_BEFORE_ORDER"),
        ({"delivered_on": "2026-08-31"}, "delivered_on", "DELIVERED_BEFORE_ORDER"),
        ({"closed_on": "2026-08-31"}, "closed_on", "CLOSED_BEFORE_ORDER"),
        ({"quantity": "-1", "accepted_quantity": ""}, "quantity", "NEGATIVE"),
        ({"quantity": "0", "accepted_quantity": ""}, "quantity", "NOT_ABOVE_ZERO"),
        ({"quantity": "ten"}, "quantity", "NOT_A_NUMBER"),
        ({"quantity": "1.2345"}, "quantity", "TOO_MANY_DECIMALS"),
        ({"accepted_quantity": "101"}, "accepted_quantity", "ACCEPTED_ABOVE_QUANTITY"),
        ({"amount": "12,34"}, "amount", "NOT_A_NUMBER"),
        ({"amount": "1.234,50"}, "amount", "NOT_A_NUMBER"),
        ({"amount": "10000000000000000"}, "amount", "TOO_LARGE"),
        ({"currency": "XYZ"}, "currency", "UNKNOWN_CURRENCY"),
        ({"title": "caf\ufffd"}, "title", "UNREADABLE"),
        ({"title": "x" * 201}, "title", "TOO_LONG"),
    ],
)
def test_a_bad_order_is_refused_at_its_column(changes, column, code, officer):
    assert problems_of(K.ORDERS, [row(K.ORDERS, **changes)], officer) == [(2, column, code)]
    assert PurchaseOrder.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        ({"ordered_on": "2026/9/1"}, ("ordered_on", date(2026, 9, 1))),
        ({"ordered_on": "2026年9月1日"}, ("ordered_on", date(2026, 9, 1))),
        ({"ordered_on": "46266"}, ("ordered_on", date(2026, 9, 1))),
        ({"ordered_on": "２０２６－０９－０１"}, ("ordered_on", date(2026, 9, 1))),
        ({"amount": "1,234,567.50"}, ("amount", 1234567.5)),
        ({"amount": "¥ 1 234.5"}, ("amount", 1234.5)),
        ({"currency": "人民币"}, ("currency", "CNY")),
        ({"currency": "usd"}, ("currency", "USD")),
        ({"currency": ""}, ("currency", "CNY")),
        ({"supplier": "sup-t1 "}, ("number", "PO-1")),
        ({"title": "'=cmd"}, ("title", "=cmd")),
    ],
)
def test_what_is_meant_without_doubt_is_taken(changes, stored, officer):
    confirm_import(
        upload_import(csv_upload(K.ORDERS, [row(K.ORDERS, **changes)]), K.ORDERS, by=officer, at=AT), by=officer, at=AT
    )

    name, value = stored
    assert getattr(PurchaseOrder.objects.get(), name) == value


def test_a_number_stands_once_in_a_file_and_once_in_the_register(officer, supplier):
    make_order(supplier, "PO-9")

    found = problems_of(K.ORDERS, [row(K.ORDERS), row(K.ORDERS), row(K.ORDERS, number="PO-9")], officer)

    assert found == [(3, "number", "TWICE_IN_FILE"), (4, "number", "KNOWN_ALREADY")]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"currency": "USD"}, "currency", "RATE_MISSING"),
        ({"accepted_on": "2026-10-01"}, "accepted_on", "ACCEPTED_BEFORE_INVOICE"),
        ({"order": "PO-404"}, "order", "UNKNOWN_ORDER"),
        ({"order": "PO-OTHER"}, "order", "ORDER_OF_ANOTHER"),
    ],
)
def test_a_bad_invoice_is_refused_at_its_column(changes, column, code, officer):
    make_order(make_supplier(), "PO-OTHER")

    assert problems_of(K.INVOICES, [row(K.INVOICES, **changes)], officer) == [(2, column, code)]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"currency": "CNY"}, "currency", "HOME_CURRENCY"),
        ({"month": "2026-11"}, "month", "MONTH_NOT_OVER"),
        ({"month": "October"}, "month", "NOT_A_MONTH"),
        ({"month": "2026-13"}, "month", "NOT_A_MONTH"),
        ({"cny": "0"}, "cny", "NOT_ABOVE_ZERO"),
        ({"cny": "7.1234567"}, "cny", "TOO_MANY_DECIMALS"),
        ({"currency": "EUR"}, "month", "KNOWN_ALREADY"),
    ],
)
def test_a_bad_rate_is_refused_at_its_column(changes, column, code, officer):
    ExchangeRate.objects.create(currency="EUR", month=date(2026, 10, 1), cny=8)

    assert problems_of(K.EXCHANGE_RATES, [row(K.EXCHANGE_RATES, **changes)], officer) == [(2, column, code)]


def test_a_row_shifted_by_a_separator_is_noticed(officer):
    content = csv_bytes(K.ORDERS, [row(K.ORDERS)]).decode("utf-8-sig").replace("Stage", "Stage, large")
    found = upload_import(SimpleUploadedFile("a.csv", content.encode()), K.ORDERS, by=officer, at=AT)

    assert [problem["code"] for problem in found.problems] == ["SHIFTED"]


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8"), ("\t", "gb18030"), (",", "utf-16"), ("|", "utf-8-sig")])
def test_csv_is_read_in_the_forms_spreadsheets_write(separator, encoding, officer):
    upload = csv_upload(K.ORDERS, [row(K.ORDERS, title="舞台设备")], language="zh", separator=separator, encoding=encoding)

    confirm_import(upload_import(upload, K.ORDERS, by=officer, at=AT), by=officer, at=AT)

    assert PurchaseOrder.objects.get().title == "舞台设备"


def workbook(also=None, changes=None):
    names = list(row(K.ORDERS))
    return xlsx_bytes([heads(K.ORDERS, names), list(row(K.ORDERS, **(changes or {})).values())], also=also)


def merged(book, sheet):
    sheet.merge_range(0, 0, 0, 1, "Order number")


def far_away(book, sheet):
    sheet.write_string(1_048_575, 16_383, "x")


def bomb():
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet9.xml", "w") as part:
        for _number in range(310):
            part.write(b" " * 1024 * 1024)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", b"", FileProblem.EMPTY),
        ("a.pdf", b"%PDF-1.7", FileProblem.TYPE),
        ("a", b"x", FileProblem.TYPE),
        ("a.xlsx", b"Order number;Supplier", FileProblem.RENAMED),
        ("a.csv", b"\x00\x01\x02\xff\xff", FileProblem.RENAMED),
        ("a.csv", csv_bytes(K.ORDERS, [row(K.ORDERS, title="café")], encoding="latin-1"), FileProblem.RENAMED),
        ("a.csv", b"Some;Heads\n1;2\n", FileProblem.COLUMNS_MISSING),
        ("a.csv", csv_bytes(K.ORDERS, [row(K.ORDERS)]).split(b"\r\n")[0], FileProblem.NO_ROWS),
        ("a.csv", csv_bytes(K.INVOICES, [row(K.INVOICES)]), FileProblem.OTHER_KIND),
        ("a.csv", csv_bytes(K.ORDERS, [row(K.ORDERS)]).replace(b"What was ordered", b"Order number"), FileProblem.COLUMN_TWICE),
        ("a.xlsx", workbook(merged), FileProblem.MERGED_HEAD),
        ("a.xlsx", workbook(far_away), FileProblem.TOO_MANY_ROWS),
        ("a.xlsx", workbook()[:-200], FileProblem.DAMAGED),
        ("a.xlsx", bomb(), FileProblem.TOO_COMPLEX),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), FileProblem.PASSWORD),
    ],
)
def test_a_bad_file_is_refused_and_leaves_nothing(name, content, problem, officer):
    with pytest.raises(ImportFileRefused) as refusal:
        upload_import(SimpleUploadedFile(name, content), K.ORDERS, by=officer, at=AT)

    assert refusal.value.problem == problem
    assert DataImport.objects.count() == 0


def test_a_named_sheet_has_to_be_there(officer):
    with pytest.raises(ImportFileRefused) as refusal:
        upload_import(SimpleUploadedFile("a.xlsx", workbook()), K.ORDERS, by=officer, at=AT, sheet="October")

    assert refusal.value.facts == {"sheet": "October", "sheets": ["Data"]}


def test_the_sheet_that_fits_is_found_among_others(officer):
    def notes_first(book, sheet):
        book.add_worksheet("Notes").write_string(0, 0, "Read me")

    found = upload_import(SimpleUploadedFile("a.xlsx", workbook(notes_first)), K.ORDERS, by=officer, at=AT)

    assert (found.sheet, found.rows_total, found.rows_bad) == ("Data", 1, 0)


def test_formulas_are_never_reckoned(officer):
    def formulas(book, sheet):
        names = list(row(K.ORDERS))
        sheet.write_formula(1, names.index("amount"), "=1+1", None, "")
        sheet.write_formula(1, names.index("quantity"), "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, names.index("response_hours"), "=3+3", None, 6)

    found = upload_import(SimpleUploadedFile("a.xlsx", workbook(formulas)), K.ORDERS, by=officer, at=AT)

    problems = {(problem["column"], problem["code"]) for problem in found.problems}
    assert problems == {("amount", "FORMULA"), ("quantity", "CELL_ERROR")}


def test_a_long_number_a_spreadsheet_has_cut_is_refused(officer):
    content = workbook(changes={"number": 91110105000014123456.0})

    found = upload_import(SimpleUploadedFile("a.xlsx", content), K.ORDERS, by=officer, at=AT)

    assert [(problem["column"], problem["code"]) for problem in found.problems] == [("number", "LONG_NUMBER")]


IDENTIFIERS = [
    ("CN", "USCC", "91110105DEM000014U"),
    ("CN", "USCC", "91110105dem000014u"),
    ("CN", "USCC", "９１１１０１０５ＤＥＭ０００１４Ｕ"),
    ("CN", "USCC", "91110105DEM000014A"),
    ("CN", "USCC", "000000000000000000"),
    ("CN", "USCC", "9111O105DEM000014U"),
    ("CN", "LEI", "529900T8BM49AURSDO55"),
    ("HK", "HK_UBI", "12345678"),
    ("HK", "HK_UBI", "1234567"),
    ("TW", "TW_UBN", "04595257"),
    ("DE", "LEI", "529900T8BM49AURSDO56"),
    ("GB", "OVERSEAS_COMPANY_NO", "DEMO000001"),
    ("CN", "OVERSEAS_VAT", "DE123456789"),
    ("US", "OVERSEAS_EIN", "12-3456789"),
    ("JP", "OVERSEAS_EIN", "12-3456789"),
]


@pytest.mark.parametrize(("country", "scheme", "value"), IDENTIFIERS)
def test_form_and_file_judge_an_identifier_alike(country, scheme, value, officer):
    raw = {
        "registered_country": country,
        "identifier_scheme": scheme,
        "identifier_value": value,
        "name_zh": "霁野",
        "name_en": "Jiye",
    }
    draft = {str(table.section): {} for table in TABLES} | {
        str(Section.COMPANY): raw,
        str(Section.LOCATION): {"registered_province": "CN-BJ"},
    }
    context = ApplicationContext(region_table(), has_bank_paper=True)
    reading = read_application(draft, today=TODAY, context=context)
    by_form = {(note.path, note.code) for note in reading.problems if note.path.startswith("identifier")}
    changes = {"registered_country": country, "identifier_scheme": scheme, "identifier_value": value}
    found = upload_import(csv_upload(K.SUPPLIERS, [row(K.SUPPLIERS, **changes)]), K.SUPPLIERS, by=officer, at=AT)

    by_file = {(problem["column"], problem["code"]) for problem in found.problems}

    assert by_file == by_form


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_the_same_in_every_way_of_writing(day):
    written = [day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日", day,
               float((day - date(1899, 12, 30)).days)]  # fmt: skip

    assert {read_day(cell, latest=None) for cell in written} == {day}


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_thousands_separators_change_nothing(amount):
    assert read_number(f"{amount:,}", places=2, digits=18) == read_number(str(amount), places=2, digits=18) == amount


@given(st.text(max_size=12))
def test_no_text_ends_in_anything_but_a_value_or_a_refusal(text):
    for read in (lambda: read_number(text, places=2, digits=18), lambda: read_day(text, latest=None)):
        with suppress(BadCell):
            read()


def test_the_register_written_out_can_be_brought_in_again(officer, supplier):
    Supplier.objects.filter(pk=supplier.pk).update(
        identifier_scheme="USCC", identifier_value="91110105DEM000014U", identifier_country="CN", name_en="=Formula (fictional)"
    )
    before = Supplier.objects.values_list(*[column.name for column in COLUMNS[K.SUPPLIERS]]).get()
    text = "".join(csv_lines(register_heads("zh-hans"), register_rows(Supplier.objects.all())))
    supplier.standing_periods.all().delete()
    supplier.delete()

    brought = upload_import(SimpleUploadedFile("a.csv", text.encode()), K.SUPPLIERS, by=officer, at=AT, standing=Standing.ACTIVE)
    confirm_import(brought, by=make_account(Role.MANAGER), at=AT)

    assert brought.summary["unknown"] == []
    assert Supplier.objects.values_list(*[column.name for column in COLUMNS[K.SUPPLIERS]]).get() == before
