"""The queue of self-assessments, assigning, and what of it stands on the lower app's pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Assessment
from assessments.rules.assessment import AssessmentOccasion
from assessments.selectors.questionnaire import questionnaire_in_use, questionnaire_of
from suppliers.models import HistoryEntry, Notice
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import now, today
from tests.factories.account import make_account
from tests.factories.assessment import AT, make_assessment, make_questionnaire
from tests.factories.review import make_in_review, make_submitted, make_verified
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
LIST = reverse("admin:assessments_assessment_changelist")
ASSIGN = reverse("admin:assessments_assessment_assign")


def service_firm(**fields):
    return make_supplier(Standing.ACTIVE, category="service", profile="office", **fields)


@pytest.fixture
def officer(client):
    """A procurement officer's browser."""
    account = make_account(Role.PROCUREMENT)
    client.force_login(account)
    return account


def listed(response) -> list[int]:
    return [row.pk for row in response.context["cl"].result_list]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries_for_any_number_of_rows(client, officer, rows, django_assert_num_queries):
    for _ in range(rows):
        make_in_review(officer, service_firm())
    questionnaire_of(questionnaire_in_use(today()))

    with django_assert_num_queries(7):
        response = client.get(LIST)

    assert len(listed(response)) == rows


def test_what_is_handed_in_comes_first_then_overdue_then_in_review_and_the_finished_last(client, officer):
    finished = make_verified(officer, service_firm()).assessment
    assigned = make_assessment(service_firm(), at=now())
    in_review = make_in_review(officer, service_firm())
    overdue = make_assessment(service_firm(), at=now())
    Assessment.objects.filter(pk=overdue.pk).update(due_on=today() - timedelta(days=1))
    submitted = make_submitted(service_firm())

    response = client.get(LIST)

    assert listed(response) == [submitted.pk, overdue.pk, in_review.pk, assigned.pk, finished.pk]


def test_the_row_says_how_far_it_is_and_what_it_would_score(client, officer):
    make_in_review(officer, service_firm())

    page = client.get(LIST).content.decode()

    assert "0 of 34 decided" in page
    assert "45.29" in page
    assert "provisional" in page


def test_filters_and_search_find_rows_in_both_scripts(client, officer):
    one = make_submitted(service_firm(name_zh="演示沐榕（虚构）", name_en="Demo Murong (fictional)"))
    other = make_assessment(make_supplier(category="media", profile="production"), at=now())
    Assessment.objects.filter(pk=other.pk).update(due_on=today() - timedelta(days=1), year=2025)

    found = {
        query: listed(client.get(f"{LIST}?{query}"))
        for query in (
            "status=SUBMITTED",
            "overdue=yes",
            "overdue=no",
            "category=media",
            "profile=production",
            "year=2025",
            "q=沐榕",
            "q=murong",
            f"q={other.supplier.number}",
        )
    }

    assert found == {
        "status=SUBMITTED": [one.pk],
        "overdue=yes": [other.pk],
        "overdue=no": [one.pk],
        "category=media": [other.pk],
        "profile=production": [other.pk],
        "year=2025": [other.pk],
        "q=沐榕": [one.pk],
        "q=murong": [one.pk],
        f"q={other.supplier.number}": [other.pk],
    }


def test_assigning_asks_the_supplier_and_opens_the_new_page(client, officer):
    make_questionnaire(AT)
    firm = service_firm()
    person = make_account(Role.SUPPLIER_ADMIN, firm)

    response = client.post(ASSIGN, {"supplier": firm.pk, "occasion": "YEARLY", "year": today().year})

    asked = Assessment.objects.get()
    assert response.url == reverse("admin:assessments_assessment_change", args=[asked.pk])
    assert (asked.supplier, asked.occasion, asked.assigned_by) == (firm, AssessmentOccasion.YEARLY, officer)
    assert asked.due_on == today() + timedelta(days=60)
    assert Notice.objects.get().account == person


def test_a_supplier_that_is_being_asked_is_refused_with_words_and_nothing_is_written(client, officer):
    firm = make_assessment(service_firm(), at=now()).supplier
    before = HistoryEntry.objects.count()

    offered = client.get(f"{ASSIGN}?supplier={firm.pk}").content.decode()
    response = client.post(ASSIGN, {"supplier": firm.pk, "occasion": "YEARLY", "year": today().year})

    assert "This supplier is being asked already." in offered
    assert 'type="radio" name="supplier"' not in offered
    assert response.status_code == 422
    assert "This supplier is being asked already: self-assessment" in response.content.decode()
    assert (Assessment.objects.count(), HistoryEntry.objects.count()) == (1, before)


@pytest.mark.parametrize(
    "change", [{"supplier": ""}, {"supplier": "999999"}, {"occasion": "NEVER"}, {"year": "1999"}, {"supplier": "9" * 30}]
)
def test_a_wrong_order_keeps_the_form_and_assigns_nothing(client, officer, change):
    make_questionnaire(AT)
    firm = service_firm()

    response = client.post(ASSIGN, {"supplier": firm.pk, "occasion": "YEARLY", "year": today().year, **change})

    assert (response.status_code, Assessment.objects.count()) == (422, 0)


@pytest.mark.parametrize(("role", "status"), [(Role.MANAGER, 200), (Role.AUDITOR, 403), (Role.INTEGRITY, 403)])
def test_procurement_and_its_manager_assign(client, role, status):
    client.force_login(make_account(role))

    assert client.get(ASSIGN).status_code == status


def test_an_administrator_opens_none_of_it(client):
    client.force_login(make_account(Role.ADMINISTRATOR))
    pages = ("assessment", "scoresheet", "issuedreport", "questionnaireversion")

    statuses = {name: client.get(reverse(f"admin:assessments_{name}_changelist")).status_code for name in pages}

    assert set(statuses.values()) == {403}


def test_the_first_page_puts_reviews_among_the_other_tasks_and_overdue_ones_together(client, officer):
    waiting = make_submitted(service_firm())
    for _ in range(4):
        late = make_assessment(service_firm(), at=now())
        Assessment.objects.filter(pk=late.pk).update(due_on=today() - timedelta(days=3))

    page = client.get(reverse("admin:index")).content.decode()

    assert reverse("admin:assessments_assessment_change", args=[waiting.pk]) in page
    assert "Ask for 4 overdue self-assessments" in page
    assert f"{LIST}?overdue=yes" in page


def test_an_auditor_is_not_told_to_ask_for_overdue_ones(client):
    client.force_login(make_account(Role.AUDITOR))
    late = make_assessment(service_firm(), at=now())
    Assessment.objects.filter(pk=late.pk).update(due_on=today() - timedelta(days=3))

    assert "overdue" not in client.get(reverse("admin:index")).content.decode()


def test_the_suppliers_page_offers_what_is_possible_and_says_why_not(client, officer):
    bare, asked = service_firm(), make_assessment(service_firm(), at=now()).supplier
    scored = make_verified(officer, service_firm()).assessment.supplier

    pages = {
        firm.pk: client.get(reverse("admin:suppliers_supplier_change", args=[firm.pk])).content.decode()
        for firm in (bare, asked, scored)
    }

    order = reverse("admin:assessments_issuedreport_order")
    assert f"{ASSIGN}?supplier={bare.pk}" in pages[bare.pk]
    assert "not possible yet, because this supplier has no verified self-assessment" in pages[bare.pk]
    assert "The supplier is being asked now." in pages[asked.pk]
    assert f"{order}?supplier={scored.pk}" in pages[scored.pk]
