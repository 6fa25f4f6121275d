"""Stacked bars and lines: what they write out, and what they refuse."""

from decimal import Decimal
from itertools import pairwise

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from suppliers.reports.chart import Label
from suppliers.reports.chart_lines import Line, lines
from suppliers.reports.chart_stacked import SHADES, Stack, stacked

SVG = "{http://www.w3.org/2000/svg}"
PARTS = ("A", "B", "C", "D", "N")
MONTHS = ("2026-08", "2026-09", "2026-10")


def words_of(svg: str) -> list[str]:
    return ["".join(found.itertext()) for found in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_every_part_that_has_room_and_every_total_is_written_out():
    drawn = stacked(PARTS, [Stack(Label(("Mainland",)), (40, 100, 60, 0, 48))], alt="Tiers")

    assert words_of(drawn.svg) == ["A", "B", "C", "D", "N", "Mainland", "40", "100", "60", "48", "248"]


def test_the_parts_fill_the_bar():
    drawn = stacked(PARTS, [Stack(Label(("x",)), (1, 1, 1, 1, 4))], alt="x")

    bars = [float(box.get("width")) for box in ElementTree.fromstring(drawn.svg).iter(f"{SVG}rect") if box.get("height") == "20"]
    assert bars[0] == pytest.approx(sum(bars[1:]))


def test_shades_keep_their_order_in_grey():
    greys = [sum(int(fill[at : at + 2], 16) * part for at, part in ((1, 0.3), (3, 0.59), (5, 0.11))) for fill, _ink in SHADES]

    assert all(later - earlier > 20 for earlier, later in pairwise(greys))


@pytest.mark.parametrize("sizes", [(1, 2), (1, 2, 3, 4, -1)])
def test_a_bar_of_other_parts_is_refused(sizes):
    with pytest.raises(ValueError, match="one size"):
        stacked(PARTS, [Stack(Label(("x",)), sizes)], alt="x")


def test_an_empty_group_has_an_empty_bar():
    assert words_of(stacked(PARTS, [Stack(Label(("x",)), (0, 0, 0, 0, 0))], alt="x").svg)[-1] == "0"


def test_each_line_says_its_name_and_last_value_and_has_dashes_of_its_own():
    drawn = lines(
        MONTHS,
        [
            Line(Label(("Undertaking",)), (Decimal(90), Decimal(95), Decimal(100))),
            Line(Label(("Code",)), (None, Decimal(10), Decimal("94.07"))),
        ],
        alt="Coverage",
    )

    assert {"100.00 %", "94.07 %", "Undertaking", "Code", *MONTHS} <= set(words_of(drawn.svg))
    drawn_lines = list(ElementTree.fromstring(drawn.svg).iter(f"{SVG}polyline"))
    assert [one.get("stroke-dasharray") for one in drawn_lines] == [None, "7 4"]
    assert [len(one.get("points").split()) for one in drawn_lines] == [3, 2]


def test_the_last_step_is_always_named():
    steps = [f"2025-{month:02}" for month in range(1, 13)]

    assert "2025-12" in words_of(lines(steps, [Line(Label(("x",)), (Decimal(1),) * 12)], alt="x").svg)


@pytest.mark.parametrize(("steps", "values"), [((), ()), (MONTHS, (Decimal(1),))])
def test_a_line_of_another_length_is_refused(steps, values):
    with pytest.raises(ValueError, match="one value"):
        lines(steps, [Line(Label(("x",)), values)], alt="x")


@given(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=4))
def test_the_names_at_the_ends_never_lie_over_one_another(values):
    drawn = lines(("2026-10",), [Line(Label((f"line {index}",)), (value,)) for index, value in enumerate(values)], alt="x")

    names = sorted(float(one.get("y")) for one in ElementTree.fromstring(drawn.svg).iter(f"{SVG}text") if "line" in one.text)
    assert all(later - earlier >= 20 for earlier, later in pairwise(names))
