import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("region_counts", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def three_suppliers():
    make_supplier(province="CN-ZJ", since=date(2023, 1, 1))
    make_supplier(province="CN-ZJ", since=date(2023, 1, 1))
    make_supplier(country="HK", province="", since=date(2023, 1, 1))


def test_json_holds_the_agreed_keys_and_no_other(three_suppliers):
    assert json.loads(printed("--as-of", "2023-03-31", "--format", "json")) == {
        "as_of": "2023-03-31",
        "total": 3,
        "regions": {"MAINLAND": 2, "HKMT": 1, "OVERSEAS": 0, "UNKNOWN": 0},
        "two_groups": {"MAINLAND": 2, "OTHER": 1, "UNKNOWN": 0},
    }


def test_csv_holds_every_view(three_suppliers):
    assert printed("--as-of", "2023-03-31", "--format", "csv").splitlines() == [
        "as_of,view,code,suppliers",
        "2023-03-31,total,ALL,3",
        "2023-03-31,region,MAINLAND,2",
        "2023-03-31,region,HKMT,1",
        "2023-03-31,region,OVERSEAS,0",
        "2023-03-31,region,UNKNOWN,0",
        "2023-03-31,two_groups,MAINLAND,2",
        "2023-03-31,two_groups,OTHER,1",
        "2023-03-31,two_groups,UNKNOWN,0",
        "2023-03-31,province,CN-ZJ,2",
        "2023-03-31,country,CN,2",
        "2023-03-31,country,HK,1",
    ]


def test_text_shows_shares(three_suppliers):
    with translation.override("en"):
        lines = [line.split() for line in printed("--as-of", "2023-03-31").splitlines()]

    assert ["Mainland", "China", "2", "66.67", "%"] in lines
    assert ["Zhejiang", "2"] in lines
    assert ["HK", "1"] in lines


@pytest.mark.parametrize("day", ["2023-02-30", "31/03/2023", "soon"])
def test_a_day_that_does_not_exist_is_named_and_ends_with_2(day):
    with pytest.raises(CommandError) as refusal:
        printed("--as-of", day)

    assert str(refusal.value) == f"{day} is no calendar day; write it as YYYY-MM-DD, for example 2023-03-31."
    assert refusal.value.returncode == 2


def test_a_day_to_come_is_refused():
    with pytest.raises(CommandError) as refusal:
        printed("--as-of", "2999-01-01")

    assert str(refusal.value).startswith("2999-01-01 has not begun")
    assert refusal.value.returncode == 2
