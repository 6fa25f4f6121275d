"""Names and addresses that are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.likeness import (
    TRADITIONAL,
    Alike,
    alike_pairs,
    core_of,
    likeness,
    marks_of_address,
    marks_of_name,
)

PLACES = ("北京市", "北京", "上海市", "上海", "浙江省", "浙江")


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("北京霁野文化传媒有限公司", "霁野文化传媒"),
        ("霁野文化传媒（北京）有限公司", "霁野文化传媒"),
        ("霁野文化传媒股份有限公司", "霁野文化传媒"),
        ("浙江省霁野文化传媒集团有限公司", "霁野文化传媒"),
        ("霽野文化傳媒有限公司", "霁野文化传媒"),
        ("深圳市霁野文化传媒有限责任公司（虚构）", "霁野文化传媒"),
        ("霁 野·文化传媒", "霁野文化传媒"),
        ("北京有限公司", "北京"),
        ("Jiye Media Co., Ltd.", ""),
    ],
)
def test_of_a_chinese_name_only_what_tells_companies_apart_is_left(name, core):
    assert core_of(name, PLACES) == core


@pytest.mark.parametrize(
    ("one", "other", "percent"),
    [
        ("北京霁野文化传媒有限公司", "霁野文化传媒（上海）股份有限公司", 100),
        ("霁野文化传媒有限公司", "霁野文化傳媒有限公司", 100),
        ("霁野文化传媒有限公司", "霁野文化传播有限公司", 71),
        ("霁野文化传媒有限公司", "沐榕会展服务有限公司", 0),
        ("Jiye Media Co., Ltd.", "JIYE MEDIA LIMITED", 100),
        ("Jiye Media Services Ltd", "Jiye Media Ltd", 80),
        ("Jiye Ltd", "Muron Inc", 0),
        ("有限公司", "", 0),
    ],
)
def test_names_are_as_alike_as_a_reader_finds_them(one, other, percent):
    assert likeness(marks_of_name(one, PLACES), marks_of_name(other, PLACES)) == percent


def test_the_same_address_in_another_spelling_is_the_same():
    assert likeness(marks_of_address("杭州市演示路１号，２楼"), marks_of_address("杭州市演示路1号2楼")) == 100


def test_every_traditional_character_has_one_simplified_form():
    assert all(len(chr(one)) == 1 for one in TRADITIONAL)
    assert "東業傳廣".translate(TRADITIONAL) == "东业传广"
    assert "單個們來".translate(TRADITIONAL) == "单个们来"


@given(
    st.dictionaries(st.integers(1, 40), st.frozensets(st.sampled_from("abcdefg"), max_size=6), max_size=14), st.integers(30, 100)
)
def test_the_fast_search_finds_what_comparing_everybody_with_everybody_finds(things, least):
    keys = sorted(things)
    naive = {
        Alike(one, other, percent)
        for place, one in enumerate(keys)
        for other in keys[place + 1 :]
        if (percent := likeness(things[one], things[other])) >= least
    }

    found = list(alike_pairs(things, least))

    assert set(found) == naive
    assert len(found) == len(naive)
