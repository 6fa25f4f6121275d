"""Evaluations of a supplier's performance: kinds, steps, release by a second person. Source: docs/evaluation.md."""

from datetime import date, timedelta
from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow

OBJECTION_DAYS = 15
COLLECT_DAYS = 14
REMIND_DAYS = 3


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


OPEN = (EvaluationStatus.PLANNED, EvaluationStatus.COLLECTING, EvaluationStatus.SCORED, EvaluationStatus.REVIEW)
SHOWN_TO_SUPPLIER = (EvaluationStatus.PUBLISHED, EvaluationStatus.ARCHIVED)
CAUSES = {
    EvaluationKind.DYNAMIC: "evaluation.dynamic",
    EvaluationKind.PERIODIC: "evaluation.periodic",
    EvaluationKind.ANNUAL: "evaluation.annual",
}
"""What a tier decision names as its cause."""
CORRECTED = "evaluation.corrected"

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


class PeriodNotFitting(Exception):
    """The days do not make a period of this kind."""

    def __init__(self, kind: EvaluationKind) -> None:
        super().__init__(str(kind))
        self.kind = kind


class OccasionMissing(Exception):
    """A dynamic evaluation says what it is about."""


def check_period(kind: EvaluationKind, first: date, last: date) -> None:
    """Periodic: a quarter of the calendar. Annual: twelve whole months, calendar or fiscal. Dynamic: a year at most.

    Raises PeriodNotFitting.
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    fits = {
        EvaluationKind.PERIODIC: whole and months == 3 and first.month % 3 == 1,
        EvaluationKind.ANNUAL: whole and months == 12,
        EvaluationKind.DYNAMIC: first <= last <= first.replace(day=min(first.day, 28)) + timedelta(days=366),
    }
    if not fits[kind]:
        raise PeriodNotFitting(kind)


def quarter(year: int, number: int) -> tuple[date, date]:
    """First and last day of a quarter, 1 to 4."""
    first = date(year, 3 * number - 2, 1)
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return first, after - timedelta(days=1)


def object_until(published_on: date) -> date:
    """The last day of the right to object; it ends at 24:00 of that day."""
    return published_on + timedelta(days=OBJECTION_DAYS)
