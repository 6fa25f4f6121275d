"""Limits per homogeneous material, exemptions, missing substances, the age of a report."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.rohs import (
    Excess,
    Measured,
    Substance,
    exceedances,
    exemption_ends,
    missing_substances,
    report_counts_until,
)
from suppliers.selectors.rohs import rohs_table

ON = date(2026, 11, 20)
SIX = ("PB", "HG", "CD", "CR6", "PBB", "PBDE")


def found(substance: str, ppm: str, exemption: str = "", on: date = ON) -> list[Excess]:
    row = Measured("screw", "brass", Substance(substance), Decimal(ppm), exemption)
    return [each.why for each in exceedances([row], rohs_table(), on=on)]


@pytest.mark.parametrize(
    ("substance", "ppm", "expected"),
    [
        ("PB", "1000", []),
        ("PB", "1000.001", [Excess.NO_EXEMPTION]),
        ("CD", "100", []),
        ("CD", "100.001", [Excess.NO_EXEMPTION]),
        ("CD", "500", [Excess.NO_EXEMPTION]),
        ("DEHP", "1000", []),
        ("DIBP", "1001", [Excess.NO_EXEMPTION]),
        ("HG", "0", []),
    ],
)
def test_cadmium_has_a_tenth_of_the_others_limit(substance, ppm, expected):
    assert found(substance, ppm) == expected


@pytest.mark.parametrize(
    ("substance", "ppm", "exemption", "on", "expected"),
    [
        ("PB", "35000", "6(c)", ON, []),
        ("PB", "40000", "6(c)", date(2027, 6, 30), []),
        ("PB", "35000", "6(c)", date(2027, 7, 1), [Excess.EXEMPTION_ENDED]),
        ("PB", "40001", "6(c)", ON, [Excess.ABOVE_EXEMPTION]),
        ("CD", "35000", "6(c)", ON, [Excess.OTHER_SUBSTANCE]),
        ("PB", "35000", "6(z)", ON, [Excess.UNKNOWN_EXEMPTION]),
        ("PB", "900000", "7(a)", ON, []),
    ],
)
def test_an_exemption_lifts_one_limit_up_to_its_figure_until_its_day(substance, ppm, exemption, on, expected):
    assert found(substance, ppm, exemption, on) == expected


def test_the_limit_is_of_each_material_and_never_of_the_whole():
    rows = [Measured("screw", "brass", Substance.PB, Decimal(1001)), Measured("housing", "ABS", Substance.PB, Decimal(0))]

    above = exceedances(rows, rohs_table(), on=ON)

    assert [(each.measured.part, each.measured.material, each.limit) for each in above] == [("screw", "brass", Decimal(1000))]


@given(st.sampled_from(Substance), st.decimals(0, 10**6, places=3), st.sampled_from(["", "6(c)", "7(a)", "no"]))
def test_within_the_limit_nothing_is_ever_pointed_out(substance, ppm, exemption):
    limit = rohs_table().limits[substance]

    assert found(substance, str(min(ppm, limit)), exemption) == []


def test_a_report_on_six_substances_is_incomplete():
    assert missing_substances(SIX) == [Substance.DEHP, Substance.BBP, Substance.DBP, Substance.DIBP]
    assert missing_substances(str(substance) for substance in Substance) == []


def test_a_report_counts_for_24_months_unless_the_product_is_stated_unchanged():
    table = rohs_table()

    assert report_counts_until(date(2024, 11, 20), unchanged=False, table=table) == date(2026, 11, 20)
    assert report_counts_until(date(2024, 11, 20), unchanged=True, table=table) is None


def test_only_exemptions_that_are_needed_end_a_proof():
    rows = [
        Measured("a", "brass", Substance.PB, Decimal(35000), "6(c)"),
        Measured("b", "ABS", Substance.PB, Decimal(5), "7(c)-II"),
    ]

    assert exemption_ends(rows, rohs_table()) == [date(2027, 6, 30)]
