"""From stored answers to what the rules take."""

from datetime import date

import pytest

from assessments.models import Answer, AnswerEvidence, Assessment
from assessments.rules.answer import NaState
from assessments.rules.assessment import AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.rules.evidence_policy import EvidenceState
from assessments.selectors.answer import answer_facts, last_figures, visible_answer_evidence, visible_answers
from assessments.selectors.assessment import visible_assessments
from assessments.selectors.score import visible_score_sheets
from assessments.services.answer import AnswerText, save_answer
from assessments.services.proof import attach_evidence
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.assessment import AT, make_assessment, make_evidence
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
P, V, R = EvidenceDecision.PENDING, EvidenceDecision.VERIFIED, EvidenceDecision.REJECTED
VALID, LAST_DAY, OVER = date(2027, 1, 1), TODAY, date(2026, 11, 19)


@pytest.fixture
def supplier():
    return make_supplier(category="service", profile="office")


@pytest.fixture
def admin(supplier):
    return make_account(Role.SUPPLIER_ADMIN, supplier)


@pytest.mark.parametrize(
    ("files", "state"),
    [
        ([], EvidenceState.MISSING),
        ([(P, None)], EvidenceState.PENDING),
        ([(V, None)], EvidenceState.VERIFIED),
        ([(V, VALID)], EvidenceState.VERIFIED),
        ([(V, LAST_DAY)], EvidenceState.VERIFIED),
        ([(V, OVER)], EvidenceState.EXPIRED),
        ([(R, None)], EvidenceState.REJECTED),
        ([(R, None), (P, None)], EvidenceState.PENDING),
        ([(R, None), (V, OVER)], EvidenceState.EXPIRED),
        ([(V, OVER), (P, None)], EvidenceState.PENDING),
        ([(R, None), (P, None), (V, None)], EvidenceState.VERIFIED),
    ],
)
def test_the_best_file_decides_the_state_of_the_proof(supplier, admin, files, state):
    assessment = make_assessment(supplier)
    for decision, expires_on in files:
        proof = attach_evidence(assessment, "EP-04", make_evidence(supplier, admin, expires_on=expires_on), by=admin, at=AT)
        AnswerEvidence.objects.filter(pk=proof.pk).update(decision=decision)
    save_answer(assessment, "EP-04", AnswerText("2"), expected_version=0, by=admin, at=AT)

    assert [(facts.code, facts.value, facts.evidence_state) for facts in answer_facts(assessment, TODAY)] == [
        ("EP-04", "2", state)
    ]


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (NotApplicableDecision.UNDECIDED, NaState.PENDING),
        (NotApplicableDecision.ACCEPTED, NaState.ACCEPTED),
        (NotApplicableDecision.REJECTED, NaState.REJECTED),
    ],
)
def test_a_not_applicable_carries_its_decision(supplier, admin, decision, state):
    assessment = make_assessment(supplier)
    text = AnswerText(not_applicable=True, reason="Nothing was scrapped.")
    save_answer(assessment, "HW-12", text, expected_version=0, by=admin, at=AT)
    Answer.objects.update(not_applicable_decision=decision)

    assert [facts.na_state for facts in answer_facts(assessment, TODAY)] == [state]


@pytest.mark.parametrize("answers", [1, 3])
def test_facts_take_two_queries_however_many_answers(supplier, admin, django_assert_num_queries, answers):
    assessment = make_assessment(supplier)
    for code in ["EP-04", "PR-01", "PR-05"][:answers]:
        save_answer(assessment, code, AnswerText("2"), expected_version=0, by=admin, at=AT)
        attach_evidence(assessment, code, make_evidence(supplier, admin), by=admin, at=AT)

    with django_assert_num_queries(2):
        facts = answer_facts(assessment, TODAY)

    assert len(facts) == answers


def test_last_years_figures_come_in_the_base_unit_and_only_the_own_ones(supplier, admin, django_assert_num_queries):
    for firm, person, value in [(make_supplier(), None, "1"), (supplier, admin, "200000")]:
        old = make_assessment(firm)
        writer = person or make_account(Role.SUPPLIER_ADMIN, firm)
        save_answer(old, "PR-04", AnswerText(value, unit="kWh"), expected_version=0, by=writer, at=AT)
        Assessment.objects.filter(pk=old.pk).update(status=AssessmentStatus.LOCKED, verified_at=AT)
    assessment = make_assessment(supplier, occasion="YEARLY")

    with django_assert_num_queries(1):
        figures = last_figures(assessment, ["PR-04", "WA-01"])

    assert {code: str(figure) for code, figure in figures.items()} == {"PR-04": "2E+2"}


VISIBLE = {
    "own": (1, 1, 1),
    "foreign": (0, 0, 0),
    Role.PROCUREMENT: (2, 2, 2),
    Role.MANAGER: (2, 2, 2),
    Role.INTEGRITY: (2, 2, 2),
    Role.AUDITOR: (2, 2, 2),
    Role.ADMINISTRATOR: (0, 0, 0),
}


@pytest.mark.parametrize("reader", list(VISIBLE))
def test_who_sees_which_rows(reader):
    people = {}
    for name in ["own", "other"]:
        firm = make_supplier(category="service", profile="office")
        people[name] = make_account(Role.SUPPLIER_ADMIN, firm)
        assessment = make_assessment(firm)
        attach_evidence(assessment, "EP-04", make_evidence(firm, people[name]), by=people[name], at=AT)
    people["foreign"] = make_account(Role.SUPPLIER_ADMIN, make_supplier())
    account = people.get(reader) or make_account(reader)

    counts = visible_assessments(account).count(), visible_answers(account).count(), visible_answer_evidence(account).count()

    assert counts == VISIBLE[reader]
    assert visible_score_sheets(account).count() == 0
