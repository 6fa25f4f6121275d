from decimal import Decimal

import pytest
from defusedxml import ElementTree

from suppliers.reports.chart import Label, chart, text, wrapped
from suppliers.reports.chart_bars import Bar, bars
from suppliers.reports.chart_heat_map import HeatRow, heat_map
from suppliers.reports.chart_radar import Spoke, radar

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert("1")</script>&'


def texts(drawing):
    return [element.text for element in ElementTree.fromstring(drawing.svg).iter(f"{SVG}text")]


def elements(drawing, name):
    return list(ElementTree.fromstring(drawing.svg).iter(f"{SVG}{name}"))


def spokes(*scores):
    return [Spoke(Label((f"Area {number}",)), None if score is None else Decimal(score)) for number, score in enumerate(scores)]


def test_hostile_text_stays_text():
    drawing = chart(10, 10, [text(HOSTILE, 0, 0)], HOSTILE)

    assert texts(drawing) == [HOSTILE]
    assert elements(drawing, "script") == []
    assert ElementTree.fromstring(drawing.svg).get("aria-label") == HOSTILE


@pytest.mark.parametrize(
    "drawing",
    [
        radar(spokes("1", "2", "3"), alt="a"),
        bars([Bar(Label(("a",)), 1, "1")], alt="a"),
        heat_map([Label(("a",))], [HeatRow(Label(("b",)), (Decimal(1),))], alt="a"),
    ],
)
def test_charts_hold_no_style_and_no_script(drawing):
    for element in ElementTree.fromstring(drawing.svg).iter():
        assert "style" not in element.attrib
        assert element.tag not in {f"{SVG}style", f"{SVG}script"}


def test_radar_outlines_every_score():
    drawing = radar(spokes("100", "50", "0", "25", "75", "100"), alt="a")

    outline = elements(drawing, "polygon")[-1].get("points").split()

    assert outline[0] == "300,49"
    assert outline[2] == "300,145"
    assert len(outline) == 6


def test_radar_passes_by_an_area_without_score():
    drawing = radar(spokes("100", "50", None, "25", "75", "100"), alt="a")

    assert len(elements(drawing, "polygon")[-1].get("points").split()) == 5
    assert len(elements(drawing, "circle")) == 5
    assert texts(drawing).count("–") == 1


def test_radar_without_outline_for_two_scores():
    drawing = radar(spokes("100", None, "50"), alt="a")

    assert len(elements(drawing, "polygon")) == 4
    assert len(elements(drawing, "circle")) == 2


def test_radar_needs_three_spokes():
    with pytest.raises(ValueError, match="three"):
        radar(spokes("1", "2"), alt="a")


def test_bars_are_in_proportion_and_zero_has_none():
    drawing = bars([Bar(Label(("a",)), 248, "248"), Bar(Label(("b",)), 124, "124"), Bar(Label(("c",)), 0, "0")], alt="a")

    lengths = [bar.get("width") for bar in elements(drawing, "rect") if bar.get("fill") == "#0f5c66"]

    assert lengths == ["260", "130"]
    assert texts(drawing) == ["a", "248", "b", "124", "c", "0"]


def test_small_bar_beside_a_large_one_can_be_seen():
    drawing = bars([Bar(Label(("a",)), 100_000, "a"), Bar(Label(("b",)), 1, "b")], alt="a")

    assert [bar.get("width") for bar in elements(drawing, "rect") if bar.get("fill") == "#0f5c66"] == ["260", "1.5"]


def test_bars_refuse_less_than_nothing():
    with pytest.raises(ValueError, match="shorter"):
        bars([Bar(Label(("a",)), -1, "-1")], alt="a")


def test_heat_map_shows_nothing_as_dash_and_zero_as_zero():
    drawing = heat_map(
        [Label(("x",)), Label(("y",)), Label(("z",))],
        [HeatRow(Label(("a",)), (None, Decimal("0.00"), Decimal("97.41")))],
        alt="a",
    )

    assert texts(drawing) == ["x", "y", "z", "a", "–", "0.00", "97.41"]


@pytest.mark.parametrize(
    ("score", "fill"),
    [("80", "#0b4a53"), ("79.99", "#3d7a82"), ("65", "#3d7a82"), ("64.99", "#8fb8bc"), ("49.99", "#c6dcde"), ("0", "#eef4f4")],
)
def test_heat_map_changes_tone_at_the_cuts(score, fill):
    drawing = heat_map([Label(("x",))], [HeatRow(Label(("a",)), (Decimal(score),))], alt="a")

    assert [cell.get("fill") for cell in elements(drawing, "rect")] == [fill]


def test_heat_map_refuses_a_row_of_another_length():
    with pytest.raises(ValueError, match="every row"):
        heat_map([Label(("x",))], [HeatRow(Label(("a",)), ())], alt="a")


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (("short",), ("short",)),
        (("Pollution prevention and resource saving",), ("Pollution prevention and", "resource saving")),
        (("有害物质与废弃物的识别、标识与管理",), ("有害物质与废弃物的识别、标识与", "管理")),
        (("一二三四五六七八九十一二三四五、六",), ("一二三四五六七八九十一二三四五、", "六")),
        (("",), ("",)),
    ],
)
def test_labels_break_between_words_or_characters(words, lines):
    assert wrapped(Label(words), 15).lines == lines


def test_same_values_give_the_same_drawing():
    assert radar(spokes("1", "2", "3"), alt="a") == radar(spokes("1", "2", "3"), alt="a")
