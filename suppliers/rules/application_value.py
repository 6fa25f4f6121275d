"""Reading what was typed: one text to one value, or the reason why not.

What people paste is forgiven where it is unambiguous: full-width characters, spaces, thousands separators, dates with
dots, slashes or Chinese units. Nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from suppliers.rules.application import ApplicationField, FieldKind

MONEY_LIMIT = Decimal(10) ** 16
COUNT_LIMIT = 10_000_000
FIRST_YEAR = 1990


class ValueProblem(StrEnum):
    """Why a typed text is no value; behind each code the facts of the sentence about it."""

    REQUIRED = "REQUIRED"
    TOO_LONG = "TOO_LONG"  # most, length
    NOT_A_CHOICE = "NOT_A_CHOICE"  # value
    NOT_A_COUNTRY = "NOT_A_COUNTRY"  # value
    NOT_A_DATE = "NOT_A_DATE"  # value
    IN_FUTURE = "IN_FUTURE"  # value
    NOT_A_NUMBER = "NOT_A_NUMBER"  # value
    NEGATIVE = "NEGATIVE"  # value
    TOO_LARGE = "TOO_LARGE"  # most
    TOO_MANY_DECIMALS = "TOO_MANY_DECIMALS"  # most
    NOT_A_WHOLE_NUMBER = "NOT_A_WHOLE_NUMBER"  # value
    NOT_A_YEAR = "NOT_A_YEAR"  # value, first, last
    NOT_AN_EMAIL = "NOT_AN_EMAIL"  # value
    NOT_A_PHONE = "NOT_A_PHONE"  # value


class BadValue(ValueError):
    """A typed text cannot be read. Carries the problem and its facts."""

    def __init__(self, problem: ValueProblem, **facts: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.facts = facts


_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-./#x]{3,38}")
_YES = frozenset({"yes", "true", "1", "on"})
_NO = frozenset({"no", "false", "0"})
_SHOWN = 60


def clean_text(raw: object) -> str:
    """The text without control characters, with line ends as one character and no blank ends. Letters stay as typed."""
    text = "" if raw is None else str(raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(character for character in text if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"})
    return kept.strip()


def is_blank(raw: object) -> bool:
    """Whether nothing was typed; an unticked box is nothing."""
    return raw is None or raw is False or (isinstance(raw, str) and not clean_text(raw))


def read_value(asked: ApplicationField, raw: object, *, today: date) -> Any:
    """The value of one field: str, date, Decimal, int, bool, or None where nothing was typed. Raises BadValue."""
    if asked.kind is FieldKind.FLAG:
        return raw is True or _plain(raw).lower() in _YES
    text = _yes_no(raw) if asked.kind is FieldKind.YES_NO else clean_text(raw)
    if not text:
        if asked.is_required:
            raise BadValue(ValueProblem.REQUIRED)
        return "" if asked.kind in _TEXTS else None
    if len(text) > asked.most:
        raise BadValue(ValueProblem.TOO_LONG, most=asked.most, length=len(text))
    return _READERS[asked.kind](asked, text, today)


def _plain(raw: object) -> str:
    return unicodedata.normalize("NFKC", clean_text(raw)).strip()


def _yes_no(raw: object) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return clean_text(raw)


def _text(_asked: ApplicationField, text: str, _today: date) -> str:
    return " ".join(text.split())


def _code(_asked: ApplicationField, text: str, _today: date) -> str:
    return " ".join(_plain(text).split())


def _long_text(_asked: ApplicationField, text: str, _today: date) -> str:
    return text


def _choice(asked: ApplicationField, text: str, _today: date) -> str:
    if text not in asked.choices:
        raise BadValue(ValueProblem.NOT_A_CHOICE, value=text[:_SHOWN])
    return text


def _country(_asked: ApplicationField, text: str, _today: date) -> str:
    code = _plain(text).upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise BadValue(ValueProblem.NOT_A_COUNTRY, value=text[:_SHOWN])
    return code


def _province(_asked: ApplicationField, text: str, _today: date) -> str:
    return _plain(text).upper()


def _date(asked: ApplicationField, text: str, today: date) -> date:
    match = _DATE.fullmatch(_plain(text))
    if match is None:
        raise BadValue(ValueProblem.NOT_A_DATE, value=text[:_SHOWN])
    try:
        day = date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise BadValue(ValueProblem.NOT_A_DATE, value=text[:_SHOWN]) from error
    # Only an end of validity may lie ahead.
    if day > today and asked.name != "valid_to":
        raise BadValue(ValueProblem.IN_FUTURE, value=day.isoformat())
    return day


def _number(text: str) -> Decimal:
    plain = re.sub(r"[,\s¥￥_]", "", _plain(text)).removesuffix("%").removesuffix("元")
    # Decimal itself would take 1e9, Infinity and digits of other scripts.
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", plain):
        raise BadValue(ValueProblem.NOT_A_NUMBER, value=text[:_SHOWN])
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise BadValue(ValueProblem.NOT_A_NUMBER, value=text[:_SHOWN]) from error
    if number < 0:
        raise BadValue(ValueProblem.NEGATIVE, value=text[:_SHOWN])
    return number


def _cents(text: str) -> Decimal:
    number = _number(text)
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        raise BadValue(ValueProblem.TOO_MANY_DECIMALS, most=2)
    return number


def _money(_asked: ApplicationField, text: str, _today: date) -> Decimal:
    amount = _cents(text)
    if amount >= MONEY_LIMIT:
        raise BadValue(ValueProblem.TOO_LARGE, most=str(MONEY_LIMIT - 1))
    return amount.quantize(Decimal("0.01"))


def _share(_asked: ApplicationField, text: str, _today: date) -> Decimal:
    share = _cents(text)
    if share > 100:
        raise BadValue(ValueProblem.TOO_LARGE, most=100)
    return share.quantize(Decimal("0.01"))


def _count(_asked: ApplicationField, text: str, _today: date) -> int:
    number = _number(text)
    if number != number.to_integral_value():
        raise BadValue(ValueProblem.NOT_A_WHOLE_NUMBER, value=text[:_SHOWN])
    if number > COUNT_LIMIT:
        raise BadValue(ValueProblem.TOO_LARGE, most=COUNT_LIMIT)
    return int(number)


def _year(_asked: ApplicationField, text: str, today: date) -> int:
    plain = _plain(text).removesuffix("年")
    if not re.fullmatch("[0-9]{4}", plain) or not FIRST_YEAR <= int(plain) <= today.year:
        raise BadValue(ValueProblem.NOT_A_YEAR, value=text[:_SHOWN], first=FIRST_YEAR, last=today.year)
    return int(plain)


def _yes_or_no(_asked: ApplicationField, text: str, _today: date) -> bool:
    word = _plain(text).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadValue(ValueProblem.NOT_A_CHOICE, value=text[:_SHOWN])


def _email(_asked: ApplicationField, text: str, _today: date) -> str:
    address = _plain(text)
    if not _EMAIL.fullmatch(address):
        raise BadValue(ValueProblem.NOT_AN_EMAIL, value=text[:_SHOWN])
    return address


def _phone(_asked: ApplicationField, text: str, _today: date) -> str:
    number = _plain(text)
    if not _PHONE.fullmatch(number):
        raise BadValue(ValueProblem.NOT_A_PHONE, value=text[:_SHOWN])
    return number


_TEXTS = frozenset(
    {
        FieldKind.TEXT,
        FieldKind.LONG_TEXT,
        FieldKind.CODE,
        FieldKind.CHOICE,
        FieldKind.COUNTRY,
        FieldKind.PROVINCE,
        FieldKind.EMAIL,
        FieldKind.PHONE,
    }
)
_READERS: Mapping[FieldKind, Callable[[ApplicationField, str, date], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.CODE: _code,
    FieldKind.CHOICE: _choice,
    FieldKind.COUNTRY: _country,
    FieldKind.PROVINCE: _province,
    FieldKind.DATE: _date,
    FieldKind.MONEY: _money,
    FieldKind.SHARE: _share,
    FieldKind.COUNT: _count,
    FieldKind.YEAR: _year,
    FieldKind.YES_NO: _yes_or_no,
    FieldKind.EMAIL: _email,
    FieldKind.PHONE: _phone,
}
