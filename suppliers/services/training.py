"""Trainings of suppliers: planned, opened, answered, held, attended by named people, closed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from suppliers.models import Account, Attendance, Supplier, TrainingInvitation, TrainingSession
from suppliers.permissions import NotAllowed, answers_training, holds_trainings
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.training import PASS_PERCENT, WORKFLOW, TrainingStatus
from suppliers.selectors.recipient import people_of
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.numbering import next_number
from suppliers.services.transitions import apply_move

CHANGEABLE = (TrainingStatus.PLANNED, TrainingStatus.OPEN)
URL = "/supplier/trainings/"


class SessionNotOpen(Exception):
    """Suppliers are invited and answer while the session is open for registration and has not begun."""


class SessionFixed(Exception):
    """What took place is no longer changed."""


class NotHeldYet(Exception):
    """Attendance is entered once the session has begun and until it is closed."""


class NobodyInvitable(Exception):
    """None of the suppliers chosen is active and not yet invited."""


class NobodyAttended(Exception):
    """A session is closed with its attendance; without any it should be cancelled."""


class AttendanceWrong(Exception):
    """Lines that cannot be taken; nothing was written. `problems` are (line from 1, code, facts)."""

    def __init__(self, problems: tuple[tuple[int, str, dict[str, Any]], ...]) -> None:
        super().__init__("; ".join(f"{line}: {code}" for line, code, _facts in problems))
        self.problems = problems


@dataclass(frozen=True)
class SessionPlan:
    """A session as it is planned. `pass_percent` counts only where there is a test."""

    module: str
    title: str
    mode: str
    starts_at: datetime
    minutes: int
    trainer: str
    place: str = ""
    language: str = "zh-hans"
    material: str = ""
    material_version: str = ""
    material_sha256: str = ""
    has_test: bool = False
    pass_percent: int = PASS_PERCENT


@dataclass(frozen=True)
class AttendanceLine:
    """One person, as typed or read from a file. `line` is its place there, for messages."""

    number: str
    person: str
    minutes: int
    email: str = ""
    score: Decimal | None = None
    line: int = field(default=1, compare=False)


@transaction.atomic
def plan_session(plan: SessionPlan, *, by: Account, at: datetime) -> TrainingSession:
    """A new session. Raises NotAllowed."""
    if not holds_trainings(by):
        raise NotAllowed
    session = TrainingSession.objects.create(number=f"TRN-{next_number('TRN'):06}", created_by=by, created_at=at, **_fields(plan))
    record("trainingsession.plan", session, by=by, at=at, facts={"number": session.number, "module": session.module})
    return session


@transaction.atomic
def change_session(session: TrainingSession, plan: SessionPlan, *, by: Account, at: datetime) -> TrainingSession:
    """Other particulars; those invited are told when time or place change. Raises NotAllowed, SessionFixed."""
    session = _locked(session, by)
    if session.status not in CHANGEABLE:
        raise SessionFixed
    before = (session.starts_at, session.place)
    for name, value in _fields(plan).items():
        setattr(session, name, value)
    session.save()
    record("trainingsession.change", session, by=by, at=at, facts={"number": session.number})
    if before != (session.starts_at, session.place) and session.status == TrainingStatus.OPEN:
        _tell_invited("training_changed", session, occasion=f"{session.starts_at.isoformat()}:{session.place[:40]}", at=at)
    return session


@transaction.atomic
def open_session(session: TrainingSession, *, by: Account, at: datetime) -> TrainingSession:
    """Open for registration. Raises NotAllowed, MoveNotAllowed."""
    return apply_move(_locked(session, by), WORKFLOW, "open", by=by, at=at, facts={"number": session.number})


@transaction.atomic
def hold_session(session: TrainingSession, *, by: Account, at: datetime) -> TrainingSession:
    """Say that it took place. Raises NotAllowed, MoveNotAllowed, NotHeldYet before it begins."""
    session = _locked(session, by)
    WORKFLOW.check("hold", session.status, by.acting_role)
    if at < session.starts_at:
        raise NotHeldYet
    return apply_move(session, WORKFLOW, "hold", by=by, at=at, facts={"number": session.number})


@transaction.atomic
def close_session(session: TrainingSession, *, by: Account, at: datetime) -> TrainingSession:
    """Fix the attendance; certificates can be printed from now on. Raises NotAllowed, MoveNotAllowed, NobodyAttended."""
    session = _locked(session, by)
    WORKFLOW.check("close", session.status, by.acting_role)
    came = Supplier.objects.filter(attendances__session=session).distinct()
    if not came:
        raise NobodyAttended
    facts = {"number": session.number, "suppliers": len(came), "people": session.attendances.count()}
    apply_move(session, WORKFLOW, "close", by=by, at=at, facts=facts)
    for supplier in came:
        _tell("training_certificates", session, supplier, occasion="closed", at=at)
    return session


@transaction.atomic
def cancel_session(session: TrainingSession, reason: str, *, by: Account, at: datetime) -> TrainingSession:
    """Call it off; those invited are told. Raises NotAllowed, MoveNotAllowed, ReasonNeeded."""
    session = _locked(session, by)
    apply_move(session, WORKFLOW, "cancel", by=by, at=at, reason=reason, facts={"number": session.number})
    _tell_invited("training_cancelled", session, occasion="cancelled", at=at)
    return session


@transaction.atomic
def invite_suppliers(session: TrainingSession, supplier_ids: Collection[int], *, by: Account, at: datetime) -> int:
    """Invite active suppliers, each once; returns how many. Raises NotAllowed, SessionNotOpen, NobodyInvitable."""
    session = _locked(session, by)
    if session.status != TrainingStatus.OPEN or session.starts_at <= at:
        raise SessionNotOpen
    rows = Supplier.objects.filter(pk__in=supplier_ids, standing=Standing.ACTIVE)
    fresh = list(rows.exclude(training_invitations__session=session).order_by("pk"))
    if not fresh:
        raise NobodyInvitable
    TrainingInvitation.objects.bulk_create(
        [TrainingInvitation(session=session, supplier=supplier, invited_at=at) for supplier in fresh]
    )
    facts = {"number": session.number, "suppliers": len(fresh)}
    record("trainingsession.invite", session, by=by, at=at, facts=facts)
    for supplier in fresh:
        _tell("training_invited", session, supplier, occasion="invited", at=at)
    return len(fresh)


@transaction.atomic
def answer_invitation(invitation: TrainingInvitation, seats: int, *, by: Account, at: datetime) -> TrainingInvitation:
    """How many people will come; 0 declines. It may be changed until the session begins. Raises NotAllowed, SessionNotOpen."""
    if not answers_training(by, invitation.supplier_id):
        raise NotAllowed
    invitation = TrainingInvitation.objects.select_for_update().select_related("session", "supplier").get(pk=invitation.pk)
    session = invitation.session
    if session.status != TrainingStatus.OPEN or session.starts_at <= at:
        raise SessionNotOpen
    invitation.seats = seats or None
    invitation.declined_at = None if seats else at
    invitation.save(update_fields=["seats", "declined_at"])
    act = "traininginvitation.accept" if seats else "traininginvitation.decline"
    facts = {"number": session.number, **({"people": seats} if seats else {})}
    record(act, invitation, by=by, at=at, supplier=invitation.supplier, facts=facts)
    return invitation


@transaction.atomic
def record_attendance(session: TrainingSession, lines: Sequence[AttendanceLine], *, by: Account, at: datetime) -> int:
    """Enter who came, all lines or none; the same person of the same supplier is corrected, not doubled.

    Returns the number of people. Raises NotAllowed, NotHeldYet, AttendanceWrong.
    """
    session = _locked(session, by)
    if session.status != TrainingStatus.HELD:
        raise NotHeldYet
    suppliers = {row.number: row for row in Supplier.objects.filter(number__in={line.number for line in lines})}
    problems = tuple(problem for line in lines if (problem := _problem(line, session, suppliers)))
    if problems or not lines:
        raise AttendanceWrong(problems or ((1, "EMPTY", {}),))
    for line in lines:
        Attendance.objects.update_or_create(
            session=session,
            supplier=suppliers[line.number],
            person=line.person,
            defaults={
                "email": line.email,
                "minutes": line.minutes,
                "test_score": line.score,
                "recorded_by": by,
                "recorded_at": at,
            },
        )
    facts = {"number": session.number, "people": len(lines), "suppliers": len({line.number for line in lines})}
    record("trainingsession.attend", session, by=by, at=at, facts=facts)
    return len(lines)


@transaction.atomic
def remove_attendance(attendance: Attendance, *, by: Account, at: datetime) -> None:
    """Take out a person who was entered by mistake. Raises NotAllowed, NotHeldYet."""
    session = _locked(attendance.session, by)
    if session.status != TrainingStatus.HELD:
        raise NotHeldYet
    supplier = attendance.supplier
    record("attendance.remove", attendance, by=by, at=at, supplier=supplier, facts={"number": session.number})
    attendance.delete()


def _fields(plan: SessionPlan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in plan.__dataclass_fields__}


def _locked(session: TrainingSession, by: Account) -> TrainingSession:
    if not holds_trainings(by):
        raise NotAllowed
    return TrainingSession.objects.select_for_update().get(pk=session.pk)


def _problem(
    line: AttendanceLine, session: TrainingSession, suppliers: dict[str, Supplier]
) -> tuple[int, str, dict[str, Any]] | None:
    if line.number not in suppliers:
        return line.line, "UNKNOWN_SUPPLIER", {"number": line.number}
    if not line.person:
        return line.line, "NO_PERSON", {}
    if not 1 <= line.minutes <= session.minutes:
        return line.line, "MINUTES", {"minutes": line.minutes, "most": session.minutes}
    if line.score is not None and not session.has_test:
        return line.line, "NO_TEST", {}
    if line.score is not None and not 0 <= line.score <= 100:
        return line.line, "SCORE", {"score": str(line.score)}
    return None


def _tell_invited(kind: str, session: TrainingSession, *, occasion: str, at: datetime) -> None:
    invited = Supplier.objects.filter(training_invitations__session=session, training_invitations__declined_at__isnull=True)
    for supplier in invited.order_by("pk"):
        _tell(kind, session, supplier, occasion=occasion, at=at)


def _tell(kind: str, session: TrainingSession, supplier: Supplier, *, occasion: str, at: datetime) -> None:
    for person in people_of(supplier.pk, Role.SUPPLIER_ADMIN):
        queue_notice(
            kind,
            key=f"{kind}:{session.pk}:{person.pk}:{occasion}"[:160],
            at=at,
            to=person,
            supplier=supplier,
            facts={
                "number": session.number,
                "title": session.title,
                "module": session.module,
                "starts_at": session.starts_at.isoformat(),
                "place": session.place,
            },
            url=URL,
        )
