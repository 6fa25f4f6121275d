"""The buyer's pages of papers and contractors."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from suppliers.models import Certificate
from suppliers.rules.role import Role
from suppliers.selectors.clock import today
from tests.factories.account import make_account
from tests.factories.certificate import make_certificate, make_contractor, make_product
from tests.factories.supplier import make_supplier
from tests.factories.upload import pdf, upload

pytestmark = pytest.mark.django_db
LIST = "admin:suppliers_certificate_changelist"


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def page_of(row, part: str = "change") -> str:
    return reverse(f"admin:suppliers_{row._meta.model_name}_{part}", args=[row.pk])


@pytest.fixture
def auditor(client):
    account = make_account(Role.AUDITOR)
    client.force_login(account)
    return account


def test_the_queues_hold_what_is_to_be_done(client, auditor):
    supplier = make_supplier()
    owner = make_account(Role.SUPPLIER_ADMIN, supplier)
    make_certificate(supplier, "ISO_14001", by=owner, number="WAITING-1", status="SUBMITTED", registry_status="UNKNOWN")
    make_certificate(supplier, "ISO_14001", by=owner, number="DUE-1", next_check_on=today() - timedelta(days=1))
    make_certificate(supplier, "ISO_14001", by=owner, number="ENDING-1", valid_to=today() + timedelta(days=30))
    make_certificate(supplier, "ISO_14001", by=owner, number="OVER-1", valid_to=today() - timedelta(days=30))

    found = {}
    for query, number in (
        ({"queue": "verify"}, "WAITING"),
        ({"queue": "look_up"}, "DUE"),
        ({"queue": "expiring"}, "ENDING"),
        ({"state": "EXPIRED"}, "OVER"),
        ({"q": "over-1"}, "OVER"),
    ):
        found[number] = sorted(set(re.findall(r"(WAITING|DUE|ENDING|OVER)-1", words(client.get(reverse(LIST), query)))))

    assert found == {"WAITING": ["WAITING"], "DUE": ["DUE"], "ENDING": ["ENDING"], "OVER": ["OVER"]}


def test_a_paper_is_verified_with_what_the_register_says(client, auditor):
    supplier = make_supplier()
    row = make_certificate(supplier, "ISO_14001", status="SUBMITTED", registry_status="UNKNOWN")
    page = words(client.get(page_of(row)))
    assert "The holder is the supplier." in page
    assert "Verify" in page

    empty = client.post(page_of(row, "verify"), {"found": ""})
    assert empty.status_code == 422
    done = client.post(page_of(row, "verify"), {"found": "VALID", "proof": upload("look.pdf", pdf())}, follow=True)

    assert "The paper is verified and counts from now on." in words(done)
    row.refresh_from_db()
    assert (row.status, row.registry_checks.get().proof.kind) == ("VERIFIED", "lookup")


def test_who_entered_a_paper_reads_why_somebody_else_verifies_it(client, auditor):
    row = make_certificate(make_supplier(), "ISO_14001", by=auditor, status="SUBMITTED", registry_status="UNKNOWN")

    assert "You entered or changed this paper, so somebody else verifies it." in words(client.get(page_of(row)))


def test_a_paper_is_not_accepted_with_a_reason(client, auditor):
    row = make_certificate(make_supplier(), "ISO_14001", status="SUBMITTED", registry_status="UNKNOWN")

    assert "Please state the reason" in words(client.post(page_of(row, "reject"), {"reason": ""}, follow=True))
    client.post(page_of(row, "reject"), {"reason": "Cut off."})

    row.refresh_from_db()
    assert (row.status, row.reason) == ("REJECTED", "Cut off.")


def test_a_look_up_takes_a_suspended_paper_out_at_once(client, auditor):
    row = make_certificate(make_supplier(), "CCC")

    client.post(page_of(row, "look_up"), {"found": "SUSPENDED", "note": "Follow-up missed"})

    assert "Suspended" in words(client.get(page_of(row)))
    assert Certificate.objects.get(pk=row.pk).registry_status == "SUSPENDED"


def test_procurement_enters_on_a_suppliers_behalf_and_hands_in(client):
    client.force_login(make_account(Role.PROCUREMENT))
    supplier = make_supplier()
    address = f"{reverse('admin:suppliers_certificate_enter')}?supplier={supplier.pk}"
    fields = {
        "kind": "ISO_14001",
        "number": "EMS 1",
        "holder_name": supplier.name_zh,
        "holder_role": "SUPPLIER",
        "issuer": "Demo Certification (fictional)",
        "standard_edition": "ISO 14001:2026",
        "valid_from": "2026-05-01",
        "valid_to": "2029-04-30",
        "file": upload("证书.pdf", pdf()),
    }

    assert client.get(address).status_code == 200
    client.post(address, fields)
    row = Certificate.objects.get()
    client.post(page_of(row, "submit"))

    row.refresh_from_db()
    assert row.status == "SUBMITTED"


def test_the_suppliers_page_tells_of_papers_products_and_contractors(client, auditor):
    supplier = make_supplier()
    display = make_product(supplier, "Stage display")
    make_certificate(supplier, "CCC", products=(display,))
    make_certificate(supplier, "DISCHARGE_PERMIT", valid_to=today() - timedelta(days=1))
    make_contractor(supplier, name="Demo Waste North (fictional)")

    page = words(client.get(reverse("admin:suppliers_supplier_change", args=[supplier.pk])))

    assert "A mandatory permit or licence has lapsed without a valid successor:" in page
    assert "Stage display" in page
    assert "Demo Waste North (fictional)" in page


@pytest.mark.parametrize("papers", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, auditor, papers, django_assert_max_num_queries):
    for _number in range(papers):
        make_certificate(make_supplier(), "CCC")
    client.get(reverse(LIST))

    with django_assert_max_num_queries(7):
        client.get(reverse(LIST))


def test_a_contractor_is_verified_and_looked_up_again(client, auditor):
    row = make_contractor(make_supplier(), status="SUBMITTED", registry_status="UNKNOWN")

    refused = words(client.post(page_of(row, "verify"), {"found": "REVOKED"}, follow=True))
    assert "The licence is not in force (Revoked)" in refused
    client.post(page_of(row, "verify"), {"found": "VALID"})
    row.refresh_from_db()
    assert (row.status, row.registry_status) == ("VERIFIED", "VALID")

    client.post(page_of(row, "look_up"), {"found": "SUSPENDED"})
    row.refresh_from_db()
    assert row.registry_status == "SUSPENDED"
