"""The reviewer's workbench: who may do what, refusals in place, once only, verified only when decided."""

import pytest
from django.urls import reverse

from assessments.models import Answer, AnswerEvidence, Assessment, ScoreSheet
from assessments.rules.assessment import AssessmentStatus
from suppliers.models import HistoryEntry
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.assessment import make_evidence
from tests.factories.review import decide_everything, make_in_review, make_submitted
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
ACTS = ("start_review", "decide_proof", "decide_not_applicable", "accept_together", "send_back", "verify")


def act(name: str, assessment: Assessment) -> str:
    return reverse(f"admin:assessments_assessment_{name}", args=[assessment.pk])


@pytest.fixture
def auditor():
    return make_account(Role.AUDITOR)


@pytest.fixture
def desk(auditor, client):
    """An assessment in review and the reviewer's browser."""
    client.force_login(auditor)
    return make_in_review(auditor), client


def proof_of(assessment: Assessment, code: str) -> AnswerEvidence:
    return AnswerEvidence.objects.get(answer__assessment=assessment, answer__question_code=code)


def answer_of(assessment: Assessment, code: str) -> Answer:
    return Answer.objects.get(assessment=assessment, question_code=code)


def test_beginning_the_review_takes_it_to_the_reviewer(auditor, client):
    assessment = make_submitted()
    client.force_login(auditor)

    response = client.post(act("start_review", assessment))

    assessment.refresh_from_db()
    assert (response.status_code, response.url) == (302, act("review", assessment))
    assert (assessment.status, assessment.reviewer) == (AssessmentStatus.IN_REVIEW, auditor)


def test_accepting_a_file_without_scripts_goes_back_to_the_question(desk):
    assessment, client = desk
    proof = proof_of(assessment, "EP-04")

    response = client.post(act("decide_proof", assessment), {"proof": proof.pk, "decision": "VERIFIED", "area": "EP"})

    proof.refresh_from_db()
    assert (response.status_code, response.url) == (302, f"{act('review', assessment)}?area=EP#q-EP-04")
    assert proof.decision == "VERIFIED"


def test_with_htmx_the_answer_is_the_question_and_the_counts(desk):
    assessment, client = desk
    proof = proof_of(assessment, "EP-04")

    response = client.post(
        act("decide_proof", assessment), {"proof": proof.pk, "decision": "VERIFIED", "area": "EP"}, headers={"HX-Request": "true"}
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<article") == 1
    assert 'id="q-EP-04"' in page
    assert 'id="desk" hx-swap-oob="true"' in page
    assert "<html" not in page
    assert "Proof accepted" in page


def test_a_rejection_without_a_reason_is_refused_in_place_and_leaves_no_trace(desk):
    assessment, client = desk
    proof = proof_of(assessment, "EP-04")
    before = HistoryEntry.objects.count()
    sent = {"proof": proof.pk, "decision": "REJECTED", "reason": "  ", "area": "EP"}

    for headers in ({}, {"HX-Request": "true"}):
        response = client.post(act("decide_proof", assessment), sent, headers=headers)

        assert response.status_code == 422
        assert "Please state the reason: the supplier and the history will show it." in response.content.decode()
    proof.refresh_from_db()
    assert (proof.decision, proof.decided_by, HistoryEntry.objects.count()) == ("PENDING", None, before)


def test_a_reason_that_is_too_long_keeps_what_was_typed(desk):
    assessment, client = desk
    proof = proof_of(assessment, "EP-04")
    typed = "too long " * 60

    response = client.post(act("decide_proof", assessment), {"proof": proof.pk, "decision": "REJECTED", "reason": typed})

    assert response.status_code == 422
    assert typed in response.content.decode()


def test_rejecting_a_not_applicable_keeps_its_reason(desk):
    assessment, client = desk
    answer = answer_of(assessment, "GH-04")
    sent = {"answer": answer.pk, "decision": "REJECTED", "reason": "Business trips are scope 3."}

    client.post(act("decide_not_applicable", assessment), sent)

    answer.refresh_from_db()
    assert (answer.not_applicable_decision, answer.decision_note) == ("REJECTED", "Business trips are scope 3.")


def test_nobody_decides_on_their_own_file_and_the_page_says_why(desk, auditor):
    assessment, client = desk
    own = make_evidence(assessment.supplier, auditor)
    proof = AnswerEvidence.objects.create(answer=answer_of(assessment, "EP-05"), evidence=own, attached_by=auditor)

    page = client.get(f"{act('review', assessment)}?area=EP").content.decode()
    response = client.post(act("decide_proof", assessment), {"proof": proof.pk, "decision": "VERIFIED"})

    assert "You brought this file, so a colleague decides on it." in page
    assert f"proof-{proof.pk}-accept" not in page
    assert response.status_code == 422
    assert "You entered or changed this data, so somebody else has to decide on it." in response.content.decode()


def test_a_file_of_another_assessment_is_not_found(desk, auditor):
    assessment, client = desk
    other = make_in_review(auditor, make_supplier(category="service", profile="office"))
    foreign = proof_of(other, "EP-04")

    response = client.post(act("decide_proof", assessment), {"proof": foreign.pk, "decision": "VERIFIED"})

    foreign.refresh_from_db()
    assert (response.status_code, foreign.decision) == (404, "PENDING")


def test_undecided_only_shows_what_is_open_in_all_areas(desk):
    assessment, client = desk
    client.post(act("decide_proof", assessment), {"proof": proof_of(assessment, "EP-04").pk, "decision": "VERIFIED"})

    page = client.get(f"{act('review', assessment)}?open=1").content.decode()

    assert 'id="q-EP-04"' not in page
    assert 'id="q-GH-04"' in page
    assert 'id="q-PR-01"' in page


def test_accepting_together_takes_only_ticked_safe_files_of_one_area(desk):
    assessment, client = desk
    page = client.get(f"{act('accept_together', assessment)}?area=PR").content.decode()
    open_files = AnswerEvidence.objects.filter(answer__assessment=assessment, decision="PENDING")
    offered = [
        proof for proof in open_files.filter(answer__question_code__startswith="PR") if f'value="{proof.pk}" checked' in page
    ]
    elsewhere = proof_of(assessment, "EP-04")

    client.post(act("accept_together", assessment), {"area": "PR", "proof": [offered[0].pk, elsewhere.pk]})

    decided = AnswerEvidence.objects.filter(answer__assessment=assessment).exclude(decision="PENDING")
    assert [proof.pk for proof in decided] == [offered[0].pk]
    assert len(offered) > 1
    critical = {"PR-02", "HW-02"}
    assert not critical & {proof.answer.question_code for proof in offered}


def test_sending_back_is_possible_once_and_says_so_afterwards(desk):
    assessment, client = desk
    sent = {"reason": "EP-04: the permit is unreadable."}

    first = client.post(act("send_back", assessment), sent)
    again = client.post(act("send_back", assessment), {"reason": "Once more."})

    assessment.refresh_from_db()
    assert (first.status_code, again.status_code) == (302, 422)
    assert (assessment.status, assessment.return_reason) == (AssessmentStatus.RETURNED, "EP-04: the permit is unreadable.")
    assert "It was sent back once already" in again.content.decode()
    assert HistoryEntry.objects.filter(action="assessment.send_back").count() == 1


def test_the_reasons_begin_with_what_was_rejected(desk):
    assessment, client = desk
    proof = proof_of(assessment, "EP-04")
    client.post(act("decide_proof", assessment), {"proof": proof.pk, "decision": "REJECTED", "reason": "Page 2 is missing."})

    page = client.get(act("send_back", assessment)).content.decode()

    assert "EP-04: Page 2 is missing.</textarea>" in page


def test_verifying_is_refused_while_something_is_undecided(desk):
    assessment, client = desk

    shown = client.get(act("verify", assessment)).content.decode()
    response = client.post(act("verify", assessment))

    assert "Verify and publish this score" not in shown
    assert f"{act('review', assessment)}?area=GH#q-GH-04" in shown
    assert response.status_code == 422
    assert "Not everything is decided yet. Still open:" in response.content.decode()
    assert ScoreSheet.objects.count() == 0


def test_verifying_publishes_the_score_that_the_page_showed(desk, auditor):
    assessment, client = desk
    decide_everything(assessment, auditor)

    shown = client.get(act("verify", assessment)).content.decode()
    response = client.post(act("verify", assessment))

    sheet = ScoreSheet.objects.get()
    assert f"<strong>{sheet.esg} " in shown
    assert "Verify and publish this score" in shown
    assert response.status_code == 302
    assert Assessment.objects.get().status == AssessmentStatus.LOCKED


@pytest.mark.parametrize("role", [Role.MANAGER, Role.INTEGRITY])
def test_readers_without_the_task_see_and_change_nothing(auditor, client, role):
    assessment = make_in_review(auditor)
    client.force_login(make_account(role))
    before = HistoryEntry.objects.count()
    proof, answer = proof_of(assessment, "EP-04"), answer_of(assessment, "GH-04")

    page = client.get(f"{act('review', assessment)}?area=EP")
    decided = client.post(act("decide_proof", assessment), {"proof": proof.pk, "decision": "VERIFIED"})
    not_applicable = client.post(act("decide_not_applicable", assessment), {"answer": answer.pk, "decision": "ACCEPTED"})
    others = [
        client.post(act(name, assessment), {"reason": "x"}).status_code for name in ("accept_together", "send_back", "verify")
    ]

    assert page.status_code == 200
    assert 'name="decision"' not in page.content.decode()
    assert (decided.status_code, not_applicable.status_code, others) == (422, 422, [403, 403, 403])
    assert HistoryEntry.objects.count() == before


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SUPPLIER_ADMIN])
@pytest.mark.parametrize("name", ["change", "review", *ACTS])
def test_administrators_and_suppliers_do_not_get_in(auditor, client, role, name):
    assessment = make_in_review(auditor)
    firm = assessment.supplier if role == Role.SUPPLIER_ADMIN else None
    client.force_login(make_account(role, firm))
    before = HistoryEntry.objects.count()

    responses = [client.get(act(name, assessment)), client.post(act(name, assessment))]

    assert {response.status_code for response in responses} <= {302, 403}
    assert all("EP-01" not in response.content.decode() for response in responses)
    assert HistoryEntry.objects.count() == before
