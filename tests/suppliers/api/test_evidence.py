"""Files by machine: refused as clearly as on a page."""

import pytest
from rest_framework.test import APIClient

from suppliers.models import Evidence
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.upload import pdf, photo, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def send():
    person = make_account(Role.SUPPLIER_ADMIN, make_supplier())
    client = APIClient()
    client.force_authenticate(person)

    def post(name, content):
        return client.post(
            "/api/v1/evidence/",
            {"supplier": person.supplier_id, "kind": "permit", "file": upload(name, content)},
            format="multipart",
        )

    return post


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("permit.pdf", b"", "The file is empty."),
        ("permit.pdf", photo(), "The content of this file is not what its name says (pdf)."),
        ("permit.pdf", pdf(user_password="secret"), "The file is protected by a password"),
        ("permit.exe", b"MZ", "Files of this kind (exe) are not taken."),
    ],
    ids=["empty", "renamed", "password", "kind"],
)
def test_a_bad_file_is_a_problem_with_its_reason_and_is_not_kept(send, name, content, words):
    response = send(name, content)

    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.data["code"] == "evidence_refused"
    assert response.data["detail"].startswith(words)
    assert Evidence.objects.count() == 0


def test_a_good_file_is_kept_once(send):
    content = pdf()

    first, again = send("permit.pdf", content), send("permit.pdf", content)

    assert (first.status_code, again.data["id"]) == (201, first.data["id"])
