"""Labels in the admin: the list, the panel, the register's filter."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from suppliers.models import Supplier
from suppliers.rules.role import Role
from suppliers.selectors.clock import now
from suppliers.services.label import refresh_labels
from tests.factories.label import make_certified, make_performer
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_panel_says_what_is_held_and_what_is_missing(as_role):
    supplier = make_performer(esg_score=Decimal("79.99"))

    page = words(as_role(Role.AUDITOR).get(reverse("admin:suppliers_supplier_change", args=[supplier.pk])))

    assert "The ESG score is 79.99; the label asks for 80 or more." in page
    assert "No product of the 3C catalogue and no electrical product is on offer." in page


def test_the_list_shows_periods_held_and_lost(as_role):
    supplier = make_performer(esg_scored_on=now().date())
    supplier.certificates.update(valid_to=now().date() + timedelta(days=300))
    refresh_labels(at=now())
    Supplier.objects.filter(pk=supplier.pk).update(esg_score=Decimal(10))
    refresh_labels(at=now())
    client, address = as_role(Role.AUDITOR), reverse("admin:suppliers_labelperiod_changelist")

    page = words(client.get(address))

    assert "The ESG score is 10.00; the label asks for 80 or more." in page
    assert "No supplier has held" not in page
    assert "Nothing matches" in words(client.get(address, {"held": "held"}))


@pytest.mark.parametrize(
    ("label", "found"),
    [("GREEN_3C_ROHS", ["SUP-1", "SUP-3"]), ("GREEN_PERFORMANCE", ["SUP-2", "SUP-3"]), ("BOTH", ["SUP-3"]), ("NONE", ["SUP-4"])],
)
def test_the_register_is_filtered_by_label(label, found, as_role):
    make_supplier(number="SUP-1", holds_green_3c_rohs=True)
    make_supplier(number="SUP-2", holds_green_performance=True)
    make_supplier(number="SUP-3", holds_green_3c_rohs=True, holds_green_performance=True)
    make_supplier(number="SUP-4")

    response = as_role(Role.AUDITOR).get(reverse("admin:suppliers_supplier_changelist"), {"label": label})

    assert [row.number for row in response.context_data["cl"].result_list] == found


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_many_as_for_one(rows, as_role, django_assert_num_queries):
    for _ in range(rows):
        make_certified()
    refresh_labels(at=now())
    client, address = as_role(Role.AUDITOR), reverse("admin:suppliers_labelperiod_changelist")
    client.get(address)

    with django_assert_num_queries(4):
        client.get(address)
