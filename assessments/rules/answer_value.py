"""Answers as they are typed or stored, read into plain values."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from suppliers.rules.document import ISO_DATE

Value = str | int | Decimal | date

# Digits that may be grouped by thousands; no exponent, so that "1e9" is never a slip of the finger.
NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")
MOST_DECIMALS = 6
MOST_DIGITS = 18
SHOWN_CHARACTERS = 80


class AnswerRefused(Exception):
    """An answer cannot be read or scored. `reason` is a code, `facts` its particulars."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts = facts


def is_blank(raw: object) -> bool:
    """Whether nothing was answered: None or blank text. 0 and "no" are answers."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def read_word(raw: object) -> str:
    """The code of an option as text; a whole number reads as its digits."""
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise AnswerRefused("not_an_option", value=shown(raw))
    return str(raw).strip()


def read_number(raw: object) -> Decimal:
    """An exact, finite number. Full-width digits and thousands commas are understood."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise AnswerRefused("not_a_number", value=shown(raw))
    # repr of a float is the shortest text that means it; "f" writes a Decimal without exponent.
    written = format(raw, "f") if isinstance(raw, Decimal) else str(raw)
    written = unicodedata.normalize("NFKC", written).strip().replace("\u2212", "-")
    if not NUMBER.fullmatch(written):
        raise AnswerRefused("not_a_number", value=shown(raw))
    number = Decimal(written.replace(",", ""))
    if len(number.as_tuple().digits) > MOST_DIGITS:
        raise AnswerRefused("too_many_digits", most=MOST_DIGITS)
    if -int(number.as_tuple().exponent) > MOST_DECIMALS:
        raise AnswerRefused("too_many_decimals", most=MOST_DECIMALS)
    return number


def read_day(raw: object) -> date:
    """A calendar day, given as date or as YYYY-MM-DD."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    written = unicodedata.normalize("NFKC", raw).strip() if isinstance(raw, str) else ""
    if ISO_DATE.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise AnswerRefused("not_a_date", value=shown(raw))


def shown(raw: object) -> str:
    """The start of what was given, for a message."""
    return str(raw)[:SHOWN_CHARACTERS]
