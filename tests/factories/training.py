"""Trainings at every step of their way."""

from datetime import UTC, datetime, timedelta

from suppliers.models import Account, Supplier, TrainingSession
from suppliers.rules.role import Role
from suppliers.services.training import (
    AttendanceLine,
    SessionPlan,
    close_session,
    hold_session,
    open_session,
    plan_session,
    record_attendance,
)
from tests.factories.account import make_account

AT = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
STARTS = datetime(2026, 11, 10, 6, 0, tzinfo=UTC)
AFTER = STARTS + timedelta(hours=2)


def make_plan(**fields: object) -> SessionPlan:
    """Ninety minutes on honesty and integrity."""
    facts = {
        "module": "INTEGRITY",
        "title": "Honesty in daily business",
        "mode": "ONLINE",
        "starts_at": STARTS,
        "minutes": 90,
        "trainer": "Demo Trainer",
        **fields,
    }
    return SessionPlan(**facts)


def make_session(*, by: Account | None = None, at: datetime = AT, **fields: object) -> TrainingSession:
    """A session open for registration."""
    by = by or make_account(Role.PROCUREMENT)
    return open_session(plan_session(make_plan(**fields), by=by, at=at), by=by, at=at)


def make_held_session(*suppliers: Supplier, close: bool = False, **fields: object) -> TrainingSession:
    """A session that took place with one person of each supplier."""
    by = make_account(Role.PROCUREMENT)
    session = make_session(by=by, **fields)
    after = session.starts_at + timedelta(hours=2)
    session = hold_session(session, by=by, at=after)
    if suppliers:
        lines = [AttendanceLine(each.number, f"Person of {each.number}", session.minutes) for each in suppliers]
        record_attendance(session, lines, by=by, at=after)
    return close_session(session, by=by, at=after) if close else session
