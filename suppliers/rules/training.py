"""Supplier training: modules, sessions, what counts as passed. Source: docs/training.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.rounding import quotient
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

MANDATORY_DAYS = 90
"""The integrity module is attended within so many days of becoming active, and again after an integrity breach."""
REMIND_DAYS = (7, 30)
PASS_PERCENT = 80
MINUTES_AN_HOUR = Decimal(60)
PERCENT = Decimal(100)


@dataclass(frozen=True)
class Attended:
    """One person of one supplier at one session. `needed` is the mark from which the test is passed, None without a test."""

    session: int
    supplier: int
    person: str
    minutes: int
    score: Decimal | None = None
    needed: int | None = None


@dataclass(frozen=True)
class TrainingFigures:
    """Training of a period. Suppliers are counted once however often they came; rates are in percent, None of nothing."""

    sessions: int
    suppliers: int
    persons: int
    attendances: int
    hours: Decimal
    tested: int
    passed: int
    majors: int
    majors_trained: int
    counted: int
    counted_trained: int

    @property
    def pass_rate(self) -> Decimal | None:
        """Tests passed ÷ tests taken."""
        return _percent(self.passed, self.tested)

    @property
    def major_share(self) -> Decimal | None:
        """Major suppliers trained ÷ major suppliers."""
        return _percent(self.majors_trained, self.majors)

    @property
    def counted_share(self) -> Decimal | None:
        """Suppliers of the counting set trained ÷ counting set (HKEX KPI B5.2)."""
        return _percent(self.counted_trained, self.counted)


def has_passed(score: Decimal | None, needed: int | None) -> bool | None:
    """Whether a test was passed; None when there was no test, or the person did not take it."""
    return None if score is None or needed is None else score >= needed


def training_figures(
    sessions: int, rows: Iterable[Attended], *, majors: frozenset[int], counted: frozenset[int]
) -> TrainingFigures:
    """Figures of some sessions. `majors` and `counted` are the ids of the suppliers that the shares are of."""
    attended = list(rows)
    suppliers = {row.supplier for row in attended}
    results = [result for row in attended if (result := has_passed(row.score, row.needed)) is not None]
    minutes = sum(row.minutes for row in attended)
    return TrainingFigures(
        sessions=sessions,
        suppliers=len(suppliers),
        persons=len({(row.supplier, row.person.casefold()) for row in attended}),
        attendances=len(attended),
        hours=quotient(Decimal(minutes), MINUTES_AN_HOUR),
        tested=len(results),
        passed=sum(results),
        majors=len(majors),
        majors_trained=len(majors & suppliers),
        counted=len(counted),
        counted_trained=len(counted & suppliers),
    )


def integrity_due_on(active_since: date, breach_on: date | None = None) -> date:
    """Until when the integrity module has to be attended: 90 days after becoming active, or after the latest breach."""
    return max(active_since, breach_on or active_since) + timedelta(days=MANDATORY_DAYS)


def integrity_is_met(attended_on: date | None, breach_on: date | None = None) -> bool:
    """Whether the module has been attended, and after the latest integrity breach if there was one."""
    return attended_on is not None and (breach_on is None or attended_on >= breach_on)


def reminder_band(days_left: int) -> int | None:
    """Which reminder is due: 30 or 7 days before the last day; -1 once it is over; None before."""
    if days_left < 0:
        return -1
    return next((band for band in REMIND_DAYS if days_left <= band), None)


def _percent(part: int, whole: int) -> Decimal | None:
    return quotient(Decimal(part) * PERCENT, Decimal(whole)) if whole else None
