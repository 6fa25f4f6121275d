from datetime import date
from decimal import Decimal

import pytest

from suppliers.rules.document import Node


def reasons(node: Node) -> list[tuple[str, str]]:
    return [(found.path, found.reason) for found in node.problems]


def test_place_reads_like_the_document():
    node = Node({"questions": [{"scoring": {"rule": 3}}]}, [])

    node["questions"].items()[0]["scoring"]["rule"].word(("yes_no",), "unknown_rule")

    assert reasons(node) == [("questions[0].scoring.rule", "unknown_rule")]
    assert node.problems[0].steps == ("questions", 0, "scoring", "rule")
    assert node.problems[0].facts == {"value": "3", "allowed": ["yes_no"]}


def test_missing_key_is_noted_once_and_reads_as_a_stand_in():
    node = Node({}, [])

    node.fields(("from_day", "weight"))

    assert node["from_day"].day() == date.min
    assert node["weight"].decimal() == 0
    assert reasons(node) == [("from_day", "missing"), ("weight", "missing")]


@pytest.mark.parametrize(
    ("written", "read"),
    [(3, "3"), ("0.40", "0.40"), (99.5, "99.5"), (-5, "-5"), (Decimal("1.10"), "1.10")],
)
def test_numbers_are_read_exactly_as_written(written, read):
    assert str(Node(written, []).decimal()) == read


@pytest.mark.parametrize("written", ["", "1,5", "NaN", "Infinity", float("inf"), True, None, []])
def test_what_is_no_number_is_refused(written):
    node = Node(written, [])

    assert node.decimal() == 0
    assert reasons(node) == [("", "not_a_number")]


@pytest.mark.parametrize("written", ["2026-02-30", "20260201", "1.2.2026", 20260201, None])
def test_what_is_no_day_is_refused(written):
    node = Node(written, [])

    assert node.day() == date.min
    assert reasons(node) == [("", "not_a_date")]


def test_day_is_read():
    assert Node("2026-12-01", []).day() == date(2026, 12, 1)


@pytest.mark.parametrize(("written", "read"), [(True, True), (False, False)])
def test_truth_is_read(written, read):
    node = Node(written, [])

    assert node.truth() is read
    assert reasons(node) == []


@pytest.mark.parametrize("written", ["yes", 1, None])
def test_what_merely_looks_true_is_refused(written):
    node = Node(written, [])

    assert node.truth() is False
    assert reasons(node) == [("", "not_true_or_false")]


@pytest.mark.parametrize("written", [True, "3", 3.0])
def test_what_is_no_whole_number_is_refused(written):
    node = Node(written, [])

    assert node.integer(1, 5) == 1
    assert reasons(node) == [("", "not_a_whole_number")]


def test_key_that_is_not_text_is_refused_by_its_name():
    node = Node({True: 1}, [])

    node.fields(("yes",))

    assert reasons(node) == [("True", "unknown_key"), ("yes", "missing")]


def test_entry_whose_key_is_not_text_is_refused():
    node = Node({"kWh": 1, 5: 2}, [])

    assert [key for key, _ in node.entries()] == ["kWh"]
    assert reasons(node) == [("", "key_not_text")]
