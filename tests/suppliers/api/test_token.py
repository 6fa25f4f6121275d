import pytest
from knox.models import get_token_model
from rest_framework.test import APIClient

from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/tokens/"


def test_credentials_give_a_token_that_opens_what_the_person_may_see():
    own, _other = make_supplier(), make_supplier()
    person = make_account(Role.SUPPLIER_ADMIN, own)
    client = APIClient()

    given = client.post(DOOR, {"email": person.email, "password": "pass-word-123"})
    seen = client.get("/api/v1/suppliers/", HTTP_AUTHORIZATION=f"Token {given.json()['token']}")

    assert given.status_code == 201
    assert [row["number"] for row in seen.json()["results"]] == [own.number]


def test_the_token_itself_is_stored_nowhere():
    person = make_account(Role.AUDITOR)

    token = APIClient().post(DOOR, {"email": person.email, "password": "pass-word-123"}).json()["token"]

    assert token not in str(get_token_model().objects.values().get())


@pytest.mark.parametrize("email", ["auditor@example.com", "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(email):
    make_account(Role.AUDITOR, email="auditor@example.com")

    answer = APIClient().post(DOOR, {"email": email, "password": "wrong-pass-word"})

    assert answer.status_code == 422
    assert answer.json()["code"] == "wrong_credentials"
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_ten_wrong_tries_close_the_account_for_the_right_password_too():
    person = make_account(Role.AUDITOR)
    client = APIClient()

    for _try in range(10):
        client.post(DOOR, {"email": person.email, "password": "wrong-pass-word"})
    answer = client.post(DOOR, {"email": person.email, "password": "pass-word-123"})

    assert answer.status_code in {403, 422, 429}
    assert get_token_model().objects.count() == 0


def test_an_ended_token_opens_nothing():
    person = make_account(Role.AUDITOR)
    client = APIClient()
    token = client.post(DOOR, {"email": person.email, "password": "pass-word-123"}).json()["token"]
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")

    ended = client.delete(DOOR)

    assert ended.status_code == 204
    assert client.get("/api/v1/suppliers/").status_code == 401


def test_a_person_who_may_no_longer_log_in_is_out_at_once():
    person = make_account(Role.AUDITOR)
    client = APIClient()
    token = client.post(DOOR, {"email": person.email, "password": "pass-word-123"}).json()["token"]

    person.is_active = False
    person.save(update_fields=["is_active"])

    assert client.get("/api/v1/suppliers/", HTTP_AUTHORIZATION=f"Token {token}").status_code == 401
