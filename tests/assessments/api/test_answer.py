import pytest
from rest_framework.test import APIClient

from assessments.models import Answer, AnswerRevision
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.assessment import make_assessment
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment(make_supplier())


def as_person(role, supplier=None):
    client = APIClient()
    client.force_authenticate(make_account(role, supplier))
    return client


def test_a_machine_saves_an_answer_and_reads_it_back(assessment):
    client = as_person(Role.SUPPLIER_CONTRIBUTOR, assessment.supplier)
    address = f"/api/v1/assessments/{assessment.pk}/answers/EP-04/"

    saved = client.put(address, {"value": "2", "note": "Kept by the site manager", "version": 0})

    assert saved.status_code == 200
    assert client.get(address).json() == saved.json()
    assert (saved.json()["value"], saved.json()["version"]) == ("2", 1)


def test_a_stale_save_is_refused_and_overwrites_nothing(assessment):
    client = as_person(Role.SUPPLIER_ADMIN, assessment.supplier)
    address = f"/api/v1/assessments/{assessment.pk}/answers/EP-04/"
    client.put(address, {"value": "2", "version": 0})

    refused = client.put(address, {"value": "4", "version": 0})

    assert (refused.status_code, refused.json()["code"]) == (409, "answer_conflict")
    assert Answer.objects.get(question_code="EP-04").value == "2"
    assert AnswerRevision.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.AUDITOR, Role.MANAGER, Role.INTEGRITY])
def test_nobody_at_the_buyers_answers_for_a_supplier(assessment, role):
    answer = as_person(role).put(f"/api/v1/assessments/{assessment.pk}/answers/EP-04/", {"value": "4", "version": 0})

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert Answer.objects.count() == 0


def test_another_suppliers_assessment_is_as_missing_as_none(assessment):
    client = as_person(Role.SUPPLIER_ADMIN, make_supplier())

    foreign = client.get(f"/api/v1/assessments/{assessment.pk}/answers/")
    none = client.get("/api/v1/assessments/987654/answers/")

    assert (foreign.status_code, foreign.json()) == (none.status_code, none.json())
    assert foreign.status_code == 404


def test_submitting_says_what_is_still_open(assessment):
    client = as_person(Role.SUPPLIER_ADMIN, assessment.supplier)

    refused = client.post(f"/api/v1/assessments/{assessment.pk}/submit/")
    readiness = client.get(f"/api/v1/assessments/{assessment.pk}/readiness/").json()

    assert (refused.status_code, refused.json()["code"]) == (409, "submit_blocked")
    assert readiness["blocking"][0] == {"question": "EP-04", "area": "EP", "reason": "unanswered"}


def test_an_open_assessments_score_is_marked_provisional(assessment):
    client = as_person(Role.SUPPLIER_ADMIN, assessment.supplier)
    client.put(f"/api/v1/assessments/{assessment.pk}/answers/BI-01/", {"value": "yes", "version": 0})

    score = client.get(f"/api/v1/assessments/{assessment.pk}/score/").json()

    assert score["published"] is False
    # 0.40 x (100 x 5 / 21) = 23.81 x 0.40 of X; E is 0: S = 0.25 x 9.52.
    assert (score["receipt"]["cross_cutting"]["score"], score["receipt"]["esg"]["score"]) == ("9.52", "2.38")
