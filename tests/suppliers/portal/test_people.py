import pytest
from django.utils import timezone

from suppliers.models import Invitation
from suppliers.rules.role import Role
from suppliers.services.invitation import invite_colleague
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    account = make_account(Role.SUPPLIER_ADMIN, make_supplier())
    client.force_login(account)
    return account


@pytest.fixture
def stranger():
    """The administrator of another company, with a colleague and an open invitation of their own."""
    account = make_account(Role.SUPPLIER_ADMIN, make_supplier())
    invite_colleague(account.supplier, "foreign@example.com", Role.SUPPLIER_SIGNATORY, by=account, at=timezone.now())
    return account


def test_an_administrator_sees_the_own_people_and_invitations_only(client, admin, stranger):
    invite_colleague(admin.supplier, "own@example.com", Role.SUPPLIER_SIGNATORY, by=admin, at=timezone.now())

    page = client.get("/supplier/people/").content.decode()

    assert admin.email in page
    assert "own@example.com" in page
    assert stranger.email not in page
    assert "foreign@example.com" not in page


def test_a_contributor_sees_only_the_own_account(client, admin):
    person = make_account(Role.SUPPLIER_CONTRIBUTOR, admin.supplier)
    client.force_login(person)

    page = client.get("/supplier/people/").content.decode()

    assert person.email in page
    assert admin.email not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_one_and_for_many(client, admin, rows, django_assert_num_queries):
    for number in range(rows):
        make_account(Role.SUPPLIER_CONTRIBUTOR, admin.supplier)
        invite_colleague(admin.supplier, f"{number}@example.com", Role.SUPPLIER_SIGNATORY, by=admin, at=timezone.now())

    with django_assert_num_queries(6):
        client.get("/supplier/people/")


def test_inviting_sends_a_mail_and_says_so(client, admin):
    form = {"email": "Zhao@example.com", "role": "SUPPLIER_SIGNATORY", "language": "en"}

    page = client.post("/supplier/people/invite/", form, follow=True)

    assert "An invitation is on its way to zhao@example.com." in page.content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.supplier, invitation.role, invitation.invited_by) == (admin.supplier, "SUPPLIER_SIGNATORY", admin)


@pytest.mark.parametrize("role", ["PROCUREMENT", "ADMINISTRATOR", "", "SYSTEM"])
def test_no_other_role_can_be_given(client, admin, role):
    client.post("/supplier/people/invite/", {"email": "zhao@example.com", "role": role, "language": "en"})

    assert Invitation.objects.count() == 0


def test_a_double_invitation_is_refused_beside_the_field_and_keeps_what_was_typed(client, admin):
    form = {"email": "zhao@example.com", "role": "SUPPLIER_SIGNATORY", "language": "en"}
    client.post("/supplier/people/invite/", form)

    page = client.post("/supplier/people/invite/", form).content.decode()

    assert "This person has an open invitation." in page
    assert 'value="zhao@example.com"' in page
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("act", ["withdraw", "again"])
def test_a_foreign_and_a_missing_invitation_are_the_same_404(client, admin, stranger, act):
    foreign = Invitation.objects.get(supplier=stranger.supplier)
    before = (foreign.revoked_at, foreign.expires_at)

    codes = [client.post(f"/supplier/people/invitations/{pk}/{act}/").status_code for pk in (foreign.pk, 10**9)]

    foreign.refresh_from_db()
    assert codes == [404, 404]
    assert (foreign.revoked_at, foreign.expires_at) == before


def test_a_foreign_and_a_missing_person_are_the_same_404(client, admin, stranger):
    codes = [client.post(f"/supplier/people/{pk}/access/", {"may_log_in": "no"}).status_code for pk in (stranger.pk, 10**9)]

    stranger.refresh_from_db()
    assert (codes, stranger.is_active) == ([404, 404], True)


@pytest.mark.parametrize("role", [Role.SUPPLIER_CONTRIBUTOR, Role.SUPPLIER_SIGNATORY, Role.PROCUREMENT, Role.AUDITOR])
def test_only_the_companys_administrator_acts(client, admin, role):
    supplier = admin.supplier if role.startswith("SUPPLIER") else None
    client.force_login(make_account(role, supplier))

    codes = [
        client.get("/supplier/people/invite/").status_code,
        client.post(f"/supplier/people/{admin.pk}/access/", {"may_log_in": "no"}).status_code,
    ]

    admin.refresh_from_db()
    assert (codes, admin.is_active) == ([403, 403], True)


def test_withdrawing_and_taking_access_away(client, admin):
    person = make_account(Role.SUPPLIER_CONTRIBUTOR, admin.supplier)
    invitation = invite_colleague(admin.supplier, "z@example.com", Role.SUPPLIER_SIGNATORY, by=admin, at=timezone.now())

    client.post(f"/supplier/people/invitations/{invitation.pk}/withdraw/")
    client.post(f"/supplier/people/{person.pk}/access/", {"may_log_in": "no"})
    own = client.post(f"/supplier/people/{admin.pk}/access/", {"may_log_in": "no"}, follow=True)

    invitation.refresh_from_db()
    person.refresh_from_db()
    assert invitation.revoked_at is not None
    assert person.is_active is False
    assert "take away your own access" in own.content.decode()
