from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import authenticate

from suppliers.models import Account, Admittance, HistoryEntry, Invitation, Notice, StandingPeriod, Supplier
from suppliers.permissions import NotAllowed
from suppliers.rules.role import ACCOUNT_ROLES, Role
from suppliers.services.invitation import (
    AddressTaken,
    AlreadyInvited,
    InvitationClosed,
    InvitationProblem,
    Newcomer,
    accept_invitation,
    invitation_link,
    invite_colleague,
    invite_supplier,
    open_invitation,
    register_company,
    resend_invitation,
    revoke_invitation,
)
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
LATER = AT + timedelta(days=15)
LI = Newcomer("Li Wei", "a sentence only Li knows", "zh-hans", "Office manager")


@pytest.fixture
def staff():
    return make_account(Role.PROCUREMENT)


@pytest.fixture
def admin():
    return make_account(Role.SUPPLIER_ADMIN, make_supplier())


def invited(staff, email="li@supplier.example.com"):
    return invite_supplier(email, language="zh-hans", by=staff, at=AT, name_zh="沐榕传媒（虚构）")


def token_of(invitation):
    return invitation_link(invitation).rstrip("/").rpartition("/")[2]


def test_an_invited_company_is_a_dated_draft_with_an_open_application(staff):
    invitation = invited(staff, " Li@Supplier.example.com ")

    supplier = invitation.supplier
    assert (supplier.number, supplier.standing, supplier.name_zh) == ("SUP-000001", "DRAFT", "沐榕传媒（虚构）")
    assert (invitation.email, invitation.role, invitation.expires_at) == (
        "li@supplier.example.com",
        Role.SUPPLIER_ADMIN,
        AT + timedelta(days=14),
    )
    period = StandingPeriod.objects.get(supplier=supplier)
    assert (period.standing, str(period.valid_from), period.valid_to) == ("DRAFT", "2026-11-21", None)
    admittance = Admittance.objects.get(supplier=supplier)
    assert (admittance.intake, admittance.entered_by, admittance.closed_at) == ("SELF", None, None)
    notice = Notice.objects.get()
    assert (notice.kind, notice.email, notice.language, notice.account) == ("invitation", invitation.email, "zh-hans", None)


@pytest.mark.parametrize("role", sorted(ACCOUNT_ROLES - {Role.PROCUREMENT, Role.MANAGER}))
def test_only_procurement_invites_companies(role):
    supplier = make_supplier() if role.startswith("SUPPLIER") else None
    with pytest.raises(NotAllowed):
        invited(make_account(role, supplier))

    assert Invitation.objects.count() == 0


def test_a_second_click_makes_no_second_supplier(staff):
    first = invited(staff)

    with pytest.raises(AlreadyInvited) as refused:
        invited(staff, "LI@supplier.example.com")

    assert refused.value.invitation == first
    assert (Supplier.objects.count(), Notice.objects.count()) == (1, 1)


def test_an_address_with_an_account_is_not_invited_again(staff):
    taken = make_account(Role.SUPPLIER_ADMIN, make_supplier())

    with pytest.raises(AddressTaken):
        invited(staff, taken.email.upper())

    assert Invitation.objects.count() == 0


def test_no_secret_of_a_link_lies_in_the_notice(staff):
    invitation = invited(staff)

    notice = Notice.objects.get()
    assert len(invitation.nonce) == 64
    assert invitation.nonce not in f"{notice.facts}{notice.url}{notice.key}"


def test_opening_a_link_uses_nothing_up(staff):
    token = token_of(invited(staff))

    for _time in range(3):
        assert open_invitation(token, at=AT).used_at is None


def test_joining_makes_one_account_and_tells_the_inviter(staff):
    invitation = invited(staff)

    account = accept_invitation(token_of(invitation), LI, at=AT)

    assert (account.email, account.role, account.supplier, account.language, account.name, account.title) == (
        "li@supplier.example.com",
        Role.SUPPLIER_ADMIN,
        invitation.supplier,
        "zh-hans",
        "Li Wei",
        "Office manager",
    )
    assert account.check_password(LI.password)
    told = Notice.objects.get(kind="joined")
    assert (told.account, told.facts) == (staff, {"name": "Li Wei", "role": "SUPPLIER_ADMIN"})
    assert HistoryEntry.objects.filter(action="account.join", actor=account).count() == 1


def test_a_link_is_used_once(staff):
    token = token_of(invited(staff))
    accept_invitation(token, LI, at=AT)

    with pytest.raises(InvitationClosed) as closed:
        accept_invitation(token, LI, at=AT)

    assert closed.value.problem is InvitationProblem.USED
    assert Account.objects.filter(supplier__isnull=False).count() == 1


def let_it_lapse(invitation, staff):
    assert invitation.invited_by == staff


def withdraw_it(invitation, staff):
    revoke_invitation(invitation, by=staff, at=AT)


def join_another_company(invitation, staff):
    make_account(Role.SUPPLIER_ADMIN, make_supplier(), email=invitation.email)


@pytest.mark.parametrize(
    ("act", "at", "problem"),
    [
        (let_it_lapse, LATER, InvitationProblem.EXPIRED),
        (withdraw_it, AT, InvitationProblem.WITHDRAWN),
        (join_another_company, AT, InvitationProblem.HAS_ACCOUNT),
    ],
)
def test_a_closed_link_says_why(staff, act, at, problem):
    invitation = invited(staff)
    act(invitation, staff)

    with pytest.raises(InvitationClosed) as closed:
        accept_invitation(token_of(invitation), LI, at=at)

    assert closed.value.problem is problem
    invitation.refresh_from_db()
    assert invitation.used_at is None


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "x" + token, lambda token: token.swapcase()])
def test_a_changed_link_is_unknown(staff, change):
    token = token_of(invited(staff))

    with pytest.raises(InvitationClosed) as closed:
        open_invitation(change(token), at=AT)

    assert closed.value.problem is InvitationProblem.UNKNOWN


def test_an_expired_invitation_sent_again_opens_with_its_old_link(staff):
    invitation = invited(staff)
    token = token_of(invitation)

    resend_invitation(invitation, by=staff, at=LATER)

    assert open_invitation(token, at=LATER).expires_at == LATER + timedelta(days=14)
    assert Notice.objects.filter(kind="invitation").count() == 2


def test_a_withdrawn_or_used_invitation_is_not_sent_again(staff):
    invitation = invited(staff)
    revoke_invitation(invitation, by=staff, at=AT)

    with pytest.raises(InvitationClosed):
        resend_invitation(invitation, by=staff, at=AT)

    assert Notice.objects.count() == 1


def test_registering_makes_a_draft_without_a_person_of_the_buyer():
    register_company("new@other.example.com", company="岚桥物流（虚构）", language="zh-hans", at=AT)

    supplier = Supplier.objects.get()
    assert (supplier.name_zh, supplier.name_en, supplier.standing) == ("岚桥物流（虚构）", "", "DRAFT")
    assert Invitation.objects.get().invited_by is None


def test_registering_again_sends_the_mail_again_after_five_minutes_only():
    def register(minutes):
        at = AT + timedelta(minutes=minutes)
        register_company("new@other.example.com", company="Lanqiao (fictional)", language="en", at=at)
        return Notice.objects.count()

    assert [register(0), register(4), register(6), register(7), register(12)] == [1, 1, 2, 2, 3]
    assert Supplier.objects.count() == 1


def test_registering_with_a_known_address_tells_its_owner_only(admin):
    for minute in (0, 1):
        register_company(admin.email, company="Copy (fictional)", language="en", at=AT + timedelta(minutes=minute))

    assert Notice.objects.values_list("kind", "account").get() == ("account_exists", admin.pk)
    assert Invitation.objects.count() == 0


def test_an_administrator_invites_colleagues_of_the_own_company(admin):
    invitation = invite_colleague(admin.supplier, "zhao@supplier.example.com", Role.SUPPLIER_SIGNATORY, by=admin, at=AT)

    account = accept_invitation(token_of(invitation), LI, at=AT)
    assert (account.role, account.supplier) == (Role.SUPPLIER_SIGNATORY, admin.supplier)


@pytest.mark.parametrize("role", [Role.SUPPLIER_CONTRIBUTOR, Role.SUPPLIER_SIGNATORY])
def test_other_people_of_a_supplier_invite_nobody(role):
    person = make_account(role, make_supplier())

    with pytest.raises(NotAllowed):
        invite_colleague(person.supplier, "zhao@supplier.example.com", Role.SUPPLIER_ADMIN, by=person, at=AT)


def test_nobody_invites_into_another_company_or_into_the_buyers_roles(admin):
    with pytest.raises(NotAllowed):
        invite_colleague(make_supplier(), "zhao@supplier.example.com", Role.SUPPLIER_ADMIN, by=admin, at=AT)
    with pytest.raises(NotAllowed):
        invite_colleague(admin.supplier, "zhao@supplier.example.com", Role.PROCUREMENT, by=admin, at=AT)

    assert Invitation.objects.count() == 0


def test_inviting_an_address_of_another_company_looks_like_any_other(admin):
    elsewhere = make_account(Role.SUPPLIER_ADMIN, make_supplier())

    invitation = invite_colleague(admin.supplier, elsewhere.email, Role.SUPPLIER_CONTRIBUTOR, by=admin, at=AT)

    assert invitation.email == elsewhere.email


def test_an_invitation_of_another_company_is_not_withdrawn(admin, staff):
    invitation = invited(staff)

    with pytest.raises(NotAllowed):
        revoke_invitation(invitation, by=admin, at=AT)
    with pytest.raises(NotAllowed):
        resend_invitation(invitation, by=admin, at=AT)

    invitation.refresh_from_db()
    assert invitation.revoked_at is None


def test_who_joined_can_log_in_with_any_capitals(staff, rf):
    accept_invitation(token_of(invited(staff)), LI, at=AT)

    assert authenticate(rf.post("/login/"), username="LI@supplier.example.com", password=LI.password) is not None
