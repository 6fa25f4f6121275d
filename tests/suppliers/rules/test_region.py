from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules import region
from suppliers.rules.region import (
    BadRegionTable,
    Location,
    Province,
    RegionGroup,
    RegionTable,
    ShareMethod,
    TwoGroup,
    in_thousands,
    shares,
    two_groups,
)

FILE = Path(region.__file__).parents[1] / "library" / "regions.yaml"
FILM = {RegionGroup.MAINLAND: 248, RegionGroup.HKMT: 2, RegionGroup.OVERSEAS: 3}


@pytest.fixture
def mapping() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return document


@pytest.fixture
def table(mapping: dict[str, Any]) -> RegionTable:
    return RegionTable.from_mapping(mapping)


def test_table_holds_31_mainland_provinces_and_three_others(table: RegionTable) -> None:
    by_group = [province.group for province in table.provinces.values()]

    assert [by_group.count(group) for group in RegionGroup] == [31, 3, 0, 0]


def test_a_province_carries_all_its_names(table: RegionTable) -> None:
    assert table.provinces["CN-SN"] == Province(
        iso="CN-SN",
        gb2260="61",
        name_en="Shaanxi",
        name_zh="陕西省",
        short_zh="陕西",
        group=RegionGroup.MAINLAND,
        country="CN",
        geo="Northwest",
        grid="Northwest",
    )


@pytest.mark.parametrize(
    ("country", "province", "location", "group"),
    [
        ("CN", "CN-BJ", Location("CN", "CN-BJ"), RegionGroup.MAINLAND),
        (" cn ", "cn-xj", Location("CN", "CN-XJ"), RegionGroup.MAINLAND),
        ("ＣＮ", "ＣＮ－ＢＪ", Location("CN", "CN-BJ"), RegionGroup.MAINLAND),
        ("HK", "", Location("HK", ""), RegionGroup.HKMT),
        ("CN-HK", "", Location("HK", ""), RegionGroup.HKMT),
        ("CN", "CN-HK", Location("HK", ""), RegionGroup.HKMT),
        ("HK", "CN-HK", Location("HK", ""), RegionGroup.HKMT),
        ("MO", "", Location("MO", ""), RegionGroup.HKMT),
        ("CN-MO", "", Location("MO", ""), RegionGroup.HKMT),
        ("TW", "", Location("TW", ""), RegionGroup.HKMT),
        ("CN", "CN-TW", Location("TW", ""), RegionGroup.HKMT),
        ("JP", "JP-13", Location("JP", ""), RegionGroup.OVERSEAS),
        ("GB", "", Location("GB", ""), RegionGroup.OVERSEAS),
        ("CN", "", Location("CN", ""), RegionGroup.UNKNOWN),
        ("CN", "CN-ZZ", Location("CN", "CN-ZZ"), RegionGroup.UNKNOWN),
        ("", "CN-BJ", Location("", ""), RegionGroup.UNKNOWN),
        ("", "", Location("", ""), RegionGroup.UNKNOWN),
        ("China", "", Location("CHINA", ""), RegionGroup.UNKNOWN),
        ("*", "", Location("*", ""), RegionGroup.UNKNOWN),
    ],
)
def test_registered_place_falls_into_one_group(
    table: RegionTable, country: str, province: str, location: Location, group: RegionGroup
) -> None:
    assert table.locate(country, province) == location
    assert table.group_of(country, province) == group


@pytest.mark.parametrize(
    ("gb2260", "province"),
    [("35", "CN-FJ"), ("14", "CN-SX"), ("61", "CN-SN"), ("10", None), ("81", None), ("71", None), ("99", None), (None, None)],
)
def test_credit_code_digits_name_a_mainland_province_or_none(
    table: RegionTable, gb2260: str | None, province: str | None
) -> None:
    assert table.province_of_credit_code(gb2260) == province


@pytest.mark.parametrize("method", ShareMethod)
def test_published_shares_of_the_three_groups(method: ShareMethod) -> None:
    assert list(shares(FILM, method=method).items()) == [
        (RegionGroup.MAINLAND, Decimal("98.02")),
        (RegionGroup.HKMT, Decimal("0.79")),
        (RegionGroup.OVERSEAS, Decimal("1.19")),
    ]


@pytest.mark.parametrize("method", ShareMethod)
def test_published_shares_of_the_two_groups_in_thousands(method: ShareMethod) -> None:
    counts = {TwoGroup.MAINLAND: Decimal("36.1"), TwoGroup.OTHER: Decimal("17.2")}

    assert shares(counts, method=method) == {TwoGroup.MAINLAND: Decimal("67.73"), TwoGroup.OTHER: Decimal("32.27")}


def test_published_roll_up_to_two_groups() -> None:
    assert two_groups(FILM) == {TwoGroup.MAINLAND: 248, TwoGroup.OTHER: 5, TwoGroup.UNKNOWN: 0}


def test_undetermined_suppliers_stay_visible_in_the_roll_up() -> None:
    assert two_groups({**FILM, RegionGroup.UNKNOWN: 4}) == {TwoGroup.MAINLAND: 248, TwoGroup.OTHER: 5, TwoGroup.UNKNOWN: 4}


@pytest.mark.parametrize("case", ["FILM-2023", "GROUP-2022"])
def test_reference_cases_in_the_file_are_reproduced(mapping: dict[str, Any], case: str) -> None:
    [reference] = [row for row in mapping["reference_cases"] if row["code"] == case]
    counts = {name: Decimal(value) for name, value in reference["values"].items()}

    assert sum(counts.values()) == Decimal(reference["total"])
    assert {name: str(share) for name, share in shares(counts).items()} == reference["shares_pct_2dp"]


@pytest.mark.parametrize(
    ("counts", "places", "half_up", "largest_remainder"),
    [
        ((1, 1, 1), 2, ("33.33", "33.33", "33.33"), ("33.34", "33.33", "33.33")),
        ((2, 2, 2), 0, ("33", "33", "33"), ("34", "33", "33")),
        ((1, 1, 4), 1, ("16.7", "16.7", "66.7"), ("16.7", "16.6", "66.7")),
        ((1, 7), 1, ("12.5", "87.5"), ("12.5", "87.5")),
        ((1, 7), 0, ("13", "88"), ("12", "88")),
        ((5, 0), 2, ("100.00", "0.00"), ("100.00", "0.00")),
        ((0, 0), 2, ("0.00", "0.00"), ("0.00", "0.00")),
        ((), 2, (), ()),
    ],
)
def test_rounding_of_shares(
    counts: tuple[int, ...], places: int, half_up: tuple[str, ...], largest_remainder: tuple[str, ...]
) -> None:
    numbered = dict(enumerate(counts))

    found = [[str(share) for share in shares(numbered, places, method).values()] for method in ShareMethod]

    assert found == [list(half_up), list(largest_remainder)]


def test_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        shares({"a": 3, "b": -1})


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any), st.integers(0, 4))
def test_largest_remainder_always_sums_to_a_hundred(counts: list[int], places: int) -> None:
    found = shares(dict(enumerate(counts)), places, ShareMethod.LARGEST_REMAINDER)

    assert sum(found.values()) == 100
    unit = Decimal(1).scaleb(-places)
    assert all(abs(found[place] * sum(counts) - 100 * count) < unit * sum(counts) for place, count in enumerate(counts))


@pytest.mark.parametrize(
    ("count", "thousands"),
    [
        (0, "0.0"),
        (49, "0.0"),
        (50, "0.1"),
        (253, "0.3"),
        (36_149, "36.1"),
        (36_150, "36.2"),
        (53_300, "53.3"),
        (17_249, "17.2"),
        (17_250, "17.3"),
    ],
)
def test_thousands_are_rounded_half_up_to_one_place(count: int, thousands: str) -> None:
    assert str(in_thousands(count)) == thousands


@pytest.mark.parametrize("key", ["provinces", "country_to_group", "normalise"])
def test_table_without_a_part_is_refused(mapping: dict[str, Any], key: str) -> None:
    del mapping[key]

    with pytest.raises(BadRegionTable) as caught:
        RegionTable.from_mapping(mapping)

    assert caught.value.place == key


@pytest.mark.parametrize("country", ["*", "CN"])
def test_table_must_say_where_china_and_the_rest_count(mapping: dict[str, Any], country: str) -> None:
    del mapping["country_to_group"][country]

    with pytest.raises(BadRegionTable) as caught:
        RegionTable.from_mapping(mapping)

    assert caught.value.place == "country_to_group"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"group": "INLAND"}, "provinces[1].group"),
        ({"iso": "CN-BJ"}, "provinces[1]"),
        ({"gb2260": "11"}, "provinces[1]"),
    ],
)
def test_mistake_in_a_province_is_named(mapping: dict[str, Any], change: dict[str, str], place: str) -> None:
    mapping["provinces"][1].update(change)

    with pytest.raises(BadRegionTable) as caught:
        RegionTable.from_mapping(mapping)

    assert caught.value.place == place


def test_missing_field_of_a_province_is_named(mapping: dict[str, Any]) -> None:
    del mapping["provinces"][2]["short_zh"]

    with pytest.raises(BadRegionTable) as caught:
        RegionTable.from_mapping(mapping)

    assert caught.value.place == "provinces[2].short_zh"


def test_unknown_group_of_a_country_is_named(mapping: dict[str, Any]) -> None:
    mapping["country_to_group"]["HK"] = "ASIA"

    with pytest.raises(BadRegionTable) as caught:
        RegionTable.from_mapping(mapping)

    assert caught.value.place == "country_to_group.HK"
