"""Five simulated years in Shanghai, a morning at a time: every expiry, reminder and deadline speaks once, on its day."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from assessments.services.assessment import assign_due_assessments
from assessments.services.assessment_clock import close_returned_assessments, remind_of_assessments
from assessments.services.carbon_year import carbon_clock
from suppliers.models import Notice, Supplier
from suppliers.rules.role import Role
from suppliers.selectors.clock import local_day
from suppliers.services.daily_clock import run_daily_clocks
from tests.factories.account import make_account
from tests.factories.carbon import make_agreement
from tests.factories.certificate import make_certificate, make_contractor
from tests.factories.signature import make_document, make_signature
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 11, 21), date(2031, 11, 21)
# A month's end, the leap day, Golden Week, the turn of the year, and an ordinary Tuesday.
ENDS = {
    "CCC": date(2027, 10, 3),
    "ISO_14001": date(2028, 2, 29),
    "ISO_45001": date(2029, 12, 31),
    "DISCHARGE_PERMIT": date(2030, 6, 30),
    "ISO_50001": date(2031, 3, 11),
}
BANDS = (90, 60, 30, 7)
CONTRACTOR_END = date(2028, 10, 1)
UNDERTAKING_END = date(2028, 6, 30)


def mornings() -> Iterator[datetime]:
    """06:00 of the days around each expected one and of every tenth beside; sometimes the clock runs twice.

    What speaks on a wrong day speaks on the next morning that is tried, and is found there. `EVERY_DAY=1` tries all.
    """
    near = {day + timedelta(days=step) for _kind, day in expected() for step in (-1, 0, 1)}
    day = FIRST
    while day <= LAST:
        if day in near or day.toordinal() % 10 == 0 or os.environ.get("EVERY_DAY"):
            yield datetime.combine(day, time(6), SHANGHAI)
        if day.day == 1:
            yield datetime.combine(day, time(6, 5), SHANGHAI)
        day += timedelta(days=1)


def one_morning(at: datetime) -> None:
    """What the beat does each day."""
    run_daily_clocks(at=at)
    assign_due_assessments(at=at)
    close_returned_assessments(at=at)
    remind_of_assessments(at=at)
    carbon_clock(at=at)


@pytest.fixture
def supplier() -> Supplier:
    """An active supplier with papers, a contractor, both signatures and a carbon agreement; one person each to tell."""
    found = make_supplier(category="service", profile="office", province="CN-ZJ", legal_representative="Lin Xia")
    make_account(Role.SUPPLIER_ADMIN, found)
    signatory = make_account(Role.SUPPLIER_SIGNATORY, found)
    officer = make_account(Role.PROCUREMENT)
    make_agreement(found, officer, signatory)
    admin = found.accounts.get(role=Role.SUPPLIER_ADMIN)
    for kind, valid_to in ENDS.items():
        make_certificate(found, kind, by=admin, valid_to=valid_to)
    make_contractor(found, by=admin, valid_to=CONTRACTOR_END)
    make_signature(found, make_document(), signed_on=date(2025, 6, 30), valid_until=UNDERTAKING_END)
    Notice.objects.all().delete()
    return found


def expected() -> Counter:
    """(kind, day) -> how many people are told, reckoned from the terms and nothing else."""
    told: Counter = Counter()

    def on(day: date, kind: str, people: int = 1) -> None:
        if FIRST <= day <= LAST:
            told[kind, day] += people

    for end in ENDS.values():
        for band in BANDS:
            on(end - timedelta(days=band), "certificate_expiring")
        on(end + timedelta(days=1), "certificate_expired", people=2)  # the supplier's administrator and procurement
    for band in BANDS:
        on(CONTRACTOR_END - timedelta(days=band), "waste_contractor_expiring")
    on(CONTRACTOR_END + timedelta(days=1), "waste_contractor_expired")
    on(UNDERTAKING_END - timedelta(days=60), "signature_assigned", people=2)  # administrator and signatory
    on(UNDERTAKING_END - timedelta(days=30), "signature_reminder", people=2)
    on(UNDERTAKING_END - timedelta(days=7), "signature_reminder", people=2)
    asked_until = FIRST + timedelta(days=30)
    on(FIRST, "assessment_assigned")
    on(asked_until - timedelta(days=7), "assessment_reminder")
    on(asked_until - timedelta(days=1), "assessment_reminder")
    on(asked_until + timedelta(days=1), "assessment_overdue")
    on(asked_until + timedelta(days=1), "assessment_overdue_staff")
    for year in range(2027, 2032):  # the agreement runs to 2030; its last year is asked for in 2031
        on(date(year, 1, 1), "carbon_year_opened")
        on(date(year, 3, 31), "carbon_year_reminder")
        on(date(year, 4, 23), "carbon_year_reminder")
        on(date(year, 5, 1), "carbon_year_overdue")
    return told


def test_everything_is_said_once_and_on_its_day(supplier) -> None:
    for at in mornings():
        one_morning(at)

    told = Counter((notice.kind, local_day(notice.created_at)) for notice in Notice.objects.all())
    others = {kind for kind, _day in told} - {kind for kind, _day in expected()}
    assert {entry: many for entry, many in told.items() if entry[0] not in others} == dict(expected())
    assert others == {"training_mandatory"}
