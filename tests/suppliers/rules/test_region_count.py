from datetime import date

import pytest

from suppliers.rules.region import RegionGroup, TwoGroup
from suppliers.rules.region_count import (
    BadDay,
    CountedPlace,
    CountsDisagree,
    DayInFuture,
    RegionTally,
    check_begun,
    read_day,
    tally,
)

DAY = date(2023, 3, 31)


def test_the_published_figures_come_out_in_every_view():
    places = [
        CountedPlace("MAINLAND", "CN", "CN-BJ", 207),
        CountedPlace("MAINLAND", "CN", "CN-ZJ", 41),
        CountedPlace("HKMT", "HK", "", 1),
        CountedPlace("HKMT", "TW", "", 1),
        CountedPlace("OVERSEAS", "JP", "", 2),
        CountedPlace("OVERSEAS", "GB", "", 1),
    ]

    counted = tally(DAY, places)

    assert counted == RegionTally(
        as_of=DAY,
        total=253,
        groups={RegionGroup.MAINLAND: 248, RegionGroup.HKMT: 2, RegionGroup.OVERSEAS: 3, RegionGroup.UNKNOWN: 0},
        two_groups={TwoGroup.MAINLAND: 248, TwoGroup.OTHER: 5, TwoGroup.UNKNOWN: 0},
        provinces={"CN-BJ": 207, "CN-ZJ": 41},
        countries={"CN": 248, "JP": 2, "GB": 1, "HK": 1, "TW": 1},
    )
    assert list(counted.countries) == ["CN", "JP", "GB", "HK", "TW"]


def test_a_day_without_suppliers_still_shows_every_group():
    counted = tally(DAY, [])

    assert counted.total == 0
    assert list(counted.groups.items()) == [("MAINLAND", 0), ("HKMT", 0), ("OVERSEAS", 0), ("UNKNOWN", 0)]
    assert list(counted.two_groups.items()) == [("MAINLAND", 0), ("OTHER", 0), ("UNKNOWN", 0)]


def test_a_place_that_cannot_be_read_counts_as_not_determined():
    counted = tally(DAY, [CountedPlace("UNKNOWN", "", "", 2), CountedPlace("ATLANTIS", "CN", "", 1)])

    assert counted.groups[RegionGroup.UNKNOWN] == 3
    assert counted.countries == {"UNKNOWN": 2, "CN": 1}
    assert counted.provinces == {}


def test_a_view_that_misses_a_supplier_is_refused():
    with pytest.raises(CountsDisagree) as refusal:
        RegionTally(
            as_of=DAY,
            total=2,
            groups={RegionGroup.MAINLAND: 2},
            two_groups={TwoGroup.MAINLAND: 2},
            provinces={"CN-BJ": 1},
            countries={"CN": 2},
        )

    assert (refusal.value.part, refusal.value.found, refusal.value.expected) == ("provinces", 1, 2)


@pytest.mark.parametrize("text", ["2023-02-29", "20230331", "31.03.2023", "", "2023-3-31", "yesterday"])
def test_what_is_no_day_is_refused_with_what_was_typed(text):
    with pytest.raises(BadDay) as refusal:
        read_day(text)

    assert refusal.value.text == text


def test_today_may_be_counted_and_tomorrow_may_not():
    check_begun(DAY, today=DAY)

    with pytest.raises(DayInFuture) as refusal:
        check_begun(date(2023, 4, 1), today=DAY)

    assert (refusal.value.day, refusal.value.today) == (date(2023, 4, 1), DAY)
