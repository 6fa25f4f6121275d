"""What orders and invoices say about a supplier."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from suppliers.models import Supplier
from suppliers.rules.order_figures import OrderFigures
from suppliers.rules.spend import spend_class
from suppliers.selectors.order import order_figures, spend_of
from suppliers.selectors.policy import scoring_policy
from suppliers.services.spend import refresh_spend
from tests.factories.supplier import make_supplier
from tests.factories.trade import make_invoice, make_order

START, END = date(2026, 7, 1), date(2026, 9, 30)
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_orders_due_in_the_period_make_the_figures(django_assert_num_queries):
    supplier = make_supplier()
    make_order(supplier, "A", due_on=date(2026, 9, 30), delivered_on=date(2026, 9, 30), response_hours=Decimal(4))
    make_order(supplier, "B", due_on=date(2026, 9, 30), delivered_on=date(2026, 10, 1), accepted_quantity=Decimal(50))
    make_order(supplier, "C", due_on=date(2026, 9, 30), delivered_on=None, accepted_quantity=None, response_hours=None)
    make_order(supplier, "D", due_on=date(2026, 10, 1))
    make_order(make_supplier(), "E")

    with django_assert_num_queries(1):
        figures = order_figures(supplier.pk, START, END)

    assert figures == OrderFigures(3, 1, Decimal("33.33"), Decimal("74.50"), Decimal("5.25"))


def test_without_orders_there_is_nothing_to_say():
    assert order_figures(make_supplier().pk, START, END) == OrderFigures(0, 0, None, None, None)


def test_spend_is_what_was_accepted_in_twelve_months(django_assert_num_queries):
    one, other = make_supplier(), make_supplier()
    make_invoice(one, "A", "100.10", accepted_on=date(2026, 11, 20))
    make_invoice(one, "B", "200.20", accepted_on=date(2025, 11, 21))
    make_invoice(one, "C", "-50.05", accepted_on=date(2026, 1, 5))
    make_invoice(one, "D", "999", accepted_on=date(2025, 11, 20))
    make_invoice(other, "E", "7", accepted_on=date(2026, 11, 1))

    with django_assert_num_queries(1):
        found = spend_of(date(2026, 11, 20))

    assert found == {one.pk: Decimal("250.25"), other.pk: Decimal("7.00")}
    assert spend_of(date(2026, 11, 20), [other.pk]) == {other.pk: Decimal("7.00")}


@pytest.mark.parametrize("cny", ["5000000", "4999999.99", "500000", "499999.99", "50000", "49999.99", "0.01", "-5"])
def test_the_class_kept_is_the_one_the_policy_gives(cny):
    supplier = make_supplier()
    # In three parts, so that sums of the database are put to the test.
    third = (Decimal(cny) / 3).quantize(Decimal("0.01"))
    for number, part in enumerate((third, third, Decimal(cny) - 2 * third)):
        make_invoice(supplier, str(number), str(part))

    refresh_spend(at=AT)

    kept = Supplier.objects.get(pk=supplier.pk)
    assert kept.spend_cny == Decimal(cny)
    assert kept.spend_class == str(spend_class(Decimal(cny), scoring_policy().spend_bands))


def test_spend_of_all_is_reckoned_by_the_database(django_assert_num_queries):
    for number in range(3):
        make_invoice(make_supplier(), str(number))

    with django_assert_num_queries(5):  # two updates, the policy in force, and a transaction around them
        assert refresh_spend(at=AT) == 3
    assert refresh_spend(at=AT) == 0
    assert refresh_spend(at=datetime(2028, 1, 1, tzinfo=UTC)) == 3
