"""What the date does to self-assessments."""

from datetime import timedelta

import pytest

from assessments.models import Assessment
from assessments.rules.assessment import AssessmentStatus
from assessments.services.assessment import submit_assessment
from assessments.services.assessment_clock import close_returned_assessments, remind_of_assessments
from assessments.services.review import send_back, start_review
from suppliers.models import HistoryEntry, Notice
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.assessment import AT, answer_everything, make_assessment
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier():
    supplier = make_supplier(category="service", profile="office")
    make_account(Role.SUPPLIER_ADMIN, supplier)
    return supplier


def kinds() -> list[str]:
    return list(Notice.objects.exclude(kind="assessment_assigned").order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("day", "sent"),
    [
        (0, []),
        (22, []),
        (23, ["assessment_reminder"]),
        (26, ["assessment_reminder"]),
        (29, ["assessment_reminder"]),
        (30, ["assessment_reminder"]),
        (31, ["assessment_overdue"]),
    ],
)
def test_the_nearest_reminder_is_sent_once(supplier, day, sent):
    make_assessment(supplier)
    at = AT + timedelta(days=day)

    remind_of_assessments(at=at)
    remind_of_assessments(at=at + timedelta(hours=2))

    assert kinds() == sent


def test_a_whole_term_brings_two_reminders_and_one_overdue_notice(supplier):
    make_assessment(supplier)
    make_account(Role.PROCUREMENT)

    for day in range(40):
        remind_of_assessments(at=AT + timedelta(days=day))

    assert kinds() == ["assessment_reminder", "assessment_reminder", "assessment_overdue", "assessment_overdue_staff"]


def test_a_yearly_term_also_reminds_thirty_days_before(supplier):
    make_assessment(supplier, occasion="YEARLY")

    for day in range(60):
        remind_of_assessments(at=AT + timedelta(days=day))

    assert kinds() == ["assessment_reminder"] * 3


@pytest.fixture
def returned(supplier):
    admin, auditor = supplier.accounts.get(), make_account(Role.AUDITOR)
    assessment = make_assessment(supplier)
    answer_everything(assessment, admin)
    submit_assessment(assessment, by=admin, at=AT)
    start_review(assessment, by=auditor, at=AT)
    return send_back(assessment, "Please add proof.", by=auditor, at=AT), admin, auditor


@pytest.mark.parametrize(("days", "closed"), [(14, 0), (15, 1)])
def test_a_returned_assessment_goes_on_as_it_is_after_its_last_day(returned, days, closed):
    assessment, admin, auditor = returned
    at = AT + timedelta(days=days)

    assert close_returned_assessments(at=at) == closed

    assessment = Assessment.objects.get()
    expected = AssessmentStatus.SUBMITTED if closed else AssessmentStatus.RETURNED
    assert (assessment.status, assessment.submitted_by, assessment.submitted_at) == (expected, admin, at if closed else AT)
    told = Notice.objects.filter(kind="assessment_closed").values_list("account", flat=True)
    assert list(told) == [admin.pk] * closed
    assert Notice.objects.filter(kind="assessment_to_review", account=auditor).count() == closed


def test_closing_twice_closes_once_and_history_names_the_clock(returned):
    at = AT + timedelta(days=20)

    assert (close_returned_assessments(at=at), close_returned_assessments(at=at)) == (1, 0)

    assert HistoryEntry.objects.get(action="assessment.close_at_due_date").actor is None
