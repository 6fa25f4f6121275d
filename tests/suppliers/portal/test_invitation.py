import pytest
from django.core.cache import cache
from django.utils import timezone

from suppliers.models import Account, Invitation, Supplier
from suppliers.rules.role import Role
from suppliers.services.invitation import invitation_link, invite_supplier
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

FORM = {"name": "Li Wei", "title": "", "password": "a sentence only Li knows", "language": "zh-hans"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def link():
    invitation = invite_supplier(
        "li@supplier.example.com",
        language="en",
        by=make_account(Role.PROCUREMENT),
        at=timezone.now(),
        name_zh="沐榕传媒（虚构）",
        name_en="Murong Media (fictional)",
    )
    return invitation_link(invitation).removeprefix("http://testserver")


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(client, link):
    for _time in range(3):
        page = client.get(link)

    assert page.status_code == 200
    assert "Murong Media (fictional)" in page.content.decode()
    assert Invitation.objects.get().used_at is None


def test_sending_the_form_makes_the_account_logs_in_and_sets_the_language(client, link):
    response = client.post(link, FORM)

    account = Account.objects.get(email="li@supplier.example.com")
    assert (response["Location"], response.cookies["django_language"].value) == ("/", "zh-hans")
    assert int(client.session["_auth_user_id"]) == account.pk


def test_sending_it_twice_makes_one_account(client, link):
    client.post(link, FORM)
    client.logout()

    again = client.post(link, {**FORM, "name": "Somebody Else"})

    assert again.status_code == 410
    assert "This link has been used" in again.content.decode()
    assert Account.objects.get(email="li@supplier.example.com").name == "Li Wei"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "short"}, "at least 12 characters"),
        ({"password": "passwordpassword", "name": "passwordpassword"}, "too similar to the name"),
        ({"name": ""}, "This field is required"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_a_form_with_a_mistake_uses_nothing_up_and_says_what_to_mend(client, link, change, words):
    response = client.post(link, {**FORM, **change})

    assert words in response.content.decode()
    assert Invitation.objects.get().used_at is None
    assert Account.objects.filter(supplier__isnull=False).count() == 0


def test_role_and_supplier_are_never_taken_from_the_form(client, link):
    other = make_supplier()

    client.post(link, {**FORM, "role": "PROCUREMENT", "supplier": other.pk, "email": "x@example.com", "is_active": ""})

    account = Account.objects.get(email="li@supplier.example.com")
    assert (account.role, account.supplier.name_en) == (Role.SUPPLIER_ADMIN, "Murong Media (fictional)")


def test_a_logged_in_person_is_told_that_the_link_is_for_somebody_else(client, link):
    client.force_login(make_account(Role.SUPPLIER_ADMIN, make_supplier()))

    response = client.post(link, FORM)

    assert "You are logged in already" in response.content.decode()
    assert Invitation.objects.get().used_at is None


def test_a_broken_link_says_what_to_do(client):
    response = client.get("/join/abc/")

    assert response.status_code == 410
    assert "Copy the whole link" in response.content.decode()


def test_registering_says_the_same_for_a_new_and_a_known_address(client):
    known = make_account(Role.SUPPLIER_ADMIN, make_supplier())

    answers = [
        client.post("/register/", {"company": "Lanqiao (fictional)", "email": email})
        for email in (known.email, "new@example.com", "new@example.com")
    ]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/register/sent/")}
    assert Supplier.objects.count() == 2


def test_a_flood_of_registrations_from_one_network_is_stopped(client):
    codes = [
        client.post("/register/", {"company": "Flood (fictional)", "email": f"flood{number}@example.com"}).status_code
        for number in range(12)
    ]

    assert codes == [302] * 10 + [429] * 2
    assert Supplier.objects.count() == 10
