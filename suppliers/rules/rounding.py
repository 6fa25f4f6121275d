"""Scores are rounded half up to two places, level by level (docs/scoring.md, "Rounding")."""

from decimal import ROUND_HALF_UP, Context, Decimal

MODE = ROUND_HALF_UP
PLACES = 2
HUNDREDTH = Decimal("0.01")

# Own context, so that a changed thread context cannot change a published score.
CONTEXT = Context(prec=34, rounding=MODE)


def round_half_up(number: Decimal) -> Decimal:
    """The number at two places; a trailing 5 goes away from zero."""
    return number.quantize(HUNDREDTH, context=CONTEXT)


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Quotient rounded half up to two places. Raises ZeroDivisionError for a divisor of 0."""
    return round_half_up(CONTEXT.divide(dividend, divisor))


def plain(number: Decimal) -> str:
    """The number without exponent and without idle zeros: 150.0 is "150", 12.50 is "12.5"."""
    return format(number.normalize(CONTEXT), "f")
