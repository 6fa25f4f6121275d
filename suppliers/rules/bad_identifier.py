"""What can be wrong, or merely odd, about an identifier: codes and facts. The words are said by the faces."""

from enum import StrEnum


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
