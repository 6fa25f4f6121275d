"""Answering in the portal: one request, one answer, nothing lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Answer, AnswerRevision, Assessment
from assessments.rules.assessment import AssessmentStatus
from assessments.services.answer import AnswerText, save_answer
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.assessment import AT, make_assessment, make_evidence
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def supplier():
    return make_supplier(category="service", profile="office")


@pytest.fixture
def assessment(supplier):
    return make_assessment(supplier)


@pytest.fixture
def admin(supplier):
    return make_account(Role.SUPPLIER_ADMIN, supplier)


@pytest.fixture
def portal(client, admin):
    client.force_login(admin)
    return client


def save_url(assessment, code):
    return reverse("answers:save", args=[assessment.pk, code])


def post(client, assessment, code, **fields):
    return client.post(save_url(assessment, code), {"version": 0, **fields}, **HTMX)


@pytest.mark.parametrize("code", ["EP", "PR", "HW", "GH", "WA", "BI", "ID", "RM"])
def test_every_section_shows_its_questions(portal, assessment, code):
    response = portal.get(reverse("answers:area", args=[assessment.pk, code]))

    assert response.status_code == 200
    assert {row.question.area for row in response.context["rows"]} == {code}


def test_an_area_without_questions_for_this_profile_is_not_found(portal, assessment):
    assert portal.get(reverse("answers:area", args=[assessment.pk, "AE"])).status_code == 404


@pytest.mark.parametrize(("answered", "queries"), [(1, 6), (3, 6)])
def test_a_section_takes_the_same_queries_however_many_answers(
    portal, assessment, admin, django_assert_num_queries, answered, queries
):
    url = reverse("answers:area", args=[assessment.pk, "EP"])
    portal.get(url)
    for code in ["EP-04", "EP-09", "EP-10"][:answered]:
        value = {"EP-04": "2", "EP-09": "none", "EP-10": "yes"}[code]
        save_answer(assessment, code, AnswerText(value), expected_version=0, by=admin, at=AT)

    with django_assert_num_queries(queries):
        portal.get(url)


def statements(context) -> list[str]:
    """Queries without the savepoints that stand for BEGIN and COMMIT inside a test."""
    return [query["sql"] for query in context if "SAVEPOINT" not in query["sql"]]


def test_a_saved_answer_is_said_to_be_saved_and_takes_nine_queries(portal, assessment):
    post(portal, assessment, "EP-10", value="yes")

    with CaptureQueriesContext(connection) as context:
        response = post(portal, assessment, "EP-04", value="2")

    assert len(statements(context)) == 9
    assert (response.status_code, response["Assay-Saved"] != "") == (200, True)
    answer = Answer.objects.get(question_code="EP-04")
    assert (answer.value, answer.version) == ("2", 1)
    assert b'name="version" id="version-EP-04" value="1"' in response.content
    assert b"Without proof this counts 0; with accepted proof it counts 50." in response.content


@pytest.mark.parametrize(("code", "value", "queries"), [("EP-04", "2", 13), ("PR-04", "225.6", 14)])
def test_the_first_save_begins_the_assessment_in_under_15_queries(portal, assessment, code, value, queries):
    with CaptureQueriesContext(connection) as context:
        post(portal, assessment, code, value=value)

    assert len(statements(context)) == queries
    assert Assessment.objects.get().status == AssessmentStatus.IN_PROGRESS


@pytest.mark.parametrize(
    ("code", "fields", "words"),
    [
        ("PR-04", {"value": "lots"}, "is not a number"),
        ("PR-04", {"value": "99999999"}, "cannot be right"),
        ("PR-04", {"value": "5", "unit": "cm"}, "is not known for this figure"),
        ("EP-04", {"value": "9"}, "is not one of the answers"),
        ("EP-04", {"not_applicable": "on", "reason": "We are too small."}, "applies to every company"),
        ("EP-04", {"value": "2", "note": "x" * 2001}, "at most 2000"),
    ],
)
def test_a_bad_answer_is_refused_with_words_and_nothing_is_stored(portal, assessment, code, fields, words):
    response = post(portal, assessment, code, **fields)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not response.has_header("Assay-Saved")
    assert (Answer.objects.count(), AnswerRevision.objects.count()) == (0, 0)
    assert Assessment.objects.get().status == AssessmentStatus.ASSIGNED


def test_without_scripts_a_refused_answer_comes_back_with_its_text(portal, assessment):
    response = portal.post(save_url(assessment, "PR-04"), {"version": 0, "value": "lots", "note": "see invoice"})

    assert response.status_code == 422
    row = next(row for row in response.context["rows"] if row.code == "PR-04")
    assert (row.text.value, row.text.note) == ("lots", "see invoice")
    assert "is not a number" in row.problem


def test_the_second_of_two_people_sees_both_texts_and_chooses(portal, client, assessment, supplier):
    colleague = make_account(Role.SUPPLIER_CONTRIBUTOR, supplier, name="Lin")
    save_answer(assessment, "EP-04", AnswerText("3", note="theirs"), expected_version=0, by=colleague, at=AT)

    refused = post(portal, assessment, "EP-04", value="1", note="mine")

    assert refused.status_code == 409
    assert "Lin changed this answer while you were typing" in refused.content.decode()
    assert "theirs" in refused.content.decode()
    assert "mine" in refused.content.decode()
    assert Answer.objects.get().value == "3"

    theirs = post(portal, assessment, "EP-04", value="1", note="mine", choice="theirs")
    assert (theirs.status_code, theirs["HX-Trigger"], Answer.objects.get().value) == (
        200,
        '{"assay:taken": {"form": "EP-04"}}',
        "3",
    )

    mine = post(portal, assessment, "EP-04", value="1", note="mine", version=1)
    assert mine.status_code == 200
    assert list(AnswerRevision.objects.values_list("version", "value", "saved_by__name")) == [
        (1, "3", "Lin"),
        (2, "1", assessment.supplier.accounts.get(role=Role.SUPPLIER_ADMIN).name),
    ]


def test_sending_the_same_text_again_changes_nothing_and_is_said_to_be_saved(portal, assessment):
    post(portal, assessment, "EP-04", value="2")

    again = post(portal, assessment, "EP-04", value="2")

    assert (again.status_code, again.has_header("Assay-Saved")) == (200, True)
    assert (Answer.objects.get().version, AnswerRevision.objects.count()) == (1, 1)


def test_an_unusual_figure_is_stored_and_asks_for_a_note(portal, assessment):
    response = post(portal, assessment, "PR-04", value="9,000", unit="MWh")

    assert response.status_code == 200
    assert "is unusual for a company like yours" in response.content.decode()
    assert Answer.objects.get().value == "9,000"


def test_a_unit_is_kept_as_entered(portal, assessment):
    post(portal, assessment, "PR-04", value="225600", unit="kWh")

    answer = Answer.objects.get()
    assert (answer.value, answer.unit) == ("225600", "kWh")


@pytest.mark.parametrize("role", [Role.SUPPLIER_SIGNATORY])
def test_a_signatory_reads_and_cannot_save(client, assessment, supplier, role):
    client.force_login(make_account(role, supplier))

    page = client.get(reverse("answers:area", args=[assessment.pk, "EP"]))
    response = post(client, assessment, "EP-04", value="2")

    assert b"hx-post" not in page.content
    assert (response.status_code, Answer.objects.count()) == (422, 0)


@pytest.mark.parametrize("name", ["overview", "submit", "score"])
def test_another_supplier_gets_the_same_404_as_for_nothing(client, assessment, name):
    client.force_login(make_account(Role.SUPPLIER_ADMIN, make_supplier()))

    foreign = client.get(reverse(f"answers:{name}", args=[assessment.pk]))
    missing = client.get(reverse(f"answers:{name}", args=[assessment.pk + 999]))

    assert (foreign.status_code, missing.status_code) == (404, 404)


def test_another_supplier_cannot_save_or_attach(client, assessment, supplier, admin):
    foreign = make_account(Role.SUPPLIER_ADMIN, make_supplier())
    proof = make_evidence(supplier, admin)
    client.force_login(foreign)

    saved = post(client, assessment, "EP-04", value="2")
    attached = client.post(reverse("answers:attach", args=[assessment.pk, "EP-04"]), {"evidence": proof.pk}, **HTMX)

    assert (saved.status_code, attached.status_code, Answer.objects.count()) == (404, 404, 0)


def test_a_foreign_file_cannot_be_used_as_proof(portal, assessment):
    other = make_supplier()
    foreign = make_evidence(other, make_account(Role.SUPPLIER_ADMIN, other))

    response = portal.post(reverse("answers:attach", args=[assessment.pk, "EP-04"]), {"evidence": foreign.pk}, **HTMX)

    assert (response.status_code, Answer.objects.count()) == (404, 0)


def test_staff_are_sent_away(client, assessment):
    client.force_login(make_account(Role.AUDITOR))

    assert client.get(reverse("answers:overview", args=[assessment.pk])).status_code == 403
