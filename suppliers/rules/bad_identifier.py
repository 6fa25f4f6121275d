"""What can be wrong, or merely odd, about an identifier: codes and facts. The words are said by the faces."""

from collections.abc import Callable, Container, Sequence
from enum import StrEnum

DIGITS = frozenset("0123456789")
# Letters that are typed for the digit they look like.
LOOKALIKES = {"O": "0", "I": "1", "S": "5", "Z": "2"}


class Problem(StrEnum):
    """Why an identifier is refused; behind each code the facts that the sentence about it may use."""

    EMPTY = "EMPTY"  # no facts
    WRONG_LENGTH = "WRONG_LENGTH"  # length, expected
    TOO_SHORT = "TOO_SHORT"  # length, minimum
    TOO_LONG = "TOO_LONG"  # length, maximum
    BAD_CHARACTER = "BAD_CHARACTER"  # character, code_point, position; for a look-alike also digit, proposal
    BAD_FORM = "BAD_FORM"  # scheme, value
    ALL_ZEROS = "ALL_ZEROS"  # length
    UNKNOWN_DEPARTMENT = "UNKNOWN_DEPARTMENT"  # department
    IMPLAUSIBLE_PROVINCE = "IMPLAUSIBLE_PROVINCE"  # province
    UNKNOWN_PROVINCE = "UNKNOWN_PROVINCE"  # province
    WRONG_CHECK = "WRONG_CHECK"  # expected, found
    COUNTRY_MISSING = "COUNTRY_MISSING"  # scheme
    BAD_COUNTRY = "BAD_COUNTRY"  # scheme, country
    COUNTRY_MISMATCH = "COUNTRY_MISMATCH"  # scheme, country; expected where only one country is possible


class Caution(StrEnum):
    """What a person should look at although the identifier is accepted."""

    INNER_CHECK = "INNER_CHECK"  # the organisation code inside a credit code has another check character
    UNUSUAL_CATEGORY = "UNUSUAL_CATEGORY"  # no such category is known under this registering department
    CHECK_DIGIT = "CHECK_DIGIT"  # a check digit that is known not to hold for every number issued
    UNUSUAL_FORM = "UNUSUAL_FORM"  # the form is not published; this one differs from those seen so far
    FORMER_SCHEME = "FORMER_SCHEME"  # numbers of this scheme are no longer the register's key


class BadIdentifier(ValueError):
    """An identifier is refused. `problem` says why, `facts` what the sentence about it needs.

    `facts["position"]` counts from 1 in the normalised text. `facts["proposal"]` is a whole identifier that would be
    accepted; it is offered to a person and never put in by the program.
    """

    def __init__(self, problem: Problem, **facts: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.facts = facts


def refuse_other_form(value: str, form: Sequence[Container[str]], accept: Callable[[str], str]) -> None:
    """Raise BadIdentifier unless each character of `value` is allowed at its place; `form` has one alphabet a place.

    A letter that stands where its look-alike digit may stand gets that digit into the facts, and the whole repaired
    text with it if `accept` (the examination itself: accepted value or BadIdentifier) has nothing against it.
    """
    if len(value) != len(form):
        raise BadIdentifier(Problem.WRONG_LENGTH, length=len(value), expected=len(form))
    for position, (character, alphabet) in enumerate(zip(value, form, strict=True), start=1):
        if character not in alphabet:
            raise BadIdentifier(
                Problem.BAD_CHARACTER,
                character=character,
                code_point=f"U+{ord(character):04X}",
                position=position,
                **_lookalike(value, position - 1, form, accept),
            )


def _lookalike(value: str, place: int, form: Sequence[Container[str]], accept: Callable[[str], str]) -> dict[str, str]:
    digit = LOOKALIKES.get(value[place])
    if digit is None or digit not in form[place]:
        return {}
    repaired = "".join(
        character if character in alphabet else LOOKALIKES.get(character, character)
        for character, alphabet in zip(value, form, strict=True)
    )
    try:
        return {"digit": digit, "proposal": accept(repaired)}
    except BadIdentifier:
        return {"digit": digit}
