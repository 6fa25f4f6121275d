"""Reading one cell: what a spreadsheet or a CSV file holds to one value, or the reason why not.

Nothing is guessed: 03/04/2026 is no date here, because nobody can say which month it means.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from suppliers.rules.currency import currency_code
from suppliers.rules.data_import import RowProblem

Cell = object
EARLIEST = date(1990, 1, 1)
_SHOWN = 60
_DATE = re.compile(
    r"(\d{4})\s*(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年\s*(\d{1,2})\s*月\s*)(\d{1,2})\s*日?(?:[T ]0{1,2}:00(?::00)?)?"
)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_SERIAL = re.compile(r"[2-7]\d{4}(\.0+)?")
_SERIAL_START = date(1899, 12, 30)
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?")
_LOST = "\ufffd"
# A spreadsheet keeps 15 digits of a number; what a longer one ended with is gone.
_EXACT = 10**15


class BadCell(ValueError):
    """A cell cannot be read. Carries the problem and its facts."""

    def __init__(self, problem: RowProblem, **facts: Any) -> None:
        super().__init__(problem)
        self.problem = problem
        self.facts = facts


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Cell) -> str:
    """What the cell shows, as text. Raises BadCell (LONG_NUMBER, UNREADABLE)."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float | int):
        if abs(cell) >= _EXACT:
            raise BadCell(RowProblem.LONG_NUMBER)
        return str(int(cell)) if cell == int(cell) else format(cell, ".15g")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).strip()
    if _LOST in text:
        raise BadCell(RowProblem.UNREADABLE)
    return text


def read_text(cell: Cell, most: int) -> str:
    """Words without control characters, with single spaces. Raises BadCell."""
    text = text_of(cell)
    if not text.isprintable():
        text = "".join(sign if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"} else " " for sign in text)
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
    if len(text) > most:
        raise BadCell(RowProblem.TOO_LONG, most=most, length=len(text))
    return text


def read_code(cell: Cell, most: int) -> str:
    """A number of something: full-width signs become plain ones. Raises BadCell."""
    text = read_text(cell, most)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def read_day(cell: Cell, *, latest: date | None) -> date:
    """A day: a cell with a date, 2026-11-21, 2026/11/21, 2026年11月21日, or a spreadsheet's serial number. Raises BadCell."""
    day = _day(cell)
    if day < EARLIEST:
        raise BadCell(RowProblem.TOO_OLD, value=day.isoformat())
    if latest is not None and day > latest:
        raise BadCell(RowProblem.IN_FUTURE, value=day.isoformat())
    return day


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = unicodedata.normalize("NFKC", text_of(cell)).strip()
    if _SERIAL.fullmatch(text):
        return _SERIAL_START + timedelta(days=int(text.split(".")[0]))
    found = _DATE.fullmatch(text)
    if found is None:
        raise BadCell(RowProblem.NOT_A_DATE, value=text[:_SHOWN])
    year, *months, day = found.groups()
    try:
        return date(int(year), int(next(month for month in months if month)), int(day))
    except ValueError as error:
        raise BadCell(RowProblem.NOT_A_DATE, value=text[:_SHOWN]) from error


def read_month(cell: Cell) -> date:
    """The first day of a month: 2026-10, 2026/10, 2026年10月, or any day of it. Raises BadCell."""
    if not isinstance(cell, date):
        text = unicodedata.normalize("NFKC", text_of(cell)).strip()
        found = _MONTH.fullmatch(text)
        if found and 1 <= int(found[2]) <= 12 and int(found[1]) >= EARLIEST.year:
            return date(int(found[1]), int(found[2]), 1)
        if found:
            raise BadCell(RowProblem.NOT_A_MONTH, value=text[:_SHOWN])
    try:
        return read_day(cell, latest=None).replace(day=1)
    except BadCell as error:
        raise BadCell(RowProblem.NOT_A_MONTH, value=str(error.facts.get("value", ""))) from error


def read_number(cell: Cell, *, places: int, digits: int, signed: bool = False) -> Decimal:
    """A number with at most so many decimals and digits; thousands separators are taken where they stand right.

    Raises BadCell.
    """
    number = _number(cell)
    if number < 0 and not signed:
        raise BadCell(RowProblem.NEGATIVE)
    limit = Decimal(10) ** (digits - places)
    if abs(number) >= limit:
        raise BadCell(RowProblem.TOO_LARGE, most=f"{limit - 1:,}")
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise BadCell(RowProblem.TOO_MANY_DECIMALS, most=places)
    return number.quantize(Decimal(1).scaleb(-places))


def _number(cell: Cell) -> Decimal:
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        # 15 digits are what a spreadsheet keeps and shows; the float behind them has a tail of its own.
        return Decimal(format(cell, ".15g"))
    if isinstance(cell, date):
        raise BadCell(RowProblem.NOT_A_NUMBER, value=text_of(cell))
    text = text_of(cell)
    plain = re.sub(r"[\s¥$€£'’]", "", unicodedata.normalize("NFKC", text)).removesuffix("元")
    if not _NUMBER.fullmatch(plain) or not plain.isascii():
        raise BadCell(RowProblem.NOT_A_NUMBER, value=text[:_SHOWN])
    return Decimal(plain.replace(",", ""))


def read_currency(cell: Cell) -> str:
    """An ISO 4217 code. Raises BadCell."""
    text = text_of(cell)
    code = currency_code(text)
    if code is None:
        raise BadCell(RowProblem.UNKNOWN_CURRENCY, value=text[:_SHOWN])
    return code


def read_choice(cell: Cell, words: Mapping[str, str]) -> str:
    """The code behind a code or a word for it; `words` is keyed by `folded` texts. Raises BadCell."""
    text = text_of(cell)
    code = words.get(folded(text))
    if code is None:
        raise BadCell(RowProblem.NOT_A_CHOICE, value=text[:_SHOWN])
    return code


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text for comparing: plain width, small letters, without spaces and punctuation."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
