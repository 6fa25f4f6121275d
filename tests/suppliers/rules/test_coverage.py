"""Coverage on a day."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.coverage import Covered, Span, covered_on, month_ends

DAY = date(2023, 3, 31)


def test_253_of_253_are_one_hundred_percent():
    spans = [Span(supplier, date(2023, 1, 1), None) for supplier in range(253)]

    assert covered_on([DAY], spans, spans) == [Covered(DAY, 253, 253)]
    assert covered_on([DAY], spans, spans)[0].percent == Decimal("100.00")


def test_first_and_last_day_count_and_the_days_beside_do_not():
    counting = [Span(1, date(2020, 1, 1), None)]
    holding = [Span(1, date(2023, 3, 30), date(2023, 3, 31))]

    days = [date(2023, 3, 29), date(2023, 3, 30), date(2023, 3, 31), date(2023, 4, 1)]

    assert [one.covered for one in covered_on(days, counting, holding)] == [0, 1, 1, 0]


def test_a_signature_of_somebody_who_does_not_count_covers_nobody():
    assert covered_on([DAY], [], [Span(1, DAY, None)]) == [Covered(DAY, 0, 0)]
    assert Covered(DAY, 0, 0).percent == Decimal("0.00")


def test_two_signatures_of_one_supplier_count_once():
    spans = [Span(1, date(2020, 1, 1), None), Span(1, date(2021, 1, 1), None)]

    assert covered_on([DAY], spans, spans) == [Covered(DAY, 1, 1)]


def test_months_end_on_their_last_day_and_the_present_one_today():
    assert month_ends(date(2024, 3, 15), 4) == [date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 15)]


SPANS = st.lists(
    st.builds(
        Span,
        st.integers(1, 4),
        st.dates(date(2023, 1, 1), date(2023, 6, 1)),
        st.none() | st.dates(date(2023, 1, 1), date(2023, 6, 1)),
    ),
    max_size=8,
)


@given(SPANS, SPANS)
def test_nobody_is_covered_who_does_not_count(counting, holding):
    for one in covered_on([DAY, date(2023, 5, 1)], counting, holding):
        assert 0 <= one.covered <= one.counted
