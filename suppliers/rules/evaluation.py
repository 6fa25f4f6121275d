"""Evaluations of a supplier's performance: kinds, steps, release by a second person. Source: docs/evaluation.md."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow

OBJECTION_DAYS = 15


class EvaluationKind(StrEnum):
    """Dynamic: after an event; periodic: a quarter; annual: everything, ends in a tier."""

    DYNAMIC = "DYNAMIC"
    PERIODIC = "PERIODIC"
    ANNUAL = "ANNUAL"


class EvaluationStatus(StrEnum):
    """Life of one evaluation."""

    PLANNED = "PLANNED"
    COLLECTING = "COLLECTING"
    SCORED = "SCORED"
    REVIEW = "REVIEW"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    ARCHIVED = "ARCHIVED"
    CANCELLED = "CANCELLED"


_S = EvaluationStatus
_PROCUREMENT = frozenset({Role.PROCUREMENT})
_MANAGER = frozenset({Role.MANAGER})
_SYSTEM = frozenset({Role.SYSTEM})

WORKFLOW = Workflow(
    name="evaluation",
    states=EvaluationStatus,
    moves=(
        Move("collect", (_S.PLANNED,), _S.COLLECTING, _PROCUREMENT | _MANAGER | _SYSTEM),
        Move("score", (_S.COLLECTING, _S.SCORED), _S.SCORED, _PROCUREMENT | _SYSTEM),
        Move("hand_in", (_S.SCORED,), _S.REVIEW, _PROCUREMENT),
        Move("send_back", (_S.REVIEW,), _S.COLLECTING, _MANAGER, second_person=True, reason=True),
        Move("approve", (_S.REVIEW,), _S.APPROVED, _MANAGER, second_person=True),
        Move("publish", (_S.APPROVED,), _S.PUBLISHED, _MANAGER | _SYSTEM),
        Move("archive", (_S.PUBLISHED,), _S.ARCHIVED, _SYSTEM),
        Move("cancel", (_S.PLANNED, _S.COLLECTING, _S.SCORED), _S.CANCELLED, _PROCUREMENT | _MANAGER, reason=True),
    ),
)
