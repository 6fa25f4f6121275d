"""Assigning and handing in."""

from datetime import timedelta

import pytest

from assessments.models import Answer, Assessment
from assessments.rules.assessment import AssessmentOccasion, AssessmentStatus
from assessments.selectors.readiness import blocking_problems, readiness_of
from assessments.services.answer import AnswerText, NotWritable, save_answer
from assessments.services.assessment import (
    AlreadySubmitted,
    AssessmentOpen,
    NoQuestionnaire,
    NotClassified,
    SubmitBlocked,
    SupplierNotActive,
    assign_after_admittance,
    assign_assessment,
    assign_due_assessments,
    ensure_assigned,
    submit_assessment,
)
from assessments.services.proof import attach_evidence
from suppliers.models import HistoryEntry, Notice
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import local_day
from tests.factories.account import make_account
from tests.factories.assessment import AT, answer_everything, make_assessment, make_evidence, make_questionnaire
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
ADMITTANCE, YEARLY = AssessmentOccasion.ADMITTANCE, AssessmentOccasion.YEARLY
TODAY = local_day(AT)


def assign(supplier, occasion=ADMITTANCE, by=None, at=AT):
    return assign_assessment(supplier, occasion, 2026, by=by, at=at)


@pytest.mark.parametrize(("occasion", "days"), [(ADMITTANCE, 30), (YEARLY, 60)])
def test_an_assessment_freezes_category_profile_and_version_and_tells_who_writes(occasion, days):
    version = make_questionnaire()
    supplier = make_supplier(category="logistics", profile="production")
    admin, contributor = make_account(Role.SUPPLIER_ADMIN, supplier), make_account(Role.SUPPLIER_CONTRIBUTOR, supplier)
    make_account(Role.SUPPLIER_SIGNATORY, supplier)

    assessment = assign(supplier, occasion, by=make_account(Role.PROCUREMENT))

    assert (assessment.category, assessment.profile, assessment.questionnaire) == ("logistics", "production", version)
    assert assessment.due_on == TODAY + timedelta(days=days)
    told = Notice.objects.filter(kind="assessment_assigned").order_by("account")
    assert [notice.account for notice in told] == [admin, contributor]
    assert HistoryEntry.objects.filter(action="assessment.assign", supplier=supplier).count() == 1


@pytest.mark.parametrize("standing", [standing for standing in Standing if standing != Standing.ACTIVE])
def test_only_an_active_supplier_is_asked(standing):
    make_questionnaire()

    with pytest.raises(SupplierNotActive):
        assign(make_supplier(standing))

    assert Assessment.objects.count() == 0


def test_a_supplier_is_asked_once_at_a_time():
    supplier = make_supplier()
    make_assessment(supplier)

    with pytest.raises(AssessmentOpen):
        assign(supplier, YEARLY)

    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("fields", [{"category": ""}, {"profile": ""}, {"category": "catering"}])
def test_a_supplier_without_known_category_or_profile_is_not_asked(fields):
    make_questionnaire()

    with pytest.raises(NotClassified):
        assign(make_supplier(**fields))


def test_without_a_questionnaire_nobody_is_asked():
    with pytest.raises(NoQuestionnaire):
        assign(make_supplier())


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.INTEGRITY, Role.ADMINISTRATOR])
def test_only_procurement_assigns(role):
    make_questionnaire()

    with pytest.raises(NotAllowed):
        assign(make_supplier(), by=make_account(role))


def test_newly_active_suppliers_are_asked_by_the_clock_once():
    make_questionnaire()
    asked, unclassified = make_supplier(), make_supplier(profile="")
    make_supplier(Standing.SUSPENDED)

    first, second = assign_after_admittance(at=AT), assign_after_admittance(at=AT)

    assert (first, second) == (1, 0)
    assert [row.supplier for row in Assessment.objects.all()] == [asked]
    assert ensure_assigned(unclassified, at=AT) is None


def test_the_home_page_asks_a_newly_active_supplier_at_once():
    make_questionnaire()
    supplier = make_supplier()

    first, second = ensure_assigned(supplier, at=AT), ensure_assigned(supplier, at=AT)

    assert (first.occasion, first.due_on, second) == (ADMITTANCE, TODAY + timedelta(days=30), None)


@pytest.mark.parametrize(("days", "asked"), [(364, 0), (365, 1)])
def test_a_supplier_is_asked_again_a_year_after_its_last_score(days, asked):
    assessment = make_assessment(make_supplier())
    Assessment.objects.filter(pk=assessment.pk).update(status=AssessmentStatus.LOCKED, verified_at=AT)

    assert assign_due_assessments(at=AT + timedelta(days=days)) == asked
    assert Assessment.objects.filter(occasion=YEARLY).count() == asked


@pytest.fixture
def answered():
    """A service office whose every question is answered, without proof except for file questions."""
    supplier = make_supplier(category="service", profile="office")
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)
    assessment = make_assessment(supplier)
    answer_everything(assessment, admin)
    return assessment, admin


def test_everything_answered_can_be_handed_in_and_missing_proof_only_costs(answered):
    assessment, admin = answered
    reviewer = make_account(Role.PROCUREMENT)

    assert blocking_problems(assessment, TODAY) == ()
    assert {remark.reason for remark in readiness_of(assessment, TODAY).costs} == {"proof_missing"}
    submitted = submit_assessment(assessment, by=admin, at=AT)

    assert (submitted.status, submitted.submitted_by, submitted.submitted_at) == (AssessmentStatus.SUBMITTED, admin, AT)
    assert Notice.objects.filter(kind="assessment_to_review", account=reviewer).count() == 1


def test_handing_in_twice_is_done_once(answered):
    assessment, admin = answered
    submit_assessment(assessment, by=admin, at=AT)
    before = HistoryEntry.objects.count(), Notice.objects.count()

    with pytest.raises(AlreadySubmitted):
        submit_assessment(assessment, by=admin, at=AT + timedelta(seconds=1))

    assert (HistoryEntry.objects.count(), Notice.objects.count()) == before
    assert Assessment.objects.get().submitted_at == AT


@pytest.mark.parametrize("role", [Role.SUPPLIER_CONTRIBUTOR, Role.SUPPLIER_SIGNATORY, Role.PROCUREMENT, Role.AUDITOR])
def test_only_the_suppliers_administrator_hands_in(answered, role):
    assessment, _ = answered
    person = make_account(role, assessment.supplier if role.startswith("SUPPLIER") else None)

    with pytest.raises(NotAllowed):
        submit_assessment(assessment, by=person, at=AT)

    assert Assessment.objects.get().status == AssessmentStatus.IN_PROGRESS


def test_nothing_is_written_after_handing_in(answered):
    assessment, admin = answered
    submit_assessment(assessment, by=admin, at=AT)
    proof = make_evidence(assessment.supplier, admin)

    with pytest.raises(NotWritable):
        save_answer(assessment, "EP-04", AnswerText("0"), expected_version=1, by=admin, at=AT)
    with pytest.raises(NotWritable):
        attach_evidence(assessment, "EP-04", proof, by=admin, at=AT)

    assert Answer.objects.get(question_code="EP-04").value == "4"


BLOCKS = [
    ("EP-04", AnswerText(""), "unanswered"),
    ("WA-01", AnswerText(""), "unanswered_or_note"),
    ("WA-01", AnswerText("", note="no meter"), "unanswered_or_note"),
    ("WA-01", AnswerText("60000"), "outside_usual_range"),
    ("HW-12", AnswerText(not_applicable=True, reason="none"), "justification_too_short"),
    ("HW-12", AnswerText(not_applicable=True), "justification_too_short"),
]


@pytest.mark.parametrize(("code", "text", "reason"), BLOCKS)
def test_what_blocks_handing_in_is_named(answered, code, text, reason):
    assessment, admin = answered
    save_answer(assessment, code, text, expected_version=1, by=admin, at=AT)

    with pytest.raises(SubmitBlocked) as refusal:
        submit_assessment(assessment, by=admin, at=AT)

    assert [(problem.code, problem.reason) for problem in refusal.value.problems] == [(code, reason)]
    assert Assessment.objects.get().status == AssessmentStatus.IN_PROGRESS


PASSES = [
    ("WA-01", AnswerText("", note="Water is part of the rent.")),
    ("WA-01", AnswerText("60000", note="We run a laundry since May.")),
    ("HW-12", AnswerText(not_applicable=True, reason="No scrap yet")),
]


@pytest.mark.parametrize(("code", "text"), PASSES)
def test_a_word_of_why_lets_it_pass(answered, code, text):
    assessment, admin = answered
    save_answer(assessment, code, text, expected_version=1, by=admin, at=AT)

    assert submit_assessment(assessment, by=admin, at=AT).status == AssessmentStatus.SUBMITTED
