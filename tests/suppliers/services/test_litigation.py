"""Lawsuits and the yearly figure."""

from dataclasses import replace
from datetime import date

import pytest

from suppliers.models import Litigation
from suppliers.permissions import NotAllowed
from suppliers.rules.litigation import LitigationKind
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.litigation import suppliers_in_litigation, visible_lawsuits
from suppliers.services.litigation import (
    Lawsuit,
    LawsuitClosed,
    LawsuitDayWrong,
    LawsuitKnown,
    OutcomeMissing,
    close_lawsuit,
    enter_lawsuit,
)
from tests.factories.account import make_account
from tests.factories.application import AT, make_evidence
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
CASE = Lawsuit(LitigationKind.CORRUPTION, "Court of Hangzhou", "(2026) 1", date(2026, 3, 1), "Court list, 2026-11-01")


@pytest.fixture
def integrity():
    return make_account(Role.INTEGRITY)


@pytest.mark.parametrize(
    ("day", "suppliers"),
    [(date(2026, 2, 28), 0), (date(2026, 3, 1), 1), (date(2026, 9, 30), 1), (date(2026, 10, 1), 0)],
)
def test_a_supplier_counts_from_the_filing_to_the_day_before_the_end(day, suppliers, integrity):
    row = enter_lawsuit(make_supplier(), CASE, by=integrity, at=AT)

    close_lawsuit(row, closed_on=date(2026, 10, 1), outcome="Dismissed.", by=integrity, at=AT)

    assert suppliers_in_litigation(day) == suppliers


def test_each_supplier_counts_once_and_only_over_corruption_or_unfair_competition(integrity):
    twice = make_supplier()
    enter_lawsuit(twice, CASE, by=integrity, at=AT)
    enter_lawsuit(twice, replace(CASE, case_number="2", kind=LitigationKind.UNFAIR_COMPETITION), by=integrity, at=AT)
    enter_lawsuit(make_supplier(), replace(CASE, kind=LitigationKind.OTHER), by=integrity, at=AT)
    enter_lawsuit(make_supplier(Standing.EXITED), CASE, by=integrity, at=AT)

    assert suppliers_in_litigation(date(2026, 11, 2)) == 1


def test_the_reference_year_ends_with_none(integrity):
    enter_lawsuit(make_supplier(), CASE, by=integrity, at=AT)

    assert suppliers_in_litigation(date(2023, 3, 31)) == 0


def test_a_case_is_entered_once(integrity):
    supplier = make_supplier()
    enter_lawsuit(supplier, CASE, by=integrity, at=AT)

    with pytest.raises(LawsuitKnown):
        enter_lawsuit(supplier, replace(CASE, case_number=" (2026) 1 "), by=integrity, at=AT)

    assert supplier.history.filter(action="litigation.enter").count() == 1


def test_days_lie_in_order_and_not_ahead(integrity):
    with pytest.raises(LawsuitDayWrong):
        enter_lawsuit(make_supplier(), replace(CASE, filed_on=date(2026, 11, 3)), by=integrity, at=AT)
    row = enter_lawsuit(make_supplier(), CASE, by=integrity, at=AT)
    for day in (date(2026, 2, 28), date(2026, 11, 3)):
        with pytest.raises(LawsuitDayWrong):
            close_lawsuit(row, closed_on=day, outcome="Dismissed.", by=integrity, at=AT)


def test_closing_takes_an_outcome_and_happens_once(integrity):
    row = enter_lawsuit(make_supplier(), CASE, by=integrity, at=AT)

    with pytest.raises(OutcomeMissing):
        close_lawsuit(row, closed_on=date(2026, 10, 1), outcome=" ", by=integrity, at=AT)
    close_lawsuit(row, closed_on=date(2026, 10, 1), outcome="Dismissed.", by=integrity, at=AT)
    with pytest.raises(LawsuitClosed):
        close_lawsuit(row, closed_on=date(2026, 10, 2), outcome="Again.", by=integrity, at=AT)


def test_a_file_of_another_supplier_proves_nothing(integrity):
    foreign = make_evidence(make_supplier(), integrity)

    with pytest.raises(NotAllowed):
        enter_lawsuit(make_supplier(), replace(CASE, proof=foreign), by=integrity, at=AT)


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.MANAGER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_integrity_and_compliance_keeps_the_register(role, integrity):
    row = enter_lawsuit(make_supplier(), CASE, by=integrity, at=AT)
    person = make_account(role)

    with pytest.raises(NotAllowed):
        enter_lawsuit(make_supplier(), CASE, by=person, at=AT)
    with pytest.raises(NotAllowed):
        close_lawsuit(row, closed_on=date(2026, 10, 1), outcome="No.", by=person, at=AT)

    assert Litigation.objects.count() == 1


def test_the_supplier_does_not_see_the_register(integrity):
    supplier = make_supplier()
    enter_lawsuit(supplier, CASE, by=integrity, at=AT)

    assert not visible_lawsuits(make_account(Role.SUPPLIER_ADMIN, supplier)).exists()
    assert visible_lawsuits(make_account(Role.PROCUREMENT)).count() == 1
