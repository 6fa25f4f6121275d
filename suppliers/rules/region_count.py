"""How many suppliers count on a day, by place of registration (HKEX Appendix C2, KPI B5.1)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from suppliers.rules.document import ISO_DATE
from suppliers.rules.region import RegionGroup, TwoGroup, two_groups

NOT_KNOWN = "UNKNOWN"


class BadDay(Exception):
    """What was given is no calendar day written YYYY-MM-DD."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class DayInFuture(Exception):
    """The register cannot say who will count on a day that has not begun."""

    def __init__(self, day: date, today: date) -> None:
        super().__init__(f"{day} is after {today}")
        self.day = day
        self.today = today


class CountsDisagree(Exception):
    """The parts of a count do not add up to its total: it must not be published."""

    def __init__(self, part: str, found: int, expected: int) -> None:
        super().__init__(f"{part}: {found} instead of {expected}")
        self.part = part
        self.found = found
        self.expected = expected


@dataclass(frozen=True)
class CountedPlace:
    """So many suppliers are registered in one province (Mainland China) or country."""

    group: str
    country: str
    province: str
    suppliers: int


@dataclass(frozen=True)
class RegionTally:
    """The suppliers of the counting set on one day; every view of them has the same sum.

    `groups` and `two_groups` hold every key, also those with 0; `provinces` splits the Mainland, `countries` the
    total; both hold only what occurs, the largest first. Raises CountsDisagree when a view does not add up.
    """

    as_of: date
    total: int
    groups: Mapping[RegionGroup, int]
    two_groups: Mapping[TwoGroup, int]
    provinces: Mapping[str, int]
    countries: Mapping[str, int]

    def __post_init__(self) -> None:
        sums = (
            ("groups", self.groups, self.total),
            ("two_groups", self.two_groups, self.total),
            ("countries", self.countries, self.total),
            ("provinces", self.provinces, self.groups[RegionGroup.MAINLAND]),
        )
        for part, counts, expected in sums:
            found = sum(counts.values())
            if found != expected:
                raise CountsDisagree(part, found, expected)


def tally(as_of: date, places: Iterable[CountedPlace]) -> RegionTally:
    """The views of a day from the places of registration. A place in no known group counts as not determined."""
    groups: Counter[RegionGroup] = Counter()
    provinces: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    total = 0
    for place in places:
        group = RegionGroup(place.group) if place.group in set(RegionGroup) else RegionGroup.UNKNOWN
        total += place.suppliers
        groups[group] += place.suppliers
        countries[place.country or NOT_KNOWN] += place.suppliers
        if group is RegionGroup.MAINLAND:
            provinces[place.province or NOT_KNOWN] += place.suppliers
    every_group = {group: groups[group] for group in RegionGroup}
    return RegionTally(
        as_of=as_of,
        total=total,
        groups=every_group,
        two_groups=two_groups(every_group),
        provinces=_largest_first(provinces),
        countries=_largest_first(countries),
    )


def read_day(text: str) -> date:
    """A calendar day written YYYY-MM-DD. Raises BadDay."""
    if not ISO_DATE.fullmatch(text.strip()):
        raise BadDay(text)
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadDay(text) from error


def check_begun(day: date, *, today: date) -> None:
    """Let a day pass that has begun. Raises DayInFuture."""
    if day > today:
        raise DayInFuture(day, today)


def _largest_first(counts: Counter[str]) -> dict[str, int]:
    # Equal counts stand in the order of their codes, so that the same register always prints the same.
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
