from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from suppliers.models import HistoryEntry, Notice
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.services.account import OwnAccount, ask_password_reset, set_access
from suppliers.services.outbox import send_notices
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@pytest.fixture
def admin():
    return make_account(Role.SUPPLIER_ADMIN, make_supplier())


def test_an_administrator_takes_access_away_and_gives_it_back(admin):
    person = make_account(Role.SUPPLIER_CONTRIBUTOR, admin.supplier)

    set_access(person, may_log_in=False, by=admin, at=AT)
    person.refresh_from_db()
    assert person.is_active is False
    set_access(person, may_log_in=True, by=admin, at=AT)

    person.refresh_from_db()
    assert person.is_active is True
    actions = HistoryEntry.objects.order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["account.take_access", "account.give_access"]


def test_nobody_takes_away_their_own_access(admin):
    with pytest.raises(OwnAccount):
        set_access(admin, may_log_in=False, by=admin, at=AT)

    admin.refresh_from_db()
    assert admin.is_active is True


@pytest.mark.parametrize("role", [Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR, Role.SUPPLIER_SIGNATORY])
def test_people_of_another_supplier_change_no_access(admin, role):
    stranger = make_account(role, make_supplier())

    with pytest.raises(NotAllowed):
        set_access(admin, may_log_in=False, by=stranger, at=AT)

    assert HistoryEntry.objects.count() == 0


def test_only_the_administrator_of_assay_changes_the_access_of_the_buyers_people(admin):
    staff = make_account(Role.PROCUREMENT)
    for by in (admin, make_account(Role.MANAGER), make_account(Role.PROCUREMENT)):
        with pytest.raises(NotAllowed):
            set_access(staff, may_log_in=False, by=by, at=AT)

    set_access(staff, may_log_in=False, by=make_account(Role.ADMINISTRATOR), at=AT)

    staff.refresh_from_db()
    assert staff.is_active is False


def test_asking_for_a_reset_mails_one_link_in_five_minutes(admin):
    for minutes in (0, 4, 6):
        ask_password_reset(admin.email.upper(), at=AT + timedelta(minutes=minutes))

    assert Notice.objects.filter(kind="password_reset", account=admin).count() == 2


def test_asking_for_a_reset_of_an_unknown_or_closed_account_writes_nothing(admin):
    admin.is_active = False
    admin.save()

    ask_password_reset(admin.email, at=AT)
    ask_password_reset("nobody@example.com", at=AT)

    assert Notice.objects.count() == 0


def test_the_reset_link_is_in_the_mail_and_in_no_table(admin):
    ask_password_reset(admin.email, at=AT)
    send_notices(at=AT)

    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    notice = Notice.objects.get()
    assert "/password/reset/" in link
    assert (notice.facts, notice.url) == ({}, "")
