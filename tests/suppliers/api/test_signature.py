"""Signatures over the API: read by everybody concerned, refused by the signatory, signed by nobody."""

import pytest
from rest_framework.test import APIClient

from suppliers.models import Signature
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.application import make_approved_application
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    return Signature.objects.filter(supplier=make_approved_application().supplier).order_by("pk").first()


def caller(role: Role, supplier=None) -> APIClient:
    client = APIClient()
    client.force_authenticate(make_account(role, supplier))
    return client


def test_the_signatory_refuses_with_a_reason(task):
    client = caller(Role.SUPPLIER_SIGNATORY, task.supplier)

    answer = client.post(f"/api/v1/signatures/{task.pk}/refuse/", {"reason": "Clause 4."}, format="json")

    assert answer.status_code == 200
    assert (answer.data["status"], answer.data["refusal_reason"]) == ("REFUSED", "Clause 4.")
    again = client.post(f"/api/v1/signatures/{task.pk}/refuse/", {"reason": "Clause 4."}, format="json")
    assert (again.status_code, again.data["code"]) == (409, "move_not_allowed")


@pytest.mark.parametrize(
    ("role", "own", "status"),
    [(Role.SUPPLIER_ADMIN, True, 403), (Role.SUPPLIER_SIGNATORY, False, 404), (Role.PROCUREMENT, None, 403)],
)
def test_nobody_else_refuses(task, role, own, status):
    supplier = {True: task.supplier, False: make_supplier(), None: None}[own]

    answer = caller(role, supplier).post(f"/api/v1/signatures/{task.pk}/refuse/", {"reason": "No."}, format="json")

    assert answer.status_code == status
    assert Signature.objects.get(pk=task.pk).refused_at is None


def test_a_refusal_needs_its_reason(task):
    answer = caller(Role.SUPPLIER_SIGNATORY, task.supplier).post(f"/api/v1/signatures/{task.pk}/refuse/", {}, format="json")

    assert answer.status_code == 400
