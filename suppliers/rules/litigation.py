"""Lawsuits of suppliers that bear on integrity. Source: docs/undertaking.md."""

from enum import StrEnum


class LitigationKind(StrEnum):
    """What the lawsuit is about."""

    CORRUPTION = "CORRUPTION"
    UNFAIR_COMPETITION = "UNFAIR_COMPETITION"
    OTHER = "OTHER"


PUBLISHED_KINDS = (LitigationKind.CORRUPTION, LitigationKind.UNFAIR_COMPETITION)
"""What the yearly figure counts."""
