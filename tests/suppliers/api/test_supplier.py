import pytest
from rest_framework.test import APIClient

from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    client = APIClient()
    client.force_authenticate(make_account(Role.PROCUREMENT))
    return client


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_one_query_whatever_its_length(officer, django_assert_num_queries, rows):
    for _row in range(rows):
        make_supplier()

    with django_assert_num_queries(1):
        answer = officer.get("/api/v1/suppliers/")

    assert len(answer.json()["results"]) == rows


def test_pages_follow_each_other_without_gap_or_double(officer):
    numbers = {make_supplier().number for _row in range(5)}

    found, address = [], "/api/v1/suppliers/?page_size=2"
    while address:
        page = officer.get(address).json()
        found += [row["number"] for row in page["results"]]
        address = page["next"]

    assert len(found) == 5
    assert set(found) == numbers


def test_search_finds_chinese_and_english_names(officer):
    wanted = make_supplier(name_zh="杭州砚禾文档服务有限公司（虚构）", name_en="Demo Yanhe Documents (fictional)")
    make_supplier()

    for text in ("砚禾", "yanhe", wanted.number):
        rows = officer.get("/api/v1/suppliers/", {"q": text}).json()["results"]
        assert [row["number"] for row in rows] == [wanted.number]


def test_the_account_number_leaves_masked(officer):
    supplier = make_supplier(bank_account_number="6222000011112222")

    body = officer.get(f"/api/v1/suppliers/{supplier.pk}/").content.decode()

    assert "•••• 2222" in body
    assert "6222000011112222" not in body


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_supplier_cannot_be_written_by_its_address(officer, method):
    supplier = make_supplier()

    answer = getattr(officer, method)(f"/api/v1/suppliers/{supplier.pk}/", {"standing": "BLACKLISTED", "esg_score": "100"})

    assert answer.status_code == 405
    assert answer.json()["code"] == "method_not_allowed"
    supplier.refresh_from_db()
    assert (supplier.standing, supplier.esg_score) == ("ACTIVE", None)


def test_a_refusal_speaks_the_readers_language(officer):
    answer = officer.get("/api/v1/region-counts/live/", {"as_of": "2999-01-01"}, HTTP_ACCEPT_LANGUAGE="en")

    assert answer.status_code == 409
    assert answer.json() == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "code": "day_in_future",
        "detail": "This day has not come yet, so nobody can say who will count on it. Choose today or a day before.",
    }
