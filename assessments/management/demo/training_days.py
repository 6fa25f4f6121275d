"""Five training sessions of the year, with who came: 34 attendances of 23 suppliers."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from assessments.management.demo.dice import dice, office_hour
from assessments.management.demo.people import Staff
from assessments.management.demo.register import Entered
from assessments.management.demo.year_plan import ATTENDANCES, TRAINED
from suppliers.models import Attendance, NumberSeries, TrainingInvitation, TrainingSession
from suppliers.rules.standing import Standing
from suppliers.rules.training import TrainingMode, TrainingModule, TrainingStatus

PLANNED = (
    (TrainingModule.BUSINESS_PROCESS, "供应商业务流程 Working with us", TrainingMode.ONLINE, 90, 310, 8),
    (TrainingModule.INTEGRITY, "廉洁诚信 Honesty and integrity", TrainingMode.ONLINE, 60, 240, 9),
    (TrainingModule.OCCUPATIONAL_SAFETY, "职业安全健康法规 Safety and health law", TrainingMode.ON_SITE, 120, 180, 6),
    (TrainingModule.CONDUCT_AND_QUESTIONNAIRE, "行为准则与自评 Code of conduct", TrainingMode.ONLINE, 90, 120, 6),
    (TrainingModule.INTEGRITY, "廉洁诚信 Honesty and integrity", TrainingMode.MIXED, 60, 40, 5),
)
"""Module, title, mode, minutes, days ago, suppliers that came (one person each)."""


def write_trainings(entered: Sequence[Entered], staff: Staff, present: date) -> None:
    """Sessions held and closed, invitations, attendances."""
    came = _who_came(entered)
    sessions = [_session(position, staff, present) for position in range(len(PLANNED))]
    TrainingSession.objects.bulk_create(sessions)
    NumberSeries.objects.update_or_create(name="TRN", defaults={"last": len(sessions)})
    invitations, attendances = [], []
    for session, guests in zip(sessions, came, strict=True):
        chance = dice(f"training {session.number}")
        for each in guests:
            invited_at = session.starts_at - timedelta(days=21)
            invitations.append(TrainingInvitation(session=session, supplier=each.supplier, invited_at=invited_at, seats=1))
            score = Decimal(chance.randrange(15, 21) * 5) if session.has_test else None
            attendances.append(
                Attendance(
                    session=session,
                    supplier=each.supplier,
                    person=each.company.contact,
                    email=each.admin.email,
                    minutes=session.minutes,
                    test_score=score,
                    recorded_by=staff.integrity,
                    recorded_at=session.starts_at + timedelta(days=1),
                )
            )
    TrainingInvitation.objects.bulk_create(invitations)
    Attendance.objects.bulk_create(attendances)


def _session(position: int, staff: Staff, present: date) -> TrainingSession:
    module, title, mode, minutes, days_ago, _came = PLANNED[position]
    day = present - timedelta(days=days_ago)
    return TrainingSession(
        number=f"TRN-{position + 1:06}",
        module=module,
        title=title,
        mode=mode,
        status=TrainingStatus.CLOSED,
        starts_at=office_hour(day, 3),
        minutes=minutes,
        place="线上会议（演示） Online (demo)" if mode == TrainingMode.ONLINE else "演示大厦三层 Demo Tower, 3rd floor",
        trainer=staff.integrity.name if module == TrainingModule.INTEGRITY else staff.buyer.name,
        material=title,
        material_version="1.0",
        has_test=module == TrainingModule.INTEGRITY,
        created_by=staff.integrity,
        created_at=office_hour(day - timedelta(days=30), 1),
    )


def _who_came(entered: Sequence[Entered]) -> list[list[Entered]]:
    """Suppliers by session: 23 different ones, some of them at two sessions, none twice at one."""
    active = [each for each in entered if each.company.standing == Standing.ACTIVE and not each.company.story]
    pool = dice("trained").sample(active, TRAINED)
    seats = [planned[5] for planned in PLANNED]
    if sum(seats) != ATTENDANCES:
        raise ValueError(seats)
    guests, place = [], 0
    for many in seats:
        guests.append([pool[(place + step) % TRAINED] for step in range(many)])
        place += many
    return guests
