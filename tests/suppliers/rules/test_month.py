from datetime import date

import pytest

from suppliers.rules.month import add_months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 11, 20), 12, date(2026, 11, 20)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2026, 8, 31), 0, date(2026, 8, 31)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_month_end_clamps(day, months, expected):
    assert add_months(day, months) == expected
