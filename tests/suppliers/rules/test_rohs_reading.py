"""Reading a table of concentrations."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.rohs import Substance
from suppliers.rules.rohs_reading import ReadRow, read_ppm, read_rows, read_substance

HEAD = ["Part", "Material", "Substance", "mg/kg", "Exemption"]


def test_heads_in_english_and_chinese_in_any_order():
    chinese = [["含量(mg/kg)", "部件", "均质材料", "有害物质"], ["12.5", "外壳", "ABS", "铅"]]

    rows, problems = read_rows(chinese)

    assert problems == []
    assert rows == [ReadRow("外壳", "ABS", Substance.PB, Decimal("12.500"))]


@pytest.mark.parametrize(
    ("typed", "substance"),
    [
        ("Pb", "PB"),
        ("lead", "PB"),
        ("Cr(VI)", "CR6"),
        ("Cr6+", "CR6"),
        ("六价铬", "CR6"),
        ("PBDEs", "PBDE"),
        ("ＤＥＨＰ", "DEHP"),
        ("Zn", None),
    ],
)
def test_substances_by_any_of_their_names(typed, substance):
    assert read_substance(typed) == (Substance(substance) if substance else None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12.5", (Decimal("12.500"), False)),
        ("1,000", (Decimal("1000.000"), False)),
        ("35 mg/kg", (Decimal("35.000"), False)),
        ("<5", (Decimal("5.000"), True)),
        ("ND", (Decimal(0), True)),
        ("未检出", (Decimal(0), True)),
        ("-1", None),
        ("1000001", None),
        ("NaN", None),
        ("much", None),
        ("", None),
    ],
)
def test_amounts_and_what_lies_below_detection(typed, read):
    assert read_ppm(typed) == read


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ([], [(1, "NO_ROWS")]),
        ([HEAD], [(1, "NO_ROWS")]),
        ([["Part", "Substance"], ["a", "Pb"]], [(1, "COLUMNS_MISSING")]),
        ([HEAD, ["", "brass", "Pb", "1"]], [(2, "TEXT_MISSING")]),
        ([HEAD, ["screw", "brass", "Zn", "1"]], [(2, "NO_SUBSTANCE")]),
        ([HEAD, ["screw", "brass", "Pb", "?"]], [(2, "NO_AMOUNT")]),
        ([HEAD, ["screw", "brass", "Pb", "1"], ["screw", "brass", "lead", "2"]], [(3, "TWICE")]),
        ([HEAD, ["x" * 121, "brass", "Pb", "1"]], [(2, "TEXT_TOO_LONG")]),
    ],
)
def test_every_problem_is_named_with_its_row(cells, problems):
    assert [(problem.row, problem.code) for problem in read_rows(cells)[1]] == problems


@given(st.lists(st.lists(st.text(max_size=12) | st.floats() | st.none(), max_size=6), max_size=6))
def test_no_table_breaks_the_reader(cells):
    read_rows([HEAD, *cells])
