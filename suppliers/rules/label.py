"""Green labels: what they ask for, and why one is missing. Source: docs/scoring.md, green labels."""

from enum import StrEnum


class Label(StrEnum):
    """The two labels; a supplier may hold both."""

    GREEN_3C_ROHS = "GREEN_3C_ROHS"
    GREEN_PERFORMANCE = "GREEN_PERFORMANCE"
