"""Asking a supplier, and the supplier's handing in."""

from datetime import datetime, timedelta

from django.db import transaction

from assessments.models import Assessment
from assessments.rules.assessment import WORKFLOW, AssessmentOccasion, AssessmentStatus, AssessmentTerms
from assessments.rules.questionnaire import NotInQuestionnaire
from assessments.selectors.assessment import open_assessment, suppliers_due_again, suppliers_without_assessment
from assessments.selectors.questionnaire import questionnaire_in_use, questionnaire_of
from assessments.selectors.readiness import Remark, blocking_problems
from assessments.services.assessment_notice import tell_reviewers, tell_supplier
from suppliers.models import Account, Supplier
from suppliers.permissions import NotAllowed, assigns_assessments, submits_assessment
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import local_day
from suppliers.services.history import record
from suppliers.services.transitions import apply_move

TERMS = AssessmentTerms()
MOST_AT_ONCE = 200


class SupplierNotActive(Exception):
    """Only an active supplier is asked."""

    def __init__(self, standing: str) -> None:
        super().__init__(standing)
        self.standing = standing


class AssessmentOpen(Exception):
    """The supplier is being asked already."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(assessment.pk)
        self.assessment = assessment


class NotClassified(Exception):
    """The supplier's category or profile is missing, or the questionnaire does not know it."""


class NoQuestionnaire(Exception):
    """No questionnaire is published yet."""


class SubmitBlocked(Exception):
    """Questions are still open. `problems` names them in order."""

    def __init__(self, problems: tuple[Remark, ...]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class AlreadySubmitted(Exception):
    """Handed in before: a second click, or a colleague was faster. Nothing is lost and nothing is done twice."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(assessment.pk)
        self.assessment = assessment


def locked_assessment(assessment: Assessment) -> Assessment:
    """The row as it is now, locked until the transaction ends: saves, submitting and review take turns."""
    return Assessment.objects.select_for_update().get(pk=assessment.pk)


@transaction.atomic
def assign_assessment(
    supplier: Supplier, occasion: AssessmentOccasion, year: int, *, by: Account | None, at: datetime
) -> Assessment:
    """Ask one supplier; category, profile and questionnaire version are frozen. `by` None is the clock.

    Raises NotAllowed, SupplierNotActive, AssessmentOpen, NotClassified, NoQuestionnaire; then nothing is written.
    """
    if by is not None and not assigns_assessments(by):
        raise NotAllowed
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    if supplier.standing != Standing.ACTIVE:
        raise SupplierNotActive(supplier.standing)
    busy = open_assessment(supplier)
    if busy is not None:
        raise AssessmentOpen(busy)
    today = local_day(at)
    version = questionnaire_in_use(today)
    if version is None:
        raise NoQuestionnaire
    try:
        questionnaire_of(version).applicable(supplier.category, supplier.profile)
    except NotInQuestionnaire as refusal:
        raise NotClassified from refusal
    after_admittance = occasion == AssessmentOccasion.ADMITTANCE
    days = TERMS.due_days_admittance if after_admittance else TERMS.due_days_yearly
    assessment = Assessment.objects.create(
        supplier=supplier,
        questionnaire=version,
        occasion=occasion,
        year=year,
        category=supplier.category,
        profile=supplier.profile,
        assigned_by=by,
        assigned_at=at,
        due_on=today + timedelta(days=days),
    )
    facts = {"occasion": str(occasion), "year": year, "questionnaire": str(version), "sha256": version.sha256}
    record("assessment.assign", assessment, by=by, at=at, supplier=supplier, facts=facts)
    tell_supplier(assessment, "assessment_assigned", occasion="assigned", at=at)
    return assessment


def ensure_assigned(supplier: Supplier, *, at: datetime) -> Assessment | None:
    """Ask a newly admitted supplier at once; None when it was asked before, is not active, or cannot be asked yet."""
    if supplier.standing != Standing.ACTIVE or Assessment.objects.filter(supplier=supplier).exists():
        return None
    return _assign_by_clock(supplier, AssessmentOccasion.ADMITTANCE, at)


def assign_after_admittance(*, at: datetime) -> int:
    """Ask active suppliers that were never asked. Returns how many; more than a round's worth wait for the next."""
    waiting = suppliers_without_assessment().order_by("pk")[:MOST_AT_ONCE]
    asked = [_assign_by_clock(supplier, AssessmentOccasion.ADMITTANCE, at) for supplier in waiting]
    return sum(assessment is not None for assessment in asked)


def assign_due_assessments(*, at: datetime) -> int:
    """Ask whoever has to be asked today: after admittance, and a year after the last verified assessment."""
    again = suppliers_due_again(local_day(at)).order_by("pk")[:MOST_AT_ONCE]
    yearly = [_assign_by_clock(supplier, AssessmentOccasion.YEARLY, at) for supplier in again]
    return assign_after_admittance(at=at) + sum(assessment is not None for assessment in yearly)


def _assign_by_clock(supplier: Supplier, occasion: AssessmentOccasion, at: datetime) -> Assessment | None:
    try:
        return assign_assessment(supplier, occasion, local_day(at).year, by=None, at=at)
    except (SupplierNotActive, AssessmentOpen, NotClassified, NoQuestionnaire):
        # Somebody was faster, or it cannot be asked yet: the next round looks again.
        return None


@transaction.atomic
def submit_assessment(assessment: Assessment, *, by: Account, at: datetime) -> Assessment:
    """Hand in. Raises NotAllowed, AlreadySubmitted, SubmitBlocked, MoveNotAllowed; then nothing is written."""
    if not submits_assessment(by, assessment.supplier_id):
        raise NotAllowed
    assessment = locked_assessment(assessment)
    if assessment.status in {AssessmentStatus.SUBMITTED, AssessmentStatus.IN_REVIEW}:
        raise AlreadySubmitted(assessment)
    WORKFLOW.check("submit", assessment.status, by.acting_role)
    problems = blocking_problems(assessment, local_day(at))
    if problems:
        raise SubmitBlocked(problems)
    apply_move(assessment, WORKFLOW, "submit", by=by, at=at)
    return note_submission(assessment, by=by, at=at)


def note_submission(assessment: Assessment, *, by: Account | None, at: datetime) -> Assessment:
    """Store who handed in and when, and tell both sides; `by` None is the clock, which keeps the earlier name."""
    assessment.submitted_at = at
    assessment.submitted_by = by or assessment.submitted_by
    assessment.save(update_fields=["submitted_at", "submitted_by"])
    turn = "again" if assessment.returned_at else "first"
    kind = "assessment_submitted" if by else "assessment_closed"
    tell_supplier(assessment, kind, occasion=f"submitted-{turn}", at=at)
    tell_reviewers(assessment, "assessment_to_review", occasion=f"to-review-{turn}", at=at)
    return assessment
