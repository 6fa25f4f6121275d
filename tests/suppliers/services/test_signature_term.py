"""Reminders, renewal, expiry, applications nobody signs, and the day as a whole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from suppliers.models import Admittance, Notice, Signature, Supplier
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.services.daily_clock import DayReport, run_daily_clocks
from suppliers.services.notice import notice_text
from suppliers.services.signature_term import reminder_band
from tests.factories.account import make_account
from tests.factories.application import AT, make_approved_application
from tests.suppliers.services.test_signature import give, tasks_of

pytestmark = pytest.mark.django_db
NOTHING = DayReport(0, 0, 0, 0, 0)


def day(number: int):
    return AT + timedelta(days=number)


def active_supplier() -> Supplier:
    admittance = make_approved_application()
    person = make_account(Role.SUPPLIER_SIGNATORY, admittance.supplier)
    for task in tasks_of(admittance.supplier):
        give(task, person)
    return Supplier.objects.get(pk=admittance.supplier_id)


@pytest.mark.parametrize(
    ("days_left", "term", "band"),
    [
        (61, 90, None),
        (60, 90, 60),
        (31, 90, 60),
        (30, 90, 30),
        (8, 90, 30),
        (7, 90, 7),
        (0, 90, 7),
        (-1, 90, None),
        (30, 30, None),
        (29, 30, None),
        (7, 30, 7),
    ],
)
def test_a_reminder_band_is_chosen_by_days_left_and_never_for_a_shorter_term(days_left, term, band):
    # A term of 30 days is just asked for when 30 days are left: only the reminder of the last week is new.
    assert reminder_band(days_left, term) == band


def test_each_reminder_goes_out_once_however_often_the_clock_runs():
    supplier = make_approved_application().supplier
    signatory = make_account(Role.SUPPLIER_SIGNATORY, supplier)

    for number in (22, 23, 23, 24, 29):
        run_daily_clocks(at=day(number))

    assert Notice.objects.filter(kind="signature_reminder", account=signatory).count() == 2


@pytest.mark.parametrize(("number", "standing"), [(60, Standing.AWAITING_SIGNATURE), (61, Standing.REJECTED)])
def test_an_application_unsigned_for_60_days_lapses(number, standing):
    admittance = make_approved_application()

    run_daily_clocks(at=day(number))

    assert Supplier.objects.get(pk=admittance.supplier_id).standing == standing
    withdrawn = Signature.objects.filter(status="WITHDRAWN").count()
    closed = Admittance.objects.get(pk=admittance.pk).closed_at is not None
    assert (withdrawn, closed) == ((2, True) if standing == Standing.REJECTED else (0, False))


def test_renewal_is_asked_for_60_days_before_the_end_and_the_end_is_kept():
    supplier = active_supplier()
    last_day = date(2029, 11, 2)
    at = AT.replace(year=2029, month=9, day=3)

    # Only the training that was never attended speaks.
    assert replace(run_daily_clocks(at=at - timedelta(days=1)), trainings_reminded=0) == NOTHING
    assert run_daily_clocks(at=at).renewed == 2
    assert run_daily_clocks(at=at).renewed == 0
    assert [task.due_on for task in tasks_of(supplier)] == [last_day, last_day]
    assert run_daily_clocks(at=AT.replace(year=2029, month=11, day=2)).expired == 0
    assert run_daily_clocks(at=AT.replace(year=2029, month=11, day=3)).expired == 2
    assert sorted(Signature.objects.values_list("status", flat=True)) == ["ASSIGNED", "ASSIGNED", "EXPIRED", "EXPIRED"]


def test_the_same_version_is_signed_again_before_its_term_ends():
    supplier = active_supplier()
    at = AT.replace(year=2029, month=9, day=3)
    run_daily_clocks(at=at)
    person = supplier.accounts.get(role=Role.SUPPLIER_SIGNATORY)

    for task in tasks_of(supplier):
        give(task, person, at=at)

    in_force = Signature.objects.filter(status="SIGNED")
    assert [signature.valid_until for signature in in_force] == [date(2032, 9, 3)] * 2
    assert Signature.objects.filter(status="SUPERSEDED").count() == 2


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_notice_of_the_way_can_be_read(language):
    make_account(Role.PROCUREMENT)
    active_supplier()
    Notice.objects.update(language=language)

    for notice in Notice.objects.select_related("supplier", "account"):
        subject, body = notice_text(notice)
        assert subject
        assert "http://testserver/" in body, notice.kind
