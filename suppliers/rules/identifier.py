"""The schemes by which a supplier may be identified, one examination for all of them.

The credit code has its own file. The others: LEI (ISO 17442, check digits of ISO 7064 MOD 97-10), the Hong Kong unique
business identifier and the company number it replaced, Macau, Taiwan, and three kinds of overseas number.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from suppliers.rules.bad_identifier import DIGITS, BadIdentifier, Caution, Problem, refuse_other_form
from suppliers.rules.credit_code import examine, normalise


class Scheme(StrEnum):
    """Whose numbering it is."""

    USCC = "USCC"
    LEI = "LEI"
    HK_UBI = "HK_UBI"
    HK_CR = "HK_CR"
    MO = "MO"
    TW_UBN = "TW_UBN"
    OVERSEAS_VAT = "OVERSEAS_VAT"
    OVERSEAS_EIN = "OVERSEAS_EIN"
    OVERSEAS_COMPANY_NO = "OVERSEAS_COMPANY_NO"


@dataclass(frozen=True)
class Identifier:
    """An accepted identifier in the one form it is stored in, so that (scheme, country, value) can be unique."""

    scheme: Scheme
    country: str
    value: str
    warnings: tuple[Caution, ...]


@dataclass(frozen=True)
class _Accepted:
    value: str
    warnings: tuple[Caution, ...] = ()


HOME_COUNTRY = {
    Scheme.USCC: "CN",
    Scheme.HK_UBI: "HK",
    Scheme.HK_CR: "HK",
    Scheme.MO: "MO",
    Scheme.TW_UBN: "TW",
    Scheme.OVERSEAS_EIN: "US",
}
OVERSEAS = frozenset({Scheme.OVERSEAS_VAT, Scheme.OVERSEAS_EIN, Scheme.OVERSEAS_COMPANY_NO})
MACAU_SUFFIXES = frozenset({"SO", "CO", "EI"})

_NOT_OVERSEAS = frozenset({"CN", "HK", "MO", "TW"})
# ISO has two notations for the same three places.
_SAME_PLACE = {"CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW"}
_COUNTRY_LENGTH = 2
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ALPHANUMERIC = DIGITS | _LETTERS
_LEI_FORM = (_ALPHANUMERIC,) * 18 + (DIGITS,) * 2
# The number on the business registration certificate: number, branch, month, year of issue, one more character.
_CERTIFICATE_FORM = (DIGITS,) * 15 + (_ALPHANUMERIC,)
_UBI_LENGTH = 8
# C and F stand before zero-filled company numbers of entities that never had a business registration.
_UBI_FORM = (DIGITS | frozenset("CF"),) + (DIGITS,) * (_UBI_LENGTH - 1)
_COMPANY_DIGITS = 7
_UBN_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
_UBN_FORM = (DIGITS,) * len(_UBN_WEIGHTS)
_EIN_FORM = (DIGITS,) * 9
# Mexican numbers may hold an ampersand and Ñ, older Irish ones a plus or an asterisk.
_VAT_ALPHABET = _ALPHANUMERIC | frozenset("&\u00d1+*")
_COMPANY_ALPHABET = _ALPHANUMERIC | frozenset("./")
_VAT_LENGTHS = (4, 20)
_COMPANY_LENGTHS = (1, 30)
_MACAU_LENGTHS = (1, 10)


def examine_identifier(scheme: Scheme, value: str, country: str) -> Identifier:
    """The identifier in its stored form; raises BadIdentifier with the first thing that is wrong.

    `country` is where the supplier is registered, ISO 3166-1 alpha-2. It may be empty for a scheme that belongs to
    one country and is filled in then.
    """
    place = _country(scheme, country)
    accepted = _EXAMINATIONS[scheme](value)
    return Identifier(scheme, place, accepted.value, accepted.warnings)


def _country(scheme: Scheme, country: str) -> str:
    # Not by normalise(): it would take the hyphen out of CN-HK.
    place = unicodedata.normalize("NFKC", country).strip().upper()
    place = _SAME_PLACE.get(place, place)
    home = HOME_COUNTRY.get(scheme)
    if not place:
        if home is None:
            raise BadIdentifier(Problem.COUNTRY_MISSING, scheme=scheme)
        return home
    if len(place) != _COUNTRY_LENGTH or not _LETTERS.issuperset(place):
        raise BadIdentifier(Problem.BAD_COUNTRY, scheme=scheme, country=place)
    if home is not None and place != home:
        raise BadIdentifier(Problem.COUNTRY_MISMATCH, scheme=scheme, country=place, expected=home)
    if scheme in OVERSEAS and place in _NOT_OVERSEAS:
        raise BadIdentifier(Problem.COUNTRY_MISMATCH, scheme=scheme, country=place)
    return place


def _present(text: str, dropped: str = "") -> str:
    value = "".join(character for character in normalise(text) if character not in dropped)
    if not value:
        raise BadIdentifier(Problem.EMPTY)
    return value


def _refuse_zeros(value: str) -> None:
    digits = [character for character in value if character in DIGITS]
    if digits and set(digits) == {"0"}:
        raise BadIdentifier(Problem.ALL_ZEROS, length=len(value))


def _refuse_lengths(value: str, lengths: tuple[int, int]) -> None:
    minimum, maximum = lengths
    if len(value) < minimum:
        raise BadIdentifier(Problem.TOO_SHORT, length=len(value), minimum=minimum)
    if len(value) > maximum:
        raise BadIdentifier(Problem.TOO_LONG, length=len(value), maximum=maximum)


def _examine_uscc(text: str) -> _Accepted:
    code = examine(text)
    return _Accepted(code.value, code.warnings)


def _examine_lei(text: str) -> _Accepted:
    value = _present(text)
    refuse_other_form(value, _LEI_FORM, _value_by(_examine_lei))
    _refuse_zeros(value)
    # Codes older than 2013 need not have 00 in places five and six, so that is not asked.
    if _number(value) % 97 != 1:
        expected = 98 - _number(value[:-2] + "00") % 97
        raise BadIdentifier(Problem.WRONG_CHECK, expected=f"{expected:02}", found=value[-2:])
    return _Accepted(value)


def _number(value: str) -> int:
    """The digits of the text read as one number, with A as 10 up to Z as 35."""
    return int("".join(str(int(character, 36)) for character in value))


def _examine_hk_ubi(text: str) -> _Accepted:
    """Format only: no check digit is published. A whole certificate number is cut to its first block."""
    value = _present(text)
    if len(value) == len(_CERTIFICATE_FORM):
        refuse_other_form(value, _CERTIFICATE_FORM, _value_by(_examine_hk_ubi))
        value = value[:_UBI_LENGTH]
    refuse_other_form(value, _UBI_FORM, _value_by(_examine_hk_ubi))
    _refuse_zeros(value)
    return _Accepted(value)


def _examine_hk_cr(text: str) -> _Accepted:
    """The company number used until the end of 2023, stored with leading zeros so that one company is one value."""
    value = _present(text)
    prefix = "F" if value.startswith("F") else ""
    digits = value[len(prefix) :]
    _refuse_lengths(value, (1 + len(prefix), _COMPANY_DIGITS + len(prefix)))
    form = (frozenset("F"),) * len(prefix) + (DIGITS,) * len(digits)
    refuse_other_form(value, form, _value_by(_examine_hk_cr))
    _refuse_zeros(value)
    return _Accepted(prefix + digits.zfill(_COMPANY_DIGITS), (Caution.FORMER_SCHEME,))


def _examine_mo(text: str) -> _Accepted:
    """Digits and a suffix for the kind of merchant; the form is not published, so another suffix only warns."""
    value = _present(text, dropped="()")
    _refuse_lengths(value, _MACAU_LENGTHS)
    suffix = value.lstrip("0123456789")
    if suffix == value or not _LETTERS.issuperset(suffix):
        raise BadIdentifier(Problem.BAD_FORM, scheme=Scheme.MO, value=value)
    _refuse_zeros(value)
    return _Accepted(value, () if suffix in MACAU_SUFFIXES else (Caution.UNUSUAL_FORM,))


def _examine_tw_ubn(text: str) -> _Accepted:
    value = _present(text)
    refuse_other_form(value, _UBN_FORM, _value_by(_examine_tw_ubn))
    _refuse_zeros(value)
    return _Accepted(value, () if _ubn_check_holds(value) else (Caution.CHECK_DIGIT,))


def _ubn_check_holds(value: str) -> bool:
    """Sum of the digits of digit times weight is a multiple of five; so may be one more if the seventh digit is 7.

    Numbers given out before April 2023 reach a multiple of ten; the Ministry of Finance halved it to get more numbers.
    """
    products = [int(digit) * weight for digit, weight in zip(value, _UBN_WEIGHTS, strict=True)]
    total = sum(product // 10 + product % 10 for product in products)
    return total % 5 == 0 or (value[6] == "7" and (total + 1) % 5 == 0)


def _examine_ein(text: str) -> _Accepted:
    value = _present(text)
    refuse_other_form(value, _EIN_FORM, _value_by(_examine_ein))
    _refuse_zeros(value)
    return _Accepted(value)


def _examine_vat(text: str) -> _Accepted:
    value = _present(text, dropped="./")
    _refuse_other_number(Scheme.OVERSEAS_VAT, value, _VAT_LENGTHS, _VAT_ALPHABET)
    return _Accepted(value)


def _examine_company_no(text: str) -> _Accepted:
    value = _present(text)
    _refuse_other_number(Scheme.OVERSEAS_COMPANY_NO, value, _COMPANY_LENGTHS, _COMPANY_ALPHABET)
    return _Accepted(value)


def _refuse_other_number(scheme: Scheme, value: str, lengths: tuple[int, int], alphabet: frozenset[str]) -> None:
    """What holds for every country's numbers: the length, the characters, and that there is a digit other than 0."""
    _refuse_lengths(value, lengths)
    refuse_other_form(value, (alphabet,) * len(value), lambda repaired: repaired)
    if not DIGITS.intersection(value):
        raise BadIdentifier(Problem.BAD_FORM, scheme=scheme, value=value)
    _refuse_zeros(value)


def _value_by(examination: Callable[[str], _Accepted]) -> Callable[[str], str]:
    return lambda text: examination(text).value


_EXAMINATIONS: dict[Scheme, Callable[[str], _Accepted]] = {
    Scheme.USCC: _examine_uscc,
    Scheme.LEI: _examine_lei,
    Scheme.HK_UBI: _examine_hk_ubi,
    Scheme.HK_CR: _examine_hk_cr,
    Scheme.MO: _examine_mo,
    Scheme.TW_UBN: _examine_tw_ubn,
    Scheme.OVERSEAS_VAT: _examine_vat,
    Scheme.OVERSEAS_EIN: _examine_ein,
    Scheme.OVERSEAS_COMPANY_NO: _examine_company_no,
}
