"""Supplier training: modules, sessions, what counts as passed. Source: docs/training.md."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class TrainingModule(StrEnum):
    """What is taught."""

    BUSINESS_PROCESS = "BUSINESS_PROCESS"
    INTEGRITY = "INTEGRITY"
    OCCUPATIONAL_SAFETY = "OCCUPATIONAL_SAFETY"
    CONDUCT_AND_QUESTIONNAIRE = "CONDUCT_AND_QUESTIONNAIRE"
    GREENHOUSE_GAS = "GREENHOUSE_GAS"
    CERTIFICATION = "CERTIFICATION"
    DATA_SECURITY = "DATA_SECURITY"


class TrainingMode(StrEnum):
    """Where it takes place."""

    ON_SITE = "ON_SITE"
    ONLINE = "ONLINE"
    MIXED = "MIXED"


class TrainingStatus(StrEnum):
    """Life of one session."""

    PLANNED = "PLANNED"
    OPEN = "OPEN"
    HELD = "HELD"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"


_S = TrainingStatus
_TRAINERS = frozenset({Role.PROCUREMENT, Role.MANAGER, Role.INTEGRITY})

WORKFLOW = Workflow(
    name="training session",
    states=TrainingStatus,
    moves=(
        Move("open", (_S.PLANNED,), _S.OPEN, _TRAINERS),
        Move("hold", (_S.OPEN,), _S.HELD, _TRAINERS),
        Move("close", (_S.HELD,), _S.CLOSED, _TRAINERS),
        Move("cancel", (_S.PLANNED, _S.OPEN), _S.CANCELLED, _TRAINERS, reason=True),
    ),
)
