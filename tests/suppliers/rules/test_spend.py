from decimal import Decimal

import pytest

from suppliers.rules.spend import spend_class


@pytest.mark.parametrize(
    ("cny", "expected"),
    [
        ("5000000.00", "L"),
        ("4999999.99", "M"),
        ("4999999.995", "L"),
        ("500000", "M"),
        ("499999.99", "S"),
        ("50000.00", "S"),
        ("49999.99", "XS"),
        ("0", "XS"),
        ("-12.50", "XS"),
    ],
)
def test_spend_class_by_amount(policy, cny, expected):
    assert spend_class(Decimal(cny), policy.spend_bands) == expected
