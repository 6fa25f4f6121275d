"""Papers, products and contractors for machines."""

import pytest
from django.urls import reverse

from suppliers.models import Certificate, Product, WasteContractor
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.certificate import make_certificate, make_contractor, make_evidence, make_product
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def post(client, address: str, data: object = None):
    return client.post(address, data or {}, content_type="application/json")


@pytest.fixture
def owner():
    return make_account(Role.SUPPLIER_ADMIN, make_supplier())


def test_the_whole_way_of_a_paper(client, owner):
    client.force_login(owner)
    file = make_evidence(owner.supplier, owner)
    sent = {
        "supplier": owner.supplier_id,
        "kind": "ISO_14001",
        "number": "ems 1",
        "holder_name": owner.supplier.name_zh,
        "issuer": "Demo Certification (fictional)",
        "standard_edition": "ISO 14001:2026",
        "valid_from": "2026-05-01",
        "valid_to": "2029-04-30",
        "file": file.pk,
    }

    made = post(client, "/api/v1/certificates/", sent)
    assert (made.status_code, made.json()["state"], made.json()["number"]) == (201, "DRAFT", "EMS 1")
    address = f"/api/v1/certificates/{made.json()['id']}/"
    assert post(client, f"{address}submit/").json()["status"] == "SUBMITTED"
    assert post(client, f"{address}verify/", {"found": "VALID"}).status_code == 403

    client.force_login(make_account(Role.AUDITOR))
    assert post(client, f"{address}verify/", {"found": "UNKNOWN"}).json()["code"] == "register_not_looked_up"
    assert post(client, f"{address}verify/", {"found": "VALID"}).json()["status"] == "VERIFIED"
    assert post(client, f"{address}registry-check/", {"found": "SUSPENDED"}).json()["found"] == "SUSPENDED"
    assert client.get(address).json()["state"] == "SUSPENDED"
    assert len(client.get("/api/v1/certificates/", {"state": "SUSPENDED"}).json()["results"]) == 1
    assert client.get("/api/v1/certificates/", {"state": "VALID"}).json()["results"] == []


def test_refusals_are_problems_with_a_code(client, owner):
    client.force_login(owner)
    row = make_certificate(owner.supplier, "ISO_14001", by=owner, status="DRAFT", holder_name="别人有限公司")

    refused = post(client, f"/api/v1/certificates/{row.pk}/submit/")

    assert (refused.status_code, refused.json()["code"]) == (409, "certificate_refused")
    assert "The holder is not the supplier." in refused.json()["detail"]


def test_a_neighbour_finds_nothing(client, owner):
    row = make_certificate(make_supplier(), "ISO_14001")
    client.force_login(owner)

    assert client.get(f"/api/v1/certificates/{row.pk}/").status_code == 404
    assert post(client, f"/api/v1/certificates/{row.pk}/submit/").status_code == 404
    assert client.get("/api/v1/certificates/").json()["results"] == []


def test_rohs_particulars_and_measurements(client, owner):
    client.force_login(owner)
    product = make_product(owner.supplier)
    row = make_certificate(owner.supplier, "ROHS", by=owner, status="DRAFT", products=(product,))
    address = f"/api/v1/certificates/{row.pk}/"
    particulars = {"scheme": "EU", "reported_on": "2026-01-15", "substances": ["PB"]}

    assert client.put(f"{address}rohs/", particulars, content_type="application/json").status_code == 200
    assert client.get(f"{address}measurements/").json() == []
    assert post(client, f"{address}submit/").json()["code"] == "substances_missing"


@pytest.mark.parametrize("papers", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, papers, django_assert_max_num_queries):
    client.force_login(make_account(Role.AUDITOR))
    for _number in range(papers):
        supplier = make_supplier()
        make_certificate(supplier, "CCC", products=(make_product(supplier),))

    with django_assert_max_num_queries(5):
        found = client.get("/api/v1/certificates/").json()["results"]

    assert len(found) == papers


def test_products_and_what_covers_them(client, owner):
    client.force_login(owner)
    sent = {"supplier": owner.supplier_id, "name": "Display", "is_electrical": True, "catalogue_code": "0903"}

    assert post(client, "/api/v1/products/", {**sent, "catalogue_code": "9999"}).json()["code"] == "unknown_product_code"
    made = post(client, "/api/v1/products/", sent)
    assert (made.status_code, made.json()["in_3c_catalogue"]) == (201, True)
    product = Product.objects.get()
    paper = make_certificate(owner.supplier, "CCC", by=owner, products=(product,))
    assert client.get(f"/api/v1/products/{product.pk}/coverage/").json() == {
        "product": product.pk, "needs_3c": True, "by_3c": paper.pk, "needs_rohs": True, "by_rohs": None,
    }  # fmt: skip
    assert post(client, f"/api/v1/products/{product.pk}/offer/", {"offered": False}).json()["is_offered"] is False


def test_contractors(client, owner):
    client.force_login(owner)
    sent = {
        "supplier": owner.supplier_id,
        "kind": "E_WASTE",
        "name": "Demo Recycling (fictional)",
        "licence_number": "E 1",
        "valid_from": "2026-01-01",
        "valid_to": "2027-12-31",
        "file": make_evidence(owner.supplier, owner, "licence").pk,
    }

    made = post(client, "/api/v1/waste-contractors/", sent)
    assert (made.status_code, made.json()["state"]) == (201, "SUBMITTED")
    address = f"/api/v1/waste-contractors/{WasteContractor.objects.get().pk}/"
    assert post(client, f"{address}verify/", {"found": "VALID"}).status_code == 403
    theirs = make_contractor(make_supplier())
    assert client.get(f"/api/v1/waste-contractors/{theirs.pk}/").status_code == 404

    client.force_login(make_account(Role.PROCUREMENT))
    assert post(client, f"{address}verify/", {"found": "VALID"}).json()["state"] == "VALID"
    assert post(client, f"{address}registry-check/", {"found": "REVOKED"}).json()["state"] == "NOT_VALID_IN_REGISTER"
    assert post(client, f"{address}end/").json()["status"] == "ENDED"
    assert Certificate.objects.count() == 0
    assert reverse("api:waste-contractor-list") == "/api/v1/waste-contractors/"
