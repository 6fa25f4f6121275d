"""Every page opens for whom it is meant, keeps its frame when it refuses, and costs the same at one row and three."""

import pytest
from django.test import Client
from django.urls import reverse

from suppliers.rules.role import BUYER_ROLES, Role
from suppliers.rules.standing import Standing
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

STAFF = ("PROCUREMENT", "MANAGER", "INTEGRITY", "AUDITOR")
LISTS = {
    "index": (*STAFF, "REQUESTER", "FINANCE", "ADMINISTRATOR"),
    "suppliers_supplier_changelist": STAFF,
    "suppliers_admittance_changelist": STAFF,
    "suppliers_invitation_changelist": ("PROCUREMENT", "MANAGER"),
    "suppliers_invitation_invite": ("PROCUREMENT", "MANAGER"),
    "suppliers_signature_changelist": STAFF,
    "suppliers_documentversion_changelist": STAFF,
    "suppliers_documentversion_write": ("INTEGRITY",),
    "suppliers_regioncount_changelist": STAFF,
    "suppliers_job_changelist": (*STAFF, "FINANCE", "ADMINISTRATOR"),
    "suppliers_notice_changelist": ("ADMINISTRATOR",),
    "suppliers_account_changelist": ("ADMINISTRATOR",),
    "suppliers_historyentry_changelist": STAFF,
}


def logged_in(role: Role, supplier=None) -> Client:
    client = Client()
    client.force_login(make_account(role, supplier), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("role", sorted(BUYER_ROLES))
@pytest.mark.parametrize("name", LISTS)
def test_a_page_opens_for_its_roles_and_refuses_the_others_inside_the_frame(name, role):
    make_supplier()

    response = logged_in(Role(role)).get(reverse(f"admin:{name}"))

    assert response.status_code == (200 if role in LISTS[name] else 403)
    assert b'class="a-menu"' in response.content


def test_a_stranger_is_asked_to_log_in():
    response = Client().get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("login"))


@pytest.mark.parametrize("role", [Role.SUPPLIER_ADMIN, Role.SUPPLIER_SIGNATORY, Role.SUPPLIER_CONTRIBUTOR])
def test_a_suppliers_person_is_sent_home(role):
    response = logged_in(role, make_supplier()).get(reverse("admin:suppliers_supplier_changelist"), follow=True)

    assert response.redirect_chain[-1][0].startswith("/supplier/")


def test_a_missing_row_is_a_page_with_a_way_back():
    response = logged_in(Role.PROCUREMENT).get(reverse("admin:suppliers_supplier_change", args=[987654]))

    assert response.status_code == 404
    assert reverse("admin:index").encode() in response.content


def test_logging_out_takes_a_post():
    client = logged_in(Role.PROCUREMENT)

    client.get(reverse("admin:logout"))
    assert client.get(reverse("admin:index")).status_code == 200

    client.post(reverse("admin:logout"))
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_costs_the_same_queries_at_any_length(rows, django_assert_num_queries):
    for _row in range(rows):
        make_supplier()
    client = logged_in(Role.PROCUREMENT)

    with django_assert_num_queries(5):
        response = client.get(reverse("admin:suppliers_supplier_changelist"))

    assert response.context_data["cl"].result_count == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_page_costs_the_same_queries_at_any_length(rows, django_assert_num_queries):
    for _row in range(rows):
        make_supplier(Standing.SUBMITTED)
    client = logged_in(Role.PROCUREMENT)

    with django_assert_num_queries(31):
        client.get(reverse("admin:index"))
