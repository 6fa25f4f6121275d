"""Published scores: the list, the page and the receipt's bytes."""

import hashlib
import json

import pytest
from django.urls import reverse

from assessments.models import ScoreSheet
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from tests.factories.account import make_account
from tests.factories.review import make_verified
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def act(name: str, sheet: ScoreSheet) -> str:
    return reverse(f"admin:assessments_scoresheet_{name}", args=[sheet.pk])


@pytest.fixture
def reader(client):
    account = make_account(Role.AUDITOR)
    client.force_login(account)
    return account


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries_for_any_number_of_rows(client, reader, rows, django_assert_num_queries):
    for _ in range(rows):
        make_verified(reader, make_supplier(Standing.ACTIVE, category="service", profile="office"))

    with django_assert_num_queries(4):
        response = client.get(reverse("admin:assessments_scoresheet_changelist"))

    assert len(response.context["cl"].result_list) == rows


def test_the_page_shows_every_step_of_the_sum(client, reader):
    sheet = make_verified(reader)

    page = client.get(act("change", sheet)).content.decode()

    for step in ("S = 0.75 × 53.60 + 0.25 × 70.80 = <strong>57.90</strong>", sheet.receipt_sha256, "Digest recomputed just now"):
        assert step in page
    assert page.count("data:image/svg+xml") == 2


def test_the_receipt_is_a_file_whose_digest_is_the_published_one(client, reader):
    sheet = make_verified(reader)

    response = client.get(act("receipt", sheet))

    assert hashlib.sha256(response.content).hexdigest() == sheet.receipt_sha256
    assert json.loads(response.content)["esg"]["score"] == "57.90"
    assert response["Content-Disposition"].startswith('attachment; filename="receipt-')
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_receipt_changed_in_the_database_is_not_shown_as_sound(client, reader):
    sheet = make_verified(reader)
    ScoreSheet.objects.update(receipt={**sheet.receipt, "grade": "A"})

    page = client.get(act("change", sheet)).content.decode()

    assert "no longer has the digest under which it was published" in page
    assert "Digest recomputed just now" not in page


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SUPPLIER_ADMIN])
def test_administrators_and_suppliers_do_not_get_in(client, reader, role):
    sheet = make_verified(reader)
    firm = sheet.assessment.supplier if role == Role.SUPPLIER_ADMIN else None
    client.force_login(make_account(role, firm))

    statuses = {client.get(act(name, sheet)).status_code for name in ("change", "receipt")}

    assert statuses <= {302, 403}
