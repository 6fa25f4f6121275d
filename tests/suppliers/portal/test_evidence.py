import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from suppliers.rules.role import BUYER_ROLES, SUPPLIER_ROLES, Role
from suppliers.services.evidence import store_evidence
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.upload import upload

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
CONTENT = "年份,用电量\n2025,1200\n".encode()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def owner():
    return make_account(Role.SUPPLIER_ADMIN, make_supplier())


@pytest.fixture
def evidence(owner):
    return store_evidence(owner.supplier, upload("用电 量.csv", CONTENT), kind="record", by=owner, at=AT)


def without_tokens(response, pk):
    """The page without what differs from request to request: tokens and the address that was asked for."""
    page = response.content.decode().replace(f"/files/evidence/{pk}/", "")
    return re.sub(r'value="[^"]{64}"|"X-CSRFToken": "[^"]+"', "", page)


def fetch(client, account, evidence):
    client.force_login(account)
    return client.get(f"/files/evidence/{evidence.pk}/")


def test_a_file_comes_whole_as_an_attachment_that_can_do_nothing(client, owner, evidence):
    response = fetch(client, owner, evidence)

    assert b"".join(response.streaming_content) == CONTENT
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E7%94%A8%E7%94%B5%20%E9%87%8F.csv"
    assert response["Content-Type"] == "text/csv"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", sorted(SUPPLIER_ROLES))
def test_the_own_people_get_it_and_another_suppliers_get_the_404_of_a_missing_one(client, owner, evidence, role):
    own = fetch(client, make_account(role, owner.supplier), evidence)
    foreign = fetch(client, make_account(role, make_supplier()), evidence)
    missing = client.get(f"/files/evidence/{10**9}/")

    assert own.status_code == 200
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert without_tokens(foreign, evidence.pk) == without_tokens(missing, 10**9)


@pytest.mark.parametrize("role", sorted(BUYER_ROLES))
def test_the_buyers_people_who_work_with_suppliers_get_it(client, evidence, role):
    status = fetch(client, make_account(role), evidence).status_code

    assert status == (404 if role in {Role.ADMINISTRATOR, Role.REQUESTER, Role.FINANCE} else 200)


def test_a_stranger_is_asked_to_log_in(client, evidence):
    assert client.get(f"/files/evidence/{evidence.pk}/").status_code == 302


def test_the_buyers_look_ups_are_not_shown_to_the_supplier(client, owner):
    staff = make_account(Role.PROCUREMENT)
    look_up = store_evidence(owner.supplier, upload("search.csv", b"hit,none\n"), kind="lookup", by=staff, at=AT)

    assert fetch(client, owner, look_up).status_code == 404
    assert fetch(client, staff, look_up).status_code == 200


def test_a_lost_file_is_a_404_and_no_fault(client, owner, evidence):
    Path(evidence.file.path).unlink()

    assert fetch(client, owner, evidence).status_code == 404
