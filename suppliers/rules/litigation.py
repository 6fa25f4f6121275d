"""Lawsuits of suppliers that bear on integrity. Source: docs/undertaking.md."""

from enum import StrEnum


class LitigationKind(StrEnum):
    """What the lawsuit is about."""

    CORRUPTION = "CORRUPTION"
    UNFAIR_COMPETITION = "UNFAIR_COMPETITION"
    OTHER = "OTHER"
