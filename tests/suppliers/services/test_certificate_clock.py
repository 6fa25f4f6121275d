"""What a day does to papers."""

from datetime import UTC, date, datetime, timedelta

import pytest

from suppliers.models import Notice, Supplier
from suppliers.rules.role import Role
from suppliers.services.certificate_clock import certificates_clock
from suppliers.services.certificate_effect import refresh_next_expiry
from tests.factories.account import make_account
from tests.factories.certificate import AT, TODAY, make_certificate
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
END = date(2027, 3, 1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)


@pytest.fixture
def supplier():
    supplier = make_supplier()
    make_account(Role.SUPPLIER_ADMIN, supplier, email="owner@example.com")
    return supplier


def told(kind: str) -> int:
    return Notice.objects.filter(kind=kind, email="owner@example.com").count()


def test_the_supplier_is_warned_once_in_each_band(supplier):
    make_certificate(supplier, "ISO_14001", valid_to=END, by=supplier.accounts.get())
    counts = []
    for left in (91, 90, 89, 60, 45, 30, 29, 7, 1, 0):
        certificates_clock(at=at(END - timedelta(days=left)))
        counts.append(told("certificate_expiring"))

    assert counts == [0, 1, 1, 2, 2, 3, 3, 4, 4, 4]


def test_a_late_clock_warns_once_and_runs_twice_without_harm(supplier):
    make_certificate(supplier, "ISO_14001", valid_to=END, by=supplier.accounts.get())

    for _twice in range(2):
        certificates_clock(at=at(END - timedelta(days=5)))

    assert told("certificate_expiring") == 1


def test_the_last_day_counts_and_the_next_one_does_not(supplier):
    make_account(Role.PROCUREMENT, email="buyer@example.com")
    make_certificate(supplier, "ISO_14001", valid_to=END, by=supplier.accounts.get())
    refresh_next_expiry([supplier.pk], at=AT)

    assert certificates_clock(at=at(END)).ended == 0
    certificates_clock(at=at(END + timedelta(days=1)))

    assert told("certificate_expired") == 1
    assert Notice.objects.filter(kind="certificate_expired", email="buyer@example.com").count() == 1
    assert Supplier.objects.get(pk=supplier.pk).next_expiry_on is None


def test_who_has_handed_in_the_renewal_is_left_in_peace(supplier):
    owner = supplier.accounts.get()
    old = make_certificate(supplier, "ISO_14001", valid_to=END, by=owner)
    make_certificate(supplier, "ISO_14001", by=owner, replaces=old, status="SUBMITTED", registry_status="UNKNOWN")

    certificates_clock(at=at(END - timedelta(days=7)))

    assert told("certificate_expiring") == 0


def test_a_renewal_that_begins_retires_the_old_paper(supplier):
    owner = supplier.accounts.get()
    old = make_certificate(supplier, "ISO_14001", valid_to=END, by=owner)
    make_certificate(supplier, "ISO_14001", by=owner, replaces=old, valid_from=END, valid_to=date(2030, 1, 1))

    assert certificates_clock(at=at(END - timedelta(days=1))).replaced == 0
    assert certificates_clock(at=at(END)).replaced == 1

    old.refresh_from_db()
    assert old.status == "SUPERSEDED"


def test_procurement_is_told_once_of_papers_to_look_up_again(supplier):
    make_account(Role.PROCUREMENT, email="buyer@example.com")
    owner = supplier.accounts.get()
    make_certificate(supplier, "CCC", by=owner, next_check_on=TODAY)
    make_certificate(supplier, "CCC", by=owner, next_check_on=TODAY + timedelta(days=2))
    counts = []
    for day in (-1, 0, 1, 2, 3):
        certificates_clock(at=AT + timedelta(days=day))
        counts.append(Notice.objects.filter(kind="certificate_look_up").count())

    assert counts == [0, 1, 1, 2, 2]
    assert Notice.objects.filter(kind="certificate_look_up").latest("pk").facts == {"count": 2}


def test_ended_relations_are_not_written_to(supplier):
    Supplier.objects.filter(pk=supplier.pk).update(standing="EXITED")
    make_certificate(supplier, "ISO_14001", valid_to=END, by=supplier.accounts.get())

    certificates_clock(at=at(END - timedelta(days=7)))

    assert told("certificate_expiring") == 0
