"""The unified social credit code of Mainland China, GB 32100-2015.

Eighteen characters: registering department, category, six digits of the registering authority's division (GB/T 2260),
nine of the organisation code (GB 11714), check character.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from suppliers.rules.bad_identifier import DIGITS, BadIdentifier, Caution, Problem, refuse_other_form

LENGTH = 18
# GB 32100 leaves out I, O, S, V and Z: 31 characters are possible, not 36.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Staffing office, foreign affairs, justice, culture, civil affairs, tourism, religion, trade unions, market
# regulation; A military staffing office, N agriculture, Y other.
DEPARTMENTS = frozenset("123456789ANY")
# GB/T 2260 for the whole country: the authority is a national one and the code names no province.
NATIONAL = "10"
_PROVINCE_RUNS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65))
PROVINCES = frozenset(str(code) for first, last in _PROVINCE_RUNS for code in range(first, last + 1))
# Taiwan, Hong Kong and Macau have their own registers; no company there is given a credit code.
OWN_REGISTER = frozenset({"71", "81", "82"})
# The standard lists these under the three departments suppliers come from; for the others nothing is assumed.
CATEGORIES = {"1": frozenset("1239"), "5": frozenset("1239"), "9": frozenset("1239")}

_MODULUS = len(ALPHABET)
_WEIGHTS = tuple(pow(3, place, _MODULUS) for place in range(LENGTH - 1))
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_BODY_FORM = (ALPHABET,) * (LENGTH - 1)
_FORM = (ALPHABET,) * 2 + (DIGITS,) * 6 + (ALPHABET,) * 10
_PROVINCE = slice(2, 4)
_SUBJECT = slice(8, 17)
_SUBJECT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
# Only ASCII: str.upper() turns one letter into two for some scripts, and positions would no longer be those typed.
_UPPER = {ord(letter): letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}


@dataclass(frozen=True)
class CreditCode:
    """A code that passed. `province_gb2260` is None when a national authority registered the organisation."""

    value: str
    department: str
    category: str
    province_gb2260: str | None
    warnings: tuple[Caution, ...]


def normalise(text: str) -> str:
    """The text in NFKC and capitals, without spaces, hyphens and invisible characters. Letters stay letters.

    Applying it twice changes nothing more.
    """
    if text.isascii() and text.isalnum():  # nothing to fold, nothing to drop: the usual case
        return text.upper()
    capitals = unicodedata.normalize("NFKC", text).translate(_UPPER)
    kept = "".join(character for character in capitals if not _is_separator(character))
    # Neighbours that only met by dropping or capitalising may still compose.
    return unicodedata.normalize("NFKC", kept)


def weighted_sum(body: str) -> int:
    """Sum of value times weight over the 17 characters before the check character.

    Raises BadIdentifier for another length or a character outside the alphabet.
    """
    refuse_other_form(body, _BODY_FORM, _accepted)
    return sum(_VALUES[character] * weight for character, weight in zip(body, _WEIGHTS, strict=True))


def check_character(body: str) -> str:
    """The eighteenth character that belongs to the 17 before it. Raises as `weighted_sum` does."""
    # The outer remainder turns 31 into 0; without it one code in 31 falls off the end of the alphabet.
    return ALPHABET[(_MODULUS - weighted_sum(body) % _MODULUS) % _MODULUS]


# Identifier, province and warnings of one company are asked for one after the other.
@lru_cache(maxsize=64)
def examine(text: str) -> CreditCode:
    """The normalised code and what it says; raises BadIdentifier with the first thing that is wrong.

    The order is from the outside in, so that the refusal names the nearest cause: length, alphabet, department,
    division, check character.
    """
    value = normalise(text)
    if not value:
        raise BadIdentifier(Problem.EMPTY)
    refuse_other_form(value, _FORM, _accepted)
    if value == "0" * LENGTH:
        # Its check character is right by arithmetic.
        raise BadIdentifier(Problem.ALL_ZEROS, length=LENGTH)
    if value[0] not in DEPARTMENTS:
        raise BadIdentifier(Problem.UNKNOWN_DEPARTMENT, department=value[0])
    province = _province(value)
    expected = check_character(value[:-1])
    if value[-1] != expected:
        raise BadIdentifier(Problem.WRONG_CHECK, expected=expected, found=value[-1])
    return CreditCode(
        value=value,
        department=value[0],
        category=value[1],
        province_gb2260=None if province == NATIONAL else province,
        warnings=_warnings(value),
    )


def organisation_check(subject: str) -> str:
    """The ninth character that GB 11714 gives to eight characters of an organisation code."""
    total = sum(int(character, 36) * weight for character, weight in zip(subject, _SUBJECT_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def _is_separator(character: str) -> bool:
    # Cf holds what web pages and mail clients leave between copied digits: zero-width and direction marks, soft hyphen.
    return character.isspace() or character in _HYPHENS or unicodedata.category(character) == "Cf"


def _accepted(text: str) -> str:
    return examine(text).value


def _province(value: str) -> str:
    province = value[_PROVINCE]
    if province in OWN_REGISTER:
        raise BadIdentifier(Problem.IMPLAUSIBLE_PROVINCE, province=province)
    if province != NATIONAL and province not in PROVINCES:
        raise BadIdentifier(Problem.UNKNOWN_PROVINCE, province=province)
    return province


def _warnings(value: str) -> tuple[Caution, ...]:
    found = []
    if value[1] not in CATEGORIES.get(value[0], ALPHABET):
        found.append(Caution.UNUSUAL_CATEGORY)
    subject = value[_SUBJECT]
    if organisation_check(subject[:-1]) != subject[-1]:
        found.append(Caution.INNER_CHECK)
    return tuple(found)
