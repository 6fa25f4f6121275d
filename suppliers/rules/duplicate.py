"""Suppliers that may be one and the same: by identifier, or by similar name and address. Source: docs/register.md."""

from enum import StrEnum


class DuplicateGround(StrEnum):
    """What two suppliers have in common."""

    IDENTIFIER = "IDENTIFIER"
    NAME = "NAME"
    NAME_AND_ADDRESS = "NAME_AND_ADDRESS"
    BANK_ACCOUNT = "BANK_ACCOUNT"


class DuplicateStatus(StrEnum):
    """What somebody decided on a pair."""

    OPEN = "OPEN"
    DIFFERENT = "DIFFERENT"
    MERGED = "MERGED"
