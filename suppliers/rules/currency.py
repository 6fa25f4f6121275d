"""Currencies by their ISO 4217 codes, and how an amount becomes CNY."""

import unicodedata
from decimal import Decimal

from suppliers.rules.rounding import CONTEXT, round_half_up

HOME = "CNY"
_CODES = frozenset({
    "AED", "AUD", "BDT", "BND", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF", "IDR",
    "ILS", "INR", "JPY", "KES", "KHR", "KRW", "KWD", "KZT", "LAK", "LKR", "MAD", "MMK", "MNT", "MOP", "MXN", "MYR", "NGN", "NOK",
    "NPR", "NZD", "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "UYU",
    "UZS", "VND", "ZAR",
})  # fmt: skip
_SAME = {"RMB": HOME, "CNH": HOME, "人民币": HOME, "￥": HOME, "¥": HOME, "元": HOME, "港币": "HKD", "美元": "USD", "欧元": "EUR"}


def currency_code(text: str) -> str | None:
    """The code meant by a text such as `usd`, `RMB` or `人民币`; None for one that is not known."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    code = _SAME.get(text.strip(), _SAME.get(plain, plain))
    return code if code in _CODES else None


def in_home_currency(amount: Decimal, rate: Decimal) -> Decimal:
    """The amount in CNY at so many CNY for one unit, rounded half up to the fen."""
    return round_half_up(CONTEXT.multiply(amount, rate))
