from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assessments.rules.answer_value import AnswerRefused, is_blank, read_day, read_number, read_word


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (0, "0"),
        (225.6, "225.6"),
        (Decimal("1E+3"), "1000"),
        ("1450", "1450"),
        (" -6.3 ", "-6.3"),
        ("\u22126.3", "-6.3"),
        ("1,234,567.89", "1234567.89"),
        ("１２３．４", "123.4"),
    ],
)
def test_number_is_read_as_it_was_meant(raw, number):
    assert str(read_number(raw)) == number


@pytest.mark.parametrize("raw", ["", "1e9", "12,34", "1.", ".5", "1.2.3", "NaN", "Infinity", "12 t", True, None, []])
def test_what_is_no_number_is_refused(raw):
    with pytest.raises(AnswerRefused) as refusal:
        read_number(raw)

    assert refusal.value.reason == "not_a_number"


@pytest.mark.parametrize("raw", [float("nan"), float("inf"), Decimal("NaN"), 1e300, 1e-300])
def test_figure_that_is_not_finite_or_written_with_exponent_is_refused(raw):
    with pytest.raises(AnswerRefused):
        read_number(raw)


@pytest.mark.parametrize(
    ("raw", "reason", "facts"),
    [
        ("1" * 19, "too_many_digits", {"most": 18}),
        ("0.1234567", "too_many_decimals", {"most": 6}),
    ],
)
def test_figure_beyond_any_meter_is_refused(raw, reason, facts):
    with pytest.raises(AnswerRefused) as refusal:
        read_number(raw)

    assert (refusal.value.reason, refusal.value.facts) == (reason, facts)


@pytest.mark.parametrize("raw", ["2026-06-12", " ２０２６-０６-１２ ", date(2026, 6, 12)])
def test_day_is_read(raw):
    assert read_day(raw) == date(2026, 6, 12)


@pytest.mark.parametrize("raw", ["2026-02-30", "20260612", "12.6.2026", "", None, 5, datetime(2026, 6, 12, tzinfo=UTC)])
def test_what_is_no_day_is_refused(raw):
    with pytest.raises(AnswerRefused) as refusal:
        read_day(raw)

    assert refusal.value.reason == "not_a_date"


@pytest.mark.parametrize(("raw", "word"), [("none", "none"), (" open ", "open"), (3, "3")])
def test_word_is_read(raw, word):
    assert read_word(raw) == word


@pytest.mark.parametrize("raw", [True, None, 2.0, []])
def test_what_is_no_word_is_refused(raw):
    with pytest.raises(AnswerRefused) as refusal:
        read_word(raw)

    assert refusal.value.reason == "not_an_option"


def test_zero_and_no_are_answers_and_blanks_are_not():
    assert [is_blank(raw) for raw in (None, "", "  ", 0, "no", False)] == [True, True, True, False, False, False]
