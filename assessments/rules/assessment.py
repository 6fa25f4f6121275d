"""The self-assessment's workflow. Source: docs/life_cycle.md, self-assessment."""

from dataclasses import dataclass
from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class AssessmentStatus(StrEnum):
    """Where one self-assessment stands. Overdue is a matter of dates, not a state."""

    ASSIGNED = "ASSIGNED"
    IN_PROGRESS = "IN_PROGRESS"
    SUBMITTED = "SUBMITTED"
    IN_REVIEW = "IN_REVIEW"
    RETURNED = "RETURNED"
    VERIFIED = "VERIFIED"
    LOCKED = "LOCKED"


class AssessmentOccasion(StrEnum):
    """Why the questions are asked now."""

    ADMITTANCE = "ADMITTANCE"
    YEARLY = "YEARLY"


class EvidenceDecision(StrEnum):
    """What the reviewer says of one file as proof for one answer."""

    PENDING = "PENDING"
    VERIFIED = "VERIFIED"
    REJECTED = "REJECTED"


class NotApplicableDecision(StrEnum):
    """What the reviewer says of a not-applicable and its reason."""

    UNDECIDED = "UNDECIDED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"


WRITABLE = (AssessmentStatus.ASSIGNED, AssessmentStatus.IN_PROGRESS, AssessmentStatus.RETURNED)
OPEN = (*WRITABLE, AssessmentStatus.SUBMITTED, AssessmentStatus.IN_REVIEW)

_S = AssessmentStatus
_WRITERS = frozenset({Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR})
_ADMIN = frozenset({Role.SUPPLIER_ADMIN})
_REVIEWERS = frozenset({Role.PROCUREMENT, Role.AUDITOR})
_SYSTEM = frozenset({Role.SYSTEM})

WORKFLOW = Workflow(
    name="self-assessment",
    states=AssessmentStatus,
    moves=(
        Move("start", (_S.ASSIGNED,), _S.IN_PROGRESS, _WRITERS),
        Move("submit", (_S.ASSIGNED, _S.IN_PROGRESS, _S.RETURNED), _S.SUBMITTED, _ADMIN),
        Move("close_at_due_date", (_S.RETURNED,), _S.SUBMITTED, _SYSTEM),
        Move("start_review", (_S.SUBMITTED,), _S.IN_REVIEW, _REVIEWERS),
        Move("send_back", (_S.IN_REVIEW,), _S.RETURNED, _REVIEWERS, reason=True),
        Move("verify", (_S.IN_REVIEW,), _S.VERIFIED, _REVIEWERS),
        Move("lock", (_S.VERIFIED,), _S.LOCKED, _SYSTEM),
    ),
)


@dataclass(frozen=True)
class AssessmentTerms:
    """Days and months of the cycle; proposals of this project, set by configuration."""

    due_days_admittance: int = 30
    due_days_yearly: int = 60
    return_days: int = 14
    valid_months: int = 15
