"""Coverage, campaigns and lawsuits for machines."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from suppliers.models import Litigation
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.register import make_campaign, make_lawsuit
from tests.factories.signature import make_document, make_signature
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def api(role: Role, supplier=None) -> APIClient:
    client = APIClient()
    client.force_authenticate(make_account(role, supplier))
    return client


def test_coverage_of_a_day():
    document = make_document()
    make_signature(make_supplier(), document, signed_on=date(2026, 1, 5))
    make_supplier()

    found = api(Role.AUDITOR).get("/api/v1/coverage/", {"kind": "IU", "as_of": "2026-11-20"})

    assert found.json() == {"kind": "IU", "as_of": "2026-11-20", "covered": 1, "counted": 2, "percent": "50.00"}


@pytest.mark.parametrize(
    ("query", "status"),
    [({"kind": "IU"}, 400), ({"kind": "X", "as_of": "2026-11-20"}, 400), ({"kind": "IU", "as_of": "2999-01-01"}, 409)],
)
def test_a_question_that_cannot_be_answered_is_refused(query, status):
    assert api(Role.AUDITOR).get("/api/v1/coverage/", query).status_code == status


def test_suppliers_people_count_nothing_and_see_no_register():
    supplier = make_supplier()
    row = make_lawsuit(supplier, make_account(Role.INTEGRITY))
    client = api(Role.SUPPLIER_ADMIN, supplier)

    assert client.get("/api/v1/coverage/", {"kind": "IU", "as_of": "2026-11-20"}).status_code == 403
    assert client.get("/api/v1/lawsuits/").status_code == 403
    assert client.get(f"/api/v1/lawsuits/{row.pk}/").status_code == 403
    assert client.get("/api/v1/signing-campaigns/").status_code == 403


def test_progress_of_a_campaign():
    campaign = make_campaign(make_document().pk)

    found = api(Role.MANAGER).get(f"/api/v1/signing-campaigns/{campaign.pk}/progress/")

    assert found.json() == {"asked": 0, "opened": 0, "signed": 0, "refused": 0, "overdue": 0}


def test_a_lawsuit_is_entered_counted_and_closed():
    supplier = make_supplier()
    client = api(Role.INTEGRITY)
    typed = {
        "supplier": supplier.pk,
        "kind": "CORRUPTION",
        "court": "Demo court",
        "case_number": "7",
        "filed_on": "2026-03-01",
        "source": "List",
    }

    entered = client.post("/api/v1/lawsuits/", typed, format="json")
    counted = client.get("/api/v1/lawsuits/figure/", {"as_of": "2026-10-01"})
    closed = client.post(
        f"/api/v1/lawsuits/{entered.json()['id']}/close/", {"closed_on": "2026-04-01", "outcome": "Dismissed."}, format="json"
    )

    assert entered.status_code == 201
    assert counted.json() == {"as_of": "2026-10-01", "suppliers": 1}
    assert closed.json()["outcome"] == "Dismissed."


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.MANAGER, Role.AUDITOR])
def test_others_read_lawsuits_and_enter_none(role):
    supplier = make_supplier()
    typed = {
        "supplier": supplier.pk,
        "kind": "CORRUPTION",
        "court": "x",
        "case_number": "7",
        "filed_on": "2026-03-01",
        "source": "x",
    }

    assert api(role).post("/api/v1/lawsuits/", typed, format="json").status_code == 403
    assert api(role).get("/api/v1/lawsuits/").status_code == 200
    assert not Litigation.objects.exists()
