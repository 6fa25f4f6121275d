"""Where a supplier counts: registered country and province, the groups reports use, shares and thousands.

Only the place of registration decides, never delivery, bank or invoice address (HKEX Appendix C2, KPI B5.1).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Any, TypeVar

Key = TypeVar("Key")

CHINA = "CN"
ANY_OTHER_COUNTRY = "*"
_COUNTRY = re.compile(r"[A-Z]{2}")
_THOUSAND = 1000


class RegionGroup(StrEnum):
    """The three groups of the report, and UNKNOWN, which must be empty before a report is released."""

    MAINLAND = "MAINLAND"
    HKMT = "HKMT"
    OVERSEAS = "OVERSEAS"
    UNKNOWN = "UNKNOWN"


class TwoGroup(StrEnum):
    """The coarser view: Mainland China against other countries and regions."""

    MAINLAND = "MAINLAND"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class ShareMethod(StrEnum):
    """How shares are rounded; a report says which one it used."""

    HALF_UP = "HALF_UP"  # each share by itself; the sum may miss 100
    LARGEST_REMAINDER = "LARGEST_REMAINDER"  # the sum is always 100


class BadRegionTable(ValueError):
    """The region table cannot be used; `place` says where in it."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True)
class Province:
    """One province-level unit; `country` is its ISO 3166-1 code, `geo` and `grid` are None outside the mainland."""

    iso: str
    gb2260: str
    name_en: str
    name_zh: str
    short_zh: str
    group: RegionGroup
    country: str
    geo: str | None
    grid: str | None


@dataclass(frozen=True)
class Location:
    """A registered place in one notation: ISO 3166-1 country, and for Mainland China an ISO 3166-2 province."""

    country: str
    province: str


@dataclass(frozen=True)
class RegionTable:
    """The provinces and groups of suppliers/library/regions.yaml."""

    provinces: Mapping[str, Province]
    groups_by_country: Mapping[str, RegionGroup]
    same_place: Mapping[str, str]

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "RegionTable":
        """The table from the parsed file. Raises BadRegionTable with the place of the first mistake."""
        provinces: dict[str, Province] = {}
        for row, entry in enumerate(_part(mapping, "provinces")):
            province = _read_province(entry, f"provinces[{row}]")
            if province.iso in provinces or province.gb2260 in {known.gb2260 for known in provinces.values()}:
                raise BadRegionTable(f"provinces[{row}]")
            provinces[province.iso] = province
        groups = {
            country: _read_group(group, f"country_to_group.{country}")
            for country, group in _part(mapping, "country_to_group").items()
        }
        if ANY_OTHER_COUNTRY not in groups or CHINA not in groups:
            raise BadRegionTable("country_to_group")
        return cls(provinces, groups, dict(_part(mapping, "normalise")))

    def locate(self, country: str, province: str = "") -> Location:
        """The place in the one notation it is stored and counted in.

        Hong Kong, Macau and Taiwan have a country and a province code in ISO; both become the country. Outside
        Mainland China a province says nothing here and is left out. What cannot be read stays as it was typed, in
        capitals.
        """
        place, part = _code(country), _code(province)
        place = self.same_place.get(place, place)
        if place != CHINA:
            return Location(place, "")
        if part in self.same_place:
            return Location(self.same_place[part], "")
        return Location(place, part)

    def group_of(self, country: str, province: str = "") -> RegionGroup:
        """The report group of a registered place.

        UNKNOWN without a readable country, and for Mainland China without a known province: a guess would hide that
        the register has a hole.
        """
        location = self.locate(country, province)
        if not _COUNTRY.fullmatch(location.country):
            return RegionGroup.UNKNOWN
        if location.country == CHINA and location.province not in self.provinces:
            return RegionGroup.UNKNOWN
        return self.groups_by_country.get(location.country, self.groups_by_country[ANY_OTHER_COUNTRY])

    def province_of_credit_code(self, gb2260: str | None) -> str | None:
        """The ISO 3166-2 province for the two division digits of a credit code; None if they name none."""
        for province in self.provinces.values():
            if province.gb2260 == gb2260 and province.country == CHINA:
                return province.iso
        return None


def two_groups(counts: Mapping[RegionGroup, int]) -> dict[TwoGroup, int]:
    """The counts of the three groups rolled up; UNKNOWN stays apart, so the total is the same."""
    return {
        TwoGroup.MAINLAND: counts.get(RegionGroup.MAINLAND, 0),
        TwoGroup.OTHER: counts.get(RegionGroup.HKMT, 0) + counts.get(RegionGroup.OVERSEAS, 0),
        TwoGroup.UNKNOWN: counts.get(RegionGroup.UNKNOWN, 0),
    }


def shares(counts: Mapping[Key, int | Decimal], places: int = 2, method: ShareMethod = ShareMethod.HALF_UP) -> dict[Key, Decimal]:
    """Each count in percent of their sum, with so many decimal places, in the order given.

    Reckoned in whole fractions, so a half is a half. Where nothing is counted every share is 0. Raises ValueError for
    a negative count.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is never negative")
    total = sum((Fraction(count) for count in counts.values()), Fraction(0))
    unit = Decimal(1).scaleb(-places)
    if total == 0:
        return {key: Decimal(0) * unit for key in counts}
    exact = {key: Fraction(count) / total * 100 * 10**places for key, count in counts.items()}
    rounded = _ROUNDINGS[method](exact, 100 * 10**places)
    return {key: steps * unit for key, steps in rounded.items()}


def in_thousands(count: int) -> Decimal:
    """The count in thousands with one decimal place, half up; made from the exact count, never from a rounded one."""
    return floor(Fraction(count * 10, _THOUSAND) + Fraction(1, 2)) * Decimal("0.1")


def _half_up(exact: Mapping[Key, Fraction], _whole: int) -> dict[Key, int]:
    return {key: floor(value + Fraction(1, 2)) for key, value in exact.items()}


def _largest_remainder(exact: Mapping[Key, Fraction], whole: int) -> dict[Key, int]:
    rounded = {key: floor(value) for key, value in exact.items()}
    # Among equal remainders the larger share takes the step: there it changes least. sorted() keeps the given order.
    by_claim = sorted(exact, key=lambda key: (exact[key] - rounded[key], exact[key]), reverse=True)
    for key in by_claim[: whole - sum(rounded.values())]:
        rounded[key] += 1
    return rounded


_ROUNDINGS = {ShareMethod.HALF_UP: _half_up, ShareMethod.LARGEST_REMAINDER: _largest_remainder}


def _code(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()


def _part(mapping: Mapping[str, Any], key: str) -> Any:
    if key not in mapping:
        raise BadRegionTable(key)
    return mapping[key]


def _read_group(code: object, place: str) -> RegionGroup:
    try:
        return RegionGroup(str(code))
    except ValueError as error:
        raise BadRegionTable(place) from error


def _read_province(entry: Mapping[str, Any], place: str) -> Province:
    try:
        return Province(
            iso=entry["iso"],
            gb2260=entry["gb2260"],
            name_en=entry["name"]["en"],
            name_zh=entry["name"]["zh"],
            short_zh=entry["short_zh"],
            group=_read_group(entry["group"], f"{place}.group"),
            country=entry["iso3166_1"],
            geo=entry["geo"],
            grid=entry["grid"],
        )
    except KeyError as error:
        raise BadRegionTable(f"{place}.{error.args[0]}") from error
