"""From a planned session to certificates, and reminders of the mandatory module."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from suppliers.models import Attendance, HistoryEntry, Notice, Supplier, TrainingInvitation
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded
from suppliers.selectors.training import (
    invitable_suppliers,
    module_figures,
    open_training_invitations,
    training_figures,
    training_worklist,
    untrained_suppliers,
    visible_attendances,
    visible_sessions,
)
from suppliers.services.notice import notice_text
from suppliers.services.training import (
    AttendanceLine,
    AttendanceWrong,
    NobodyAttended,
    NobodyInvitable,
    NotHeldYet,
    SessionFixed,
    SessionNotOpen,
    answer_invitation,
    cancel_session,
    change_session,
    close_session,
    hold_session,
    invite_suppliers,
    open_session,
    plan_session,
    record_attendance,
    remove_attendance,
)
from suppliers.services.training_clock import training_clock
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.training import AFTER, AT, STARTS, make_held_session, make_plan, make_session

pytestmark = pytest.mark.django_db

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def officer():
    return make_account(Role.PROCUREMENT)


def test_a_session_goes_from_plan_to_certificates(officer):
    supplier = make_supplier()
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)
    session = plan_session(make_plan(has_test=True), by=officer, at=AT)
    assert (session.number, session.status, session.pass_percent) == ("TRN-000001", "PLANNED", 80)

    session = open_session(session, by=officer, at=AT)
    assert invite_suppliers(session, [supplier.pk], by=officer, at=AT) == 1
    invitation = TrainingInvitation.objects.get()
    answer_invitation(invitation, 3, by=admin, at=AT)
    session = hold_session(session, by=officer, at=AFTER)
    record_attendance(session, [AttendanceLine(supplier.number, "Lin Cheng", 90, score=Decimal(85))], by=officer, at=AFTER)
    session = close_session(session, by=officer, at=AFTER)

    invitation.refresh_from_db()
    assert (session.status, invitation.seats, invitation.declined_at) == ("CLOSED", 3, None)
    assert Attendance.objects.get().test_score == 85
    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == ["training_invited", "training_certificates"]
    subject, body = notice_text(Notice.objects.get(kind="training_invited"))
    assert subject == "Invitation to a training: Honesty in daily business"
    assert "14:00" in body


def test_only_active_suppliers_are_invited_and_each_once(officer):
    session = make_session(by=officer)
    active, suspended = make_supplier(), make_supplier(Standing.SUSPENDED)

    assert invite_suppliers(session, [active.pk, suspended.pk], by=officer, at=AT) == 1
    with pytest.raises(NobodyInvitable):
        invite_suppliers(session, [active.pk, suspended.pk], by=officer, at=AT)

    assert list(TrainingInvitation.objects.values_list("supplier_id", flat=True)) == [active.pk]


def test_nobody_is_invited_to_what_is_not_open_or_has_begun(officer):
    supplier = make_supplier()
    planned = plan_session(make_plan(), by=officer, at=AT)

    with pytest.raises(SessionNotOpen):
        invite_suppliers(planned, [supplier.pk], by=officer, at=AT)
    with pytest.raises(SessionNotOpen):
        invite_suppliers(make_session(), [supplier.pk], by=officer, at=AFTER)


def test_an_answer_may_be_changed_until_the_session_begins(officer):
    supplier = make_supplier()
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)
    session = make_session(by=officer)
    invite_suppliers(session, [supplier.pk], by=officer, at=AT)
    invitation = TrainingInvitation.objects.get()

    answer_invitation(invitation, 0, by=admin, at=AT)
    invitation.refresh_from_db()
    assert (invitation.seats, invitation.declined_at) == (None, AT)

    answer_invitation(invitation, 2, by=admin, at=AT)
    with pytest.raises(SessionNotOpen):
        answer_invitation(invitation, 5, by=admin, at=STARTS)

    invitation.refresh_from_db()
    assert (invitation.seats, invitation.declined_at) == (2, None)


def test_nobody_answers_for_another_supplier(officer):
    supplier = make_supplier()
    session = make_session(by=officer)
    invite_suppliers(session, [supplier.pk], by=officer, at=AT)

    for person in (
        make_account(Role.SUPPLIER_ADMIN, make_supplier()),
        make_account(Role.SUPPLIER_CONTRIBUTOR, supplier),
        officer,
    ):
        with pytest.raises(NotAllowed):
            answer_invitation(TrainingInvitation.objects.get(), 1, by=person, at=AT)

    assert TrainingInvitation.objects.get().seats is None


def test_a_session_cannot_have_been_held_before_it_begins(officer):
    session = make_session(by=officer)

    with pytest.raises(NotHeldYet):
        hold_session(session, by=officer, at=STARTS - timedelta(minutes=1))
    with pytest.raises(NotHeldYet):
        record_attendance(session, [AttendanceLine("SUP-1", "Lin", 10)], by=officer, at=AT)


def test_attendance_is_taken_whole_or_not_at_all(officer):
    supplier = make_supplier()
    session = make_held_session()
    lines = [
        AttendanceLine(supplier.number, "Lin Cheng", 90, line=2),
        AttendanceLine("SUP-X", "Wang", 90, line=3),
        AttendanceLine(supplier.number, "", 90, line=4),
        AttendanceLine(supplier.number, "Zhao", 91, line=5),
        AttendanceLine(supplier.number, "Qian", 90, score=Decimal(90), line=6),
    ]

    with pytest.raises(AttendanceWrong) as refusal:
        record_attendance(session, lines, by=officer, at=AFTER)

    assert [(line, code) for line, code, _facts in refusal.value.problems] == [
        (3, "UNKNOWN_SUPPLIER"),
        (4, "NO_PERSON"),
        (5, "MINUTES"),
        (6, "NO_TEST"),
    ]
    assert Attendance.objects.count() == 0


def test_the_same_person_is_corrected_not_doubled(officer):
    supplier = make_supplier()
    session = make_held_session(has_test=True)

    record_attendance(session, [AttendanceLine(supplier.number, "Lin", 60, score=Decimal(70))], by=officer, at=AFTER)
    record_attendance(session, [AttendanceLine(supplier.number, "Lin", 90, score=Decimal(90))], by=officer, at=AFTER)

    assert list(Attendance.objects.values_list("minutes", "test_score")) == [(90, Decimal("90.00"))]


def test_what_took_place_is_fixed(officer):
    supplier = make_supplier()
    session = make_held_session(supplier, close=True)

    with pytest.raises(SessionFixed):
        change_session(session, make_plan(), by=officer, at=AFTER)
    with pytest.raises(NotHeldYet):
        remove_attendance(Attendance.objects.get(), by=officer, at=AFTER)
    with pytest.raises(NobodyAttended):
        close_session(make_held_session(), by=officer, at=AFTER)


def test_calling_off_and_moving_a_session_is_told_to_those_invited(officer):
    coming, declined = make_supplier(), make_supplier()
    make_account(Role.SUPPLIER_ADMIN, coming)
    admin = make_account(Role.SUPPLIER_ADMIN, declined)
    session = make_session(by=officer)
    invite_suppliers(session, [coming.pk, declined.pk], by=officer, at=AT)
    answer_invitation(TrainingInvitation.objects.get(supplier=declined), 0, by=admin, at=AT)

    change_session(session, make_plan(title="New title"), by=officer, at=AT)
    assert not Notice.objects.filter(kind="training_changed").exists()
    change_session(session, make_plan(starts_at=STARTS + timedelta(days=1)), by=officer, at=AT)
    with pytest.raises(ReasonNeeded):
        cancel_session(session, "", by=officer, at=AT)
    cancel_session(session, "The trainer is ill.", by=officer, at=AT)

    told = Notice.objects.filter(kind__in=["training_changed", "training_cancelled"])
    assert sorted(told.values_list("kind", "supplier_id")) == [("training_cancelled", coming.pk), ("training_changed", coming.pk)]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROCUREMENT, Role.MANAGER, Role.INTEGRITY, Role.SYSTEM}))
def test_nobody_else_holds_trainings(role):
    person = make_account(role, make_supplier() if role.startswith("SUPPLIER") else None)
    session = make_session()

    with pytest.raises(NotAllowed):
        plan_session(make_plan(), by=person, at=AT)
    with pytest.raises((NotAllowed, MoveNotAllowed)):
        cancel_session(session, "No.", by=person, at=AT)


def test_figures_of_a_period_count_each_supplier_once(officer):
    first, second, third = make_supplier(tier="A"), make_supplier(spend_class="M"), make_supplier(tier="C", spend_class="S")
    for day in range(5):
        make_held_session(first, starts_at=STARTS + timedelta(days=day))
    make_held_session(second, third, module="DATA_SECURITY")
    make_held_session(second, starts_at=STARTS - timedelta(days=400))
    make_session()

    figures = training_figures(*YEAR)

    assert (figures.sessions, figures.suppliers, figures.attendances, figures.persons) == (6, 3, 7, 3)
    assert (figures.majors, figures.majors_trained, figures.major_share) == (2, 2, Decimal("100.00"))
    assert (figures.counted, figures.counted_trained) == (3, 3)
    assert figures.hours == Decimal("10.50")
    by_module = module_figures(*YEAR)
    assert (by_module["INTEGRITY"].suppliers, by_module["DATA_SECURITY"].suppliers, by_module["CERTIFICATION"].suppliers) == (
        1,
        2,
        0,
    )


def test_the_mandatory_module_is_missing_until_a_session_of_it_was_attended():
    trained = make_supplier(since=date(2026, 9, 1))
    other_module = make_supplier(since=date(2026, 8, 1))
    make_supplier(Standing.SUSPENDED, since=date(2026, 8, 1))
    make_held_session(trained)
    make_held_session(other_module, module="DATA_SECURITY")

    missing = untrained_suppliers(date(2026, 10, 30))

    assert [(each.supplier, each.due_on, each.days_left) for each in missing] == [(other_module, date(2026, 10, 30), 0)]


def test_the_clock_reminds_once_a_band_and_catches_up_late():
    supplier = make_supplier(since=date(2026, 8, 3))
    make_account(Role.SUPPLIER_ADMIN, supplier)
    days = {"2026-09-30": 0, "2026-10-05": 1, "2026-10-06": 0, "2026-10-26": 1, "2026-11-01": 0, "2026-11-02": 1, "2027-03-01": 0}

    told = {day: training_clock(at=AT.replace(year=int(day[:4]), month=int(day[5:7]), day=int(day[8:]))) for day in days}

    assert told == days
    over = Notice.objects.order_by("-pk").first()
    assert notice_text(over)[0] == "The training on honesty and integrity is overdue"


def test_a_clock_that_stood_still_reminds_of_the_nearest_only():
    supplier = make_supplier(since=date(2026, 8, 3))
    make_account(Role.SUPPLIER_ADMIN, supplier)

    assert training_clock(at=AT.replace(year=2027)) == 1


def test_suppliers_are_chosen_by_filter(officer):
    media = make_supplier(tier="A")
    make_supplier(category="logistics", tier="A")
    make_supplier(Standing.SUSPENDED, tier="A")
    trained = make_supplier(tier="B")
    make_held_session(trained)
    session = make_session(by=officer)

    assert list(invitable_suppliers(category="media", tier="A")) == [media]
    assert trained not in invitable_suppliers(without_integrity=True)
    invite_suppliers(session, [media.pk], by=officer, at=AT)
    assert media not in invitable_suppliers(session=session)


def test_a_supplier_sees_its_own_sessions_and_people_only(officer):
    ours, theirs = make_supplier(), make_supplier()
    admin = make_account(Role.SUPPLIER_ADMIN, ours)
    invited = make_session(by=officer)
    invite_suppliers(invited, [ours.pk], by=officer, at=AT)
    attended = make_held_session(ours, theirs)
    make_held_session(theirs)

    assert set(visible_sessions(admin)) == {invited, attended}
    assert {row.supplier for row in visible_attendances(admin)} == {ours}
    assert [row.session for row in open_training_invitations(admin, at=AT)] == [invited]
    assert list(open_training_invitations(admin, at=AFTER)) == []
    assert visible_sessions(make_account(Role.FINANCE)).count() == 0


def test_the_worklist_names_the_next_step(officer):
    make_supplier(since=date(2020, 1, 1))
    make_held_session()

    words = [task.words for task in training_worklist(officer)]

    assert words == ["Enter who attended and close the training", "Invite to the integrity module"]
    assert training_worklist(make_account(Role.AUDITOR)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_figures_and_reminders_take_as_many_queries_for_many_as_for_one(rows, django_assert_num_queries):
    for _ in range(rows):
        make_held_session(make_supplier())
        make_supplier(since=date(2020, 1, 1))

    with django_assert_num_queries(4):
        training_figures(*YEAR)
    with django_assert_num_queries(6):
        training_clock(at=AT)


def test_every_act_is_in_the_history(officer):
    supplier = make_supplier()
    make_held_session(supplier, close=True)

    assert list(HistoryEntry.objects.order_by("sequence").values_list("action", flat=True)) == [
        "trainingsession.plan",
        "trainingsession.open",
        "trainingsession.hold",
        "trainingsession.attend",
        "trainingsession.close",
    ]
    assert Supplier.objects.get().standing == "ACTIVE"
