"""How much of the register held a signature on any day."""

from datetime import date

import pytest

from suppliers.models import StandingPeriod
from suppliers.rules.coverage import Covered
from suppliers.rules.role import Role
from suppliers.rules.signature import SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.selectors.coverage import coverage_on, coverage_over, unsigned_on
from tests.factories.account import make_account
from tests.factories.signature import make_document, make_signature
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
DAY = date(2023, 3, 31)
SINCE = date(2020, 1, 2)


def test_everybody_who_counts_and_has_signed_is_covered():
    document = make_document()
    for _serial in range(3):
        make_signature(make_supplier(since=SINCE), document, signed_on=date(2022, 5, 1))
    make_supplier(since=SINCE)
    make_signature(make_supplier(Standing.REJECTED, since=SINCE), document, signed_on=date(2022, 5, 1))

    assert coverage_on("IU", DAY) == Covered(DAY, 3, 4)
    assert coverage_on("COC", DAY) == Covered(DAY, 0, 4)


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2022, 4, 30), 0),
        (date(2022, 5, 1), 1),
        (date(2025, 4, 30), 1),
        (date(2025, 5, 1), 0),
    ],
)
def test_a_signature_holds_from_its_day_to_the_last_of_its_term(day, covered):
    supplier = make_supplier(since=SINCE)
    make_signature(supplier, make_document(), signed_on=date(2022, 5, 1), valid_until=date(2025, 4, 30))

    assert coverage_on("IU", day).covered == covered


def test_a_signature_that_was_replaced_later_held_on_the_days_before():
    supplier = make_supplier(since=SINCE)
    old = make_document(version="1.0", status="RETIRED")
    make_signature(supplier, old, signed_on=date(2022, 5, 1), status=SignatureStatus.SUPERSEDED)
    make_signature(supplier, make_document(version="2.0"), signed_on=date(2023, 6, 1))

    assert coverage_on("IU", DAY) == Covered(DAY, 1, 1)
    assert coverage_on("IU", date(2023, 7, 1)) == Covered(date(2023, 7, 1), 1, 1)


def test_who_has_left_since_still_counts_on_days_before():
    supplier = make_supplier(since=SINCE)
    make_signature(supplier, make_document(), signed_on=date(2022, 5, 1))
    StandingPeriod.objects.filter(supplier=supplier).update(valid_to=date(2023, 5, 1))
    StandingPeriod.objects.create(
        supplier=supplier, standing=Standing.EXITED, region_group="MAINLAND", valid_from=date(2023, 5, 1)
    )

    assert coverage_on("IU", DAY) == Covered(DAY, 1, 1)
    assert coverage_on("IU", date(2023, 5, 1)) == Covered(date(2023, 5, 1), 0, 0)


@pytest.mark.parametrize("suppliers", [1, 3])
def test_thirteen_months_cost_as_many_queries_as_one(suppliers, django_assert_num_queries):
    document = make_document()
    for _serial in range(suppliers):
        make_signature(make_supplier(since=SINCE), document, signed_on=date(2022, 5, 1))
    days = [date(2022, month, 28) for month in range(1, 13)] + [DAY]

    with django_assert_num_queries(3):
        over = coverage_over(["IU", "COC"], days)

    assert [one.covered for one in over["IU"]] == [0, 0, 0, 0] + [suppliers] * 9
    assert over["IU"][-1] == coverage_on("IU", DAY)
    assert over["COC"][-1] == coverage_on("COC", DAY)


def test_the_list_of_those_missing_is_the_rest():
    document = make_document()
    signed, open_one = make_supplier(since=SINCE), make_supplier(since=SINCE)
    make_signature(signed, document, signed_on=date(2022, 5, 1))
    make_signature(open_one, document)

    assert list(unsigned_on(make_account(Role.AUDITOR), "IU", DAY)) == [open_one]
    assert list(unsigned_on(make_account(Role.SUPPLIER_ADMIN, signed), "IU", DAY)) == []
