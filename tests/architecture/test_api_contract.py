"""The API holds what its schema promises, whoever calls it with whatever."""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from knox.models import get_token_model
from schemathesis.checks import load_all_checks, run_checks_for  # noqa: F401 -- loads the checks

from assessments.rules.assessment import AssessmentOccasion
from assessments.services.assessment import assign_assessment
from config.wsgi import application
from suppliers.rules.role import ACCOUNT_ROLES, SUPPLIER_ROLES, Role
from suppliers.selectors.clock import now
from tests.factories.account import make_account
from tests.factories.application import make_checked_application, make_documents, make_evidence
from tests.factories.assessment import make_questionnaire
from tests.factories.supplier import make_supplier

EXAMPLES = int(os.environ.get("API_EXAMPLES", "4"))
# Requests that the schema allows and a rule refuses (409, 422) are what the API is for: not a lack of acceptance.
LEFT_ASIDE = {"positive_data_acceptance", "unsupported_method", "ignored_auth", "negative_data_rejection"}


def _document() -> dict:
    return SchemaGenerator(api_version="1").get_schema(request=None, public=True)


@pytest.fixture(autouse=True)
def _one_connection():
    """The calls go past Django's test client, which would keep the test's connection open between requests."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def register(db):
    """Something of everything, so that ids that are guessed may hit."""
    make_documents()
    make_questionnaire()
    supplier = make_supplier()
    officer = make_account(Role.PROCUREMENT)
    make_checked_application(7, officer=officer)
    assign_assessment(supplier, AssessmentOccasion.ADMITTANCE, 2026, by=officer, at=now())
    make_evidence(supplier, make_account(Role.SUPPLIER_ADMIN, supplier))
    return supplier


def _operations() -> list[str]:
    return [
        f"{method.upper()} {path}"
        for path, methods in sorted(_document()["paths"].items())
        for method in sorted(methods)
        if method in {"get", "post", "put", "patch", "delete"}
    ]


def test_every_operation_names_its_refusals():
    for path, methods in _document()["paths"].items():
        for method, operation in methods.items():
            assert {"401", "403", "404"} <= set(operation["responses"]) or path.endswith("/schema/"), (method, path)


@pytest.mark.parametrize("role", sorted(ACCOUNT_ROLES))
def test_no_request_of_any_role_breaks_the_contract(register, role):
    account = make_account(Role(role), register if role in SUPPLIER_ROLES else None)
    _row, token = get_token_model().objects.create(user=account)
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/schema/?format=json", application, headers={"Authorization": f"Token {token}"}
    )
    excluded = [check for check in schemathesis.checks.CHECKS.get_all() if check.__name__ in LEFT_ASIDE]
    tried = 0

    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def call(case):
            case.call_and_validate(headers={"Authorization": f"Token {token}"}, excluded_checks=excluded)

        call()
        tried += 1

    assert tried == len(_operations())
