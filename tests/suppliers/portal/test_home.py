from datetime import date, timedelta

import pytest

from suppliers.models import Admittance
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import today
from suppliers.selectors.waiting import Urgency, urgency_of, waiting_items
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 21)


def applicant(standing, role=Role.SUPPLIER_ADMIN, **fields):
    supplier = make_supplier(standing)
    Admittance.objects.create(supplier=supplier, intake="SELF", **fields)
    return make_account(role, supplier)


@pytest.mark.parametrize(
    ("due_on", "urgency"),
    [
        (DAY - timedelta(days=1), Urgency.OVERDUE),
        (DAY, Urgency.SOON),
        (DAY + timedelta(days=7), Urgency.SOON),
        (DAY + timedelta(days=8), Urgency.CALM),
        (None, Urgency.CALM),
    ],
)
def test_a_date_is_soon_in_its_last_seven_days_and_overdue_the_day_after(due_on, urgency):
    assert urgency_of(due_on, today=DAY) is urgency


@pytest.mark.parametrize(
    ("standing", "role", "verbs"),
    [
        (Standing.DRAFT, Role.SUPPLIER_ADMIN, ["Fill in your application"]),
        (Standing.DRAFT, Role.SUPPLIER_CONTRIBUTOR, ["Fill in your application"]),
        (Standing.DRAFT, Role.SUPPLIER_SIGNATORY, []),
        (Standing.RETURNED, Role.SUPPLIER_ADMIN, ["Mend your application"]),
        (Standing.CHECKING, Role.SUPPLIER_ADMIN, []),
    ],
)
def test_an_application_waits_for_those_who_may_write_it(standing, role, verbs):
    account = applicant(standing, role)

    assert [item.verb for item in waiting_items(account, account.supplier, today=DAY)] == verbs


def test_the_first_page_says_what_to_do_until_when_and_how_the_company_stands(client):
    account = applicant(Standing.RETURNED, due_on=today() + timedelta(days=3))
    client.force_login(account)

    page = client.get("/supplier/").content.decode()

    assert "Mend your application" in page
    assert "in 3 days" in page
    assert "Soon due" in page
    assert "was sent back with reasons" in page


def test_an_empty_list_is_a_small_moment_of_peace(client):
    client.force_login(make_account(Role.SUPPLIER_SIGNATORY, make_supplier()))

    assert "Nothing waits for you" in client.get("/supplier/").content.decode()


def test_the_buyers_people_have_no_place_here(client):
    client.force_login(make_account(Role.PROCUREMENT))

    response = client.get("/supplier/")

    assert response.status_code == 403
    assert "Not for this account" in response.content.decode()
