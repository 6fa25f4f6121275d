"""The register: search as people type, pages, and exports in which nothing runs."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

REGISTER = "admin:suppliers_supplier_changelist"


def found(response):
    return [supplier.number for supplier in response.context_data["cl"].result_list]


@pytest.mark.parametrize(
    "typed", ["沐榕", "Murong", "murong logistics", "旧名", "SUP-9", "ＳＵＰ-9", "91510107DEM", "９１５１０１０７"]
)
def test_a_supplier_is_found_by_name_former_name_number_and_identifier(typed, as_role):
    make_supplier()
    make_supplier(
        number="SUP-9",
        name_zh="成都沐榕物流有限公司（虚构）",
        name_en="Demo Murong Logistics (fictional)",
        former_names="旧名物流",
        identifier_scheme="USCC",
        identifier_value="91510107DEM000001X",
    )

    response = as_role(Role.PROCUREMENT).get(reverse(REGISTER), {"q": typed})

    assert found(response) == ["SUP-9"]


def test_filters_join(as_role):
    make_supplier(number="SUP-1", province="CN-BJ")
    make_supplier(number="SUP-2", province="CN-GD")
    make_supplier(Standing.SUSPENDED, number="SUP-3", province="CN-GD")

    response = as_role(Role.AUDITOR).get(reverse(REGISTER), {"registered_province": "CN-GD", "standing": "ACTIVE"})

    assert found(response) == ["SUP-2"]


def test_a_filter_with_an_unknown_code_shows_everything(as_role):
    make_supplier(number="SUP-1")

    assert found(as_role(Role.AUDITOR).get(reverse(REGISTER), {"standing": "' OR 1=1"})) == ["SUP-1"]


def test_the_exports_hold_the_filtered_rows_of_all_pages(as_role):
    for number in range(25):
        make_supplier(number=f"SUP-{number:03}", province="CN-GD")
    make_supplier(number="SUP-900", province="CN-BJ")

    response = as_role(Role.MANAGER).get(reverse("admin:suppliers_supplier_export_csv"), {"registered_province": "CN-GD"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [f"SUP-{number:03}" for number in range(25)]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1", "＋1", "－1", "＠x"])
def test_no_name_becomes_a_formula_in_a_file(name, as_role):
    make_supplier(number="SUP-1", name_zh=name, name_en="")
    client = as_role(Role.MANAGER)

    text = b"".join(client.get(reverse("admin:suppliers_supplier_export_csv")).streaming_content).decode("utf-8-sig")
    book = ZipFile(BytesIO(b"".join(client.get(reverse("admin:suppliers_supplier_export_xlsx")).streaming_content)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert f"SUP-1,'{name}," in text
    assert "<f>" not in sheet
    assert name.strip() in sheet


def test_the_bank_account_is_masked_on_the_suppliers_page(as_role):
    supplier = make_supplier(bank_account_number="6222000000001234")

    page = as_role(Role.PROCUREMENT).get(reverse("admin:suppliers_supplier_change", args=[supplier.pk])).content.decode()

    assert "6222000000001234" not in page
    assert "•••• 1234" in page


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{{ 7*7 }}", '"><img src=x onerror=alert(1)>'])
def test_a_name_stays_text(hostile, as_role):
    supplier = make_supplier(name_zh=hostile)
    client = as_role(Role.PROCUREMENT)

    for address in (reverse(REGISTER), reverse("admin:suppliers_supplier_change", args=[supplier.pk])):
        page = client.get(address).content.decode()
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page
        assert "49" not in page or "{{ 7*7 }}" not in hostile


def test_procurement_corrects_the_place_of_registration_with_a_reason(as_role):
    supplier = make_supplier(registered_address="1 Demo Road")
    client = as_role(Role.PROCUREMENT)
    act = reverse("admin:suppliers_supplier_correct", args=[supplier.pk])
    told = {"country": "CN", "province": "CN-GD", "address": "1 Demo Road", "reason": ""}

    refused = client.post(act, told)
    client.post(act, told | {"reason": "The licence says Shenzhen."})

    page = client.get(reverse("admin:suppliers_supplier_change", args=[supplier.pk])).content.decode()
    assert refused.status_code == 422
    assert "Registration corrected" in page
    assert "Beijing" in page
    assert "Guangdong" in page
    assert "The licence says Shenzhen." in page


@pytest.mark.parametrize("role", [Role.MANAGER, Role.INTEGRITY, Role.AUDITOR])
def test_nobody_else_is_offered_to_correct_the_registration(role, as_role):
    supplier = make_supplier()
    client = as_role(role)

    page = client.get(reverse("admin:suppliers_supplier_change", args=[supplier.pk])).content.decode()

    assert "Correct the registration" not in page
    assert client.get(reverse("admin:suppliers_supplier_correct", args=[supplier.pk])).status_code == 403
