"""Walks through the self-assessment by everybody, compared with a model of what is allowed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from assessments.models import Answer, AnswerEvidence, Assessment, ScoreSheet
from assessments.rules.assessment import AssessmentStatus, EvidenceDecision
from assessments.services.answer import AnswerText, NotWritable, save_answer
from assessments.services.assessment import AlreadySubmitted, SubmitBlocked, submit_assessment
from assessments.services.assessment_clock import close_returned_assessments
from assessments.services.review import (
    NotInReview,
    ReviewIncomplete,
    SentBackBefore,
    decide_evidence,
    send_back,
    start_review,
    verify_assessment,
)
from suppliers.models import HistoryEntry
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded
from tests.factories.account import make_account
from tests.factories.assessment import AT, answer_everything, make_assessment
from tests.factories.supplier import make_supplier

S = AssessmentStatus
WRITERS = {Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR}
REVIEWERS = {Role.PROCUREMENT, Role.AUDITOR}
REFUSALS = (
    NotAllowed,
    NotWritable,
    AlreadySubmitted,
    SubmitBlocked,
    MoveNotAllowed,
    ReasonNeeded,
    NotInReview,
    ReviewIncomplete,
    SentBackBefore,
)
STEPS = ("save", "blank", "submit", "start_review", "decide", "send_back", "verify", "clock")
PEOPLE = [role for role in Role if role != Role.SYSTEM]
# Half of the steps are taken by somebody who may take them somewhere: else walks would hardly leave the beginning.
SUITED = {"save": Role.SUPPLIER_CONTRIBUTOR, "blank": Role.SUPPLIER_CONTRIBUTOR, "submit": Role.SUPPLIER_ADMIN}
LIKELY = (*STEPS, "submit", "start_review", "decide", "verify", "verify", "start_review", "submit")
BY_SUITED = st.sampled_from(LIKELY).map(lambda step: (step, SUITED.get(step, Role.AUDITOR)))
BY_ANYBODY = st.tuples(st.sampled_from(STEPS), st.sampled_from(PEOPLE))


@dataclass
class Model:
    """What should be: state, whether a question is blank, whether proof is undecided, whether it was sent back."""

    status: AssessmentStatus = S.IN_PROGRESS
    blank: bool = False
    undecided: bool = True
    sent_back: bool = False
    sheets: int = 0
    days: int = 0
    due: int = 30

    def step(self, name: str, role: Role) -> bool:
        """Take a step if it is allowed; whether it was."""
        return getattr(self, f"_{name}")(role)

    def _write(self, role: Role, *, blank: bool) -> bool:
        if role not in WRITERS or self.status not in {S.IN_PROGRESS, S.RETURNED}:
            return False
        if self.status == S.RETURNED and blank != self.blank:
            self.undecided = True
        self.blank = blank
        return True

    def _save(self, role: Role) -> bool:
        return self._write(role, blank=False)

    def _blank(self, role: Role) -> bool:
        return self._write(role, blank=True)

    def _submit(self, role: Role) -> bool:
        if role != Role.SUPPLIER_ADMIN or self.blank or self.status not in {S.IN_PROGRESS, S.RETURNED}:
            return False
        self.status = S.SUBMITTED
        return True

    def _start_review(self, role: Role) -> bool:
        return self._review(role, S.SUBMITTED, S.IN_REVIEW)

    def _decide(self, role: Role) -> bool:
        if not self._review(role, S.IN_REVIEW, S.IN_REVIEW):
            return False
        self.undecided = False
        return True

    def _send_back(self, role: Role) -> bool:
        if self.sent_back or not self._review(role, S.IN_REVIEW, S.RETURNED):
            return False
        self.sent_back, self.due = True, self.days + 14
        return True

    def _verify(self, role: Role) -> bool:
        if self.undecided or not self._review(role, S.IN_REVIEW, S.LOCKED):
            return False
        self.sheets = 1
        return True

    def _clock(self, role: Role) -> bool:  # noqa: ARG002 -- one shape for all steps
        self.days += 8
        if self.status == S.RETURNED and self.days > self.due:
            self.status = S.SUBMITTED
        return True

    def _review(self, role: Role, source: AssessmentStatus, target: AssessmentStatus) -> bool:
        if role not in REVIEWERS or self.status != source:
            return False
        self.status = target
        return True


def act(assessment: Assessment, name: str, person, at: datetime) -> None:
    """The same step by the services."""
    answer = Answer.objects.get(assessment=assessment, question_code="EP-10")
    if name in {"save", "blank"}:
        text = AnswerText("yes" if name == "save" else "")
        save_answer(assessment, "EP-10", text, expected_version=answer.version, by=person, at=at)
    elif name == "submit":
        submit_assessment(assessment, by=person, at=at)
    elif name == "start_review":
        start_review(assessment, by=person, at=at)
    elif name == "decide":
        proofs = AnswerEvidence.objects.filter(answer__assessment=assessment)
        for proof in proofs:
            decide_evidence(proof, EvidenceDecision.VERIFIED, by=person, at=at)
    elif name == "send_back":
        send_back(assessment, "Please mend.", by=person, at=at)
    elif name == "verify":
        verify_assessment(assessment, by=person, at=at)
    else:
        close_returned_assessments(at=at)


@pytest.fixture
def answered(db):
    """Everybody, and an assessment with every question answered; each walk starts from here and is rolled back."""
    supplier = make_supplier(category="service", profile="office")
    people = {role: make_account(role, supplier if role.startswith("SUPPLIER") else None) for role in PEOPLE}
    assessment = make_assessment(supplier)
    answer_everything(assessment, people[Role.SUPPLIER_ADMIN])
    attach_one_proof(assessment, people[Role.SUPPLIER_ADMIN])
    return assessment, people


FULL = (
    "submit",
    "start_review",
    "decide",
    "send_back",
    "blank",
    "submit",
    "clock",
    "clock",
    "start_review",
    "decide",
    "verify",
    "verify",
)


@example(walk=[(step, SUITED.get(step, Role.AUDITOR)) for step in FULL])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(BY_SUITED | BY_SUITED | BY_ANYBODY, min_size=20, max_size=40))
def test_no_walk_leaves_the_table_and_a_refusal_leaves_no_trace(answered, walk):
    assessment, people = answered
    model = Model()
    with transaction.atomic():
        for name, role in walk:
            expected = model.step(name, role)
            before = HistoryEntry.objects.count()
            try:
                act(assessment, name, people[role], AT + timedelta(days=model.days))
                done = True
            except REFUSALS:
                done = False
                assert HistoryEntry.objects.count() == before
            stored = Assessment.objects.get(pk=assessment.pk)
            assert (name, role, done, stored.status) == (name, role, expected, model.status)
        event(f"ends {model.status}, sent back: {model.sent_back}")
        assert ScoreSheet.objects.filter(assessment=assessment).count() == model.sheets
        transaction.set_rollback(True)


def attach_one_proof(assessment: Assessment, by) -> None:
    """EP-10 gets a proof, so that a changed answer opens a decision again."""
    answer = Answer.objects.get(assessment=assessment, question_code="EP-10")
    proof = AnswerEvidence.objects.filter(answer__assessment=assessment).first()
    AnswerEvidence.objects.create(answer=answer, evidence=proof.evidence, attached_by=by)
