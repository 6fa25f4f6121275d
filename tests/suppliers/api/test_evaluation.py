"""Evaluations, ratings and appeals for machines."""

import pytest
import time_machine
from rest_framework.test import APIClient

from suppliers.models import Evaluation
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.assessment import make_evidence
from tests.factories.evaluation import AT, make_evaluation, make_published, make_raters
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(AT, tick=False):
        yield


def client_of(account) -> APIClient:
    client = APIClient()
    client.force_authenticate(account)
    return client


def test_the_whole_way_by_machine():
    supplier = make_supplier()
    raters = make_raters()
    buyer, manager = client_of(make_account(Role.PROCUREMENT)), client_of(make_account(Role.MANAGER))
    plan = {
        "supplier": supplier.pk,
        "kind": "PERIODIC",
        "period_from": "2026-07-01",
        "period_to": "2026-09-30",
        "raters": [rater.pk for rater in raters],
    }

    planned = buyer.post("/api/v1/evaluations/", plan, format="json")
    again = buyer.post("/api/v1/evaluations/", plan, format="json")
    address = f"/api/v1/evaluations/{planned.data['id']}/"
    for rater in raters:
        mine = client_of(rater)
        request = mine.get("/api/v1/ratings/").data["results"][0]
        asked = mine.get(f"/api/v1/ratings/{request['id']}/asked/").data["dimensions"]
        given = [{"dimension": one, "rating": "4.0"} for one in asked]
        assert mine.post(f"/api/v1/ratings/{request['id']}/rate/", {"ratings": given}, format="json").status_code == 200
    scored = buyer.post(f"{address}score/")
    buyer.post(f"{address}hand-in/", {"strengths": "Fast.", "gaps": "Dear."}, format="json")
    refused = buyer.post(f"{address}approve/")
    manager.post(f"{address}approve/")
    published = manager.post(f"{address}publish/")

    assert (planned.status_code, planned.data["status"]) == (201, "COLLECTING")
    assert (again.status_code, again.json()["code"]) == (409, "evaluated_already")
    assert scored.data["performance"] == "75.00"
    assert (refused.status_code, refused.json()["code"]) == (409, "move_not_allowed")
    assert (published.data["status"], published.data["object_until"]) == ("PUBLISHED", "2026-10-20")
    assert "inputs" not in published.data


def test_a_requesting_department_reads_the_name_of_the_supplier_and_no_more():
    raters = make_raters()
    supplier = make_supplier(name_en="Asked Ltd")
    make_evaluation(supplier, raters=raters)
    client = client_of(raters[2])

    row = client.get("/api/v1/ratings/").data["results"][0]

    assert row["supplier_name"] == "Asked Ltd"
    assert set(row) == {
        "id", "supplier_name", "supplier_name_zh", "kind", "period_from", "period_to", "status", "due_on", "asked_at",
        "done_at", "ratings",
    }  # fmt: skip
    assert client.get("/api/v1/suppliers/").data["results"] == []
    assert client.get("/api/v1/evaluations/").data["results"] == []
    assert client_of(make_account(Role.AUDITOR)).get("/api/v1/ratings/").status_code == 403


def test_an_appeal_by_machine_and_its_decision():
    supplier = make_supplier()
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)
    evaluation = make_published(supplier)
    proof = make_evidence(supplier, admin)
    body = {"against": "EVALUATION", "subject_id": evaluation.pk, "grounds": "Two orders were on time.", "files": [proof.pk]}
    stranger = client_of(make_account(Role.SUPPLIER_ADMIN, make_supplier()))

    foreign = stranger.post("/api/v1/appeals/", body | {"files": []}, format="json")
    missing = stranger.post("/api/v1/appeals/", body | {"files": [], "subject_id": 10**9}, format="json")
    filed = client_of(admin).post("/api/v1/appeals/", body, format="json")
    decide = f"/api/v1/appeals/{filed.data['id']}/decide/"
    verdict = {"outcome": "UPHELD", "decision": "The records agree."}
    involved = client_of(evaluation.approved_by).post(decide, verdict, format="json")
    decided = client_of(make_account(Role.INTEGRITY)).post(decide, verdict, format="json")

    assert (foreign.status_code, foreign.json()) == (missing.status_code, missing.json())
    assert (filed.status_code, filed.data["files"]) == (201, [proof.pk])
    assert (involved.status_code, involved.json()["code"]) == (409, "second_person_needed")
    assert decided.data["status"] == "UPHELD"
    assert Evaluation.objects.filter(corrects=evaluation, status="COLLECTING").count() == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["evaluations", "appeals", "ratings"])
def test_lists_cost_the_same_queries_at_any_length(rows, name, django_assert_num_queries):
    raters = make_raters()
    for _number in range(rows):
        make_evaluation(make_supplier(), raters=raters)
    client = client_of(raters[0])

    with django_assert_num_queries({"evaluations": 1, "appeals": 1, "ratings": 2}[name]):
        assert client.get(f"/api/v1/{name}/").status_code == 200
