"""Finding suppliers that may be one."""

import pytest

from suppliers.models import DuplicatePair
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded
from suppliers.selectors.duplicate import duplicate_worklist, visible_duplicates
from suppliers.services.duplicate import Search, find_duplicates, reopen_pair, tell_apart
from tests.factories.account import make_account
from tests.factories.application import AT
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def company(name_zh: str = "", **fields: object):
    return make_supplier(**{"name_zh": name_zh, "name_en": "", **fields})


def grounds() -> list[tuple[str, int]]:
    return list(DuplicatePair.objects.order_by("pk").values_list("ground", "likeness"))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (
            {"name_zh": "北京霁野文化传媒有限公司"},
            {"name_zh": "霁野文化傳媒（上海）股份有限公司"},
            [("NAME", 100)],
        ),
        ({"name_en": "Jiye Media Co., Ltd."}, {"name_en": "JIYE MEDIA LIMITED"}, [("NAME", 100)]),
        (
            {
                "name_zh": "霁野",
                "identifier_scheme": "OVERSEAS_VAT",
                "identifier_country": "DE",
                "identifier_value": "DE123456789",
            },
            {
                "name_zh": "沐榕",
                "identifier_scheme": "OVERSEAS_COMPANY_NO",
                "identifier_country": "DE",
                "identifier_value": "123456789",
            },
            [("IDENTIFIER", 100)],
        ),
        (
            {"name_zh": "霁野", "lei": "529900T8BM49AURSDO55"},
            {"name_zh": "沐榕", "identifier_scheme": "LEI", "identifier_value": "529900T8BM49AURSDO55"},
            [("IDENTIFIER", 100)],
        ),
        (
            {"name_zh": "霁野", "bank_account_number": "6222 0212 3456"},
            {"name_zh": "沐榕", "bank_account_number": "622202123456"},
            [("BANK_ACCOUNT", 100)],
        ),
        (
            {"name_zh": "霁野文化传媒有限公司", "registered_address": "杭州市演示路１号2楼"},
            {"name_zh": "霁野文化传播有限公司", "registered_address": "杭州市演示路1号，2楼"},
            [("NAME_AND_ADDRESS", 71)],
        ),
        ({"name_zh": "霁野文化传媒有限公司"}, {"name_zh": "霁野文化传播有限公司"}, []),
        ({"name_zh": "第一建筑工程有限公司1分厂"}, {"name_zh": "第一建筑工程有限公司2分厂"}, []),
        ({"name_zh": "霁野"}, {"name_zh": "沐榕"}, []),
    ],
)
def test_a_pair_is_found_by_what_it_has_in_common(one, other, found):
    company(**one)
    company(**other)

    find_duplicates(at=AT)

    assert grounds() == found


def test_searching_again_changes_nothing():
    company("霁野文化传媒有限公司")
    company("霁野文化传媒股份有限公司")

    assert find_duplicates(at=AT) == Search(compared=2, open_pairs=1, new_pairs=1)
    assert find_duplicates(at=AT) == Search(compared=2, open_pairs=1, new_pairs=0)


def test_what_has_nothing_in_common_any_more_goes_and_what_was_decided_stays():
    one, other, third = (company(f"霁野文化传媒{form}") for form in ("有限公司", "股份有限公司", "集团"))
    find_duplicates(at=AT)
    pair = DuplicatePair.objects.get(first=one, second=other)
    tell_apart(pair, reason="Sister companies.", by=make_account(Role.PROCUREMENT), at=AT)

    for supplier in (other, third):
        supplier.name_zh = f"沐榕{supplier.pk}"
        supplier.save()
    find_duplicates(at=AT)

    assert list(DuplicatePair.objects.values_list("pk", "status")) == [(pair.pk, "DIFFERENT")]


def test_those_who_were_never_admitted_and_those_merged_are_left_out():
    company("霁野文化传媒有限公司")
    company("霁野文化传媒有限公司", standing=Standing.REJECTED)
    company("霁野文化传媒有限公司", merged_into=company("沐榕会展有限公司"))

    find_duplicates(at=AT)

    assert grounds() == []


def test_fifty_with_one_account_are_paired_with_the_first_only():
    for serial in range(52):
        company(f"{chr(0x4E00 + serial * 7)}{chr(0x5000 + serial * 11)}", bank_account_number="622202123456")

    find_duplicates(at=AT)

    assert DuplicatePair.objects.count() == 51


@pytest.mark.parametrize("suppliers", [2, 6])
def test_a_search_costs_the_same_queries_however_many_suppliers(suppliers, django_assert_num_queries):
    for _serial in range(suppliers):
        company("霁野文化传媒有限公司")

    with django_assert_num_queries(6):
        find_duplicates(at=AT)


def test_two_companies_are_told_apart_with_a_reason_and_looked_at_again():
    company("霁野文化传媒有限公司")
    company("霁野文化传媒股份有限公司")
    find_duplicates(at=AT)
    pair, officer = DuplicatePair.objects.get(), make_account(Role.MANAGER)

    with pytest.raises(ReasonNeeded):
        tell_apart(pair, reason="", by=officer, at=AT)
    tell_apart(pair, reason="Sister companies.", by=officer, at=AT)
    with pytest.raises(MoveNotAllowed):
        tell_apart(pair, reason="Again.", by=officer, at=AT)
    assert duplicate_worklist(officer) == []

    reopen_pair(pair, reason="New paper.", by=officer, at=AT)

    assert [task.words for task in duplicate_worklist(officer)] == ["Decide on 1 possible duplicate"]
    assert pair.first.history.filter(action__in=["supplier.tell_apart", "supplier.reopen"]).count() == 2


def test_others_neither_decide_nor_see():
    one = company("霁野文化传媒有限公司")
    company("霁野文化传媒股份有限公司")
    find_duplicates(at=AT)
    pair = DuplicatePair.objects.get()

    with pytest.raises(NotAllowed):
        tell_apart(pair, reason="No.", by=make_account(Role.AUDITOR), at=AT)
    assert duplicate_worklist(make_account(Role.AUDITOR)) == []
    assert not visible_duplicates(make_account(Role.SUPPLIER_ADMIN, one)).exists()
