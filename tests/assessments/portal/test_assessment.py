"""The list, the overview, handing in and the score."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.models import Answer, AnswerEvidence, Assessment
from assessments.rules.assessment import AssessmentStatus
from assessments.services.assessment import submit_assessment
from assessments.services.proof import attach_evidence
from assessments.services.review import decide_evidence, send_back, start_review
from assessments.templatetags.assessments import assessment_waiting
from suppliers.models import Evidence
from suppliers.rules.role import Role
from suppliers.selectors.clock import now
from tests.factories.account import make_account
from tests.factories.assessment import answer_everything, make_assessment, make_evidence, make_questionnaire
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def supplier():
    return make_supplier(category="service", profile="office")


@pytest.fixture
def admin(supplier):
    return make_account(Role.SUPPLIER_ADMIN, supplier)


@pytest.fixture
def portal(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def answered(supplier, admin):
    assessment = make_assessment(supplier, now())
    answer_everything(assessment, admin, at=now())
    return assessment


def test_the_list_asks_a_newly_admitted_supplier(portal, supplier):
    make_questionnaire()

    response = portal.get(reverse("answers:assessments"))

    assert [row.supplier for row in response.context["assessments"]] == [supplier]
    assert Assessment.objects.get().status == AssessmentStatus.ASSIGNED


def test_home_shows_how_many_questions_wait_and_until_when(admin, supplier):
    assessment = make_assessment(supplier, now())

    items = assessment_waiting(admin)

    assert [(item.verb, item.title, item.due_on) for item in items] == [
        ("Answer 37 questions", "Self-assessment 2026", assessment.due_on)
    ]


@pytest.mark.parametrize("role", [Role.SUPPLIER_SIGNATORY, Role.AUDITOR])
def test_home_shows_nothing_to_who_does_not_answer(supplier, role):
    make_assessment(supplier, now())

    assert assessment_waiting(make_account(role, supplier if role == Role.SUPPLIER_SIGNATORY else None)) == []


@pytest.mark.parametrize("answers", [1, 3])
def test_the_overview_takes_the_same_queries_however_many_answers(portal, supplier, admin, django_assert_num_queries, answers):
    assessment = make_assessment(supplier, now())
    url = reverse("answers:overview", args=[assessment.pk])
    portal.get(url)
    for code in ["EP-04", "PR-01", "PR-05"][:answers]:
        attach_evidence(assessment, code, make_evidence(supplier, admin), by=admin, at=now())

    with django_assert_num_queries(8):
        portal.get(url)


def test_the_submit_page_names_what_is_missing_and_shows_no_button(portal, supplier):
    assessment = make_assessment(supplier, now())

    response = portal.get(reverse("answers:submit", args=[assessment.pk]))

    assert len(response.context["blocking"]) == 37
    assert b"Hand in now" not in response.content


def test_a_post_with_open_questions_is_refused_and_changes_nothing(portal, supplier):
    assessment = make_assessment(supplier, now())

    response = portal.post(reverse("answers:submit", args=[assessment.pk]))

    assert response.status_code == 409
    assert Assessment.objects.get().status == AssessmentStatus.ASSIGNED


def test_a_double_click_hands_in_once_and_both_clicks_end_well(portal, answered):
    url = reverse("answers:submit", args=[answered.pk])

    first, second = portal.post(url), portal.post(url)

    assert (first.status_code, second.status_code) == (302, 302)
    page = portal.get(second.url)
    assert "handed in already" in page.content.decode()
    assert Assessment.objects.get().status == AssessmentStatus.SUBMITTED


def test_a_contributor_sees_who_hands_in_and_cannot(client, answered, supplier):
    client.force_login(make_account(Role.SUPPLIER_CONTRIBUTOR, supplier))
    url = reverse("answers:submit", args=[answered.pk])

    page, refused = client.get(url), client.post(url)

    assert "administrator hands in" in page.content.decode()
    assert b"Hand in now" not in page.content
    assert refused.status_code == 403
    assert Assessment.objects.get().status == AssessmentStatus.IN_PROGRESS


def test_a_returned_assessment_lists_the_reasons_with_their_questions(portal, answered, admin):
    auditor = make_account(Role.AUDITOR)
    submit_assessment(answered, by=admin, at=now())
    start_review(answered, by=auditor, at=now())
    proof = AnswerEvidence.objects.filter(answer__assessment=answered).first()
    decide_evidence(proof, "REJECTED", reason="The scan cannot be read.", by=auditor, at=now())
    send_back(answered, "One point.", by=auditor, at=now())

    response = portal.get(reverse("answers:overview", args=[answered.pk]))

    assert [row["code"] for row in response.context["to_mend"]] == [proof.answer.question_code]
    assert "The scan cannot be read." in response.content.decode()


def test_the_provisional_score_page_shows_the_sum(portal, answered):
    response = portal.get(reverse("answers:score", args=[answered.pk]))

    view = response.context["view"]
    assert view.content["provisional"] is True
    assert str(view.content["esg"]["score"]) in response.content.decode()
    assert [line.code for line in view.areas] == ["EP", "PR", "HW", "GH", "WA", "AE"]


def upload(client, assessment, code, *files, **fields):
    url = reverse("answers:attach", args=[assessment.pk, code])
    return client.post(url, {"files": list(files), **fields}, **HTMX)


def test_an_uploaded_file_becomes_proof_of_the_answer(portal, supplier):
    assessment = make_assessment(supplier, now())

    response = upload(portal, assessment, "EP-09", SimpleUploadedFile("证书.png", PNG), expires_on="2027-05-31")

    assert response.status_code == 200
    evidence = Evidence.objects.get()
    assert (evidence.supplier, evidence.kind, str(evidence.expires_on)) == (supplier, "certificate", "2027-05-31")
    assert AnswerEvidence.objects.get().answer.question_code == "EP-09"


def test_a_file_answers_a_file_question_and_taking_it_away_opens_it_again(portal, supplier):
    assessment = make_assessment(supplier, now())

    upload(portal, assessment, "EP-08", SimpleUploadedFile("policy.png", PNG))
    answer = Answer.objects.get()
    assert (answer.value, answer.version) == ("f", 1)

    portal.post(reverse("answers:detach", args=[assessment.pk, AnswerEvidence.objects.get().pk]), **HTMX)
    answer.refresh_from_db()
    assert (answer.value, answer.version, AnswerEvidence.objects.count(), Evidence.objects.count()) == ("", 2, 0, 1)


@pytest.mark.parametrize(
    ("files", "fields", "words"),
    [
        ([], {}, "No file has arrived"),
        ([SimpleUploadedFile("empty.pdf", b"")], {}, "empty.pdf was not stored. The file is empty."),
        ([SimpleUploadedFile("a.png", PNG)], {"expires_on": "soon"}, "cannot be read"),
    ],
)
def test_a_bad_upload_is_refused_in_place_and_nothing_is_stored(portal, supplier, files, fields, words):
    assessment = make_assessment(supplier, now())

    response = upload(portal, assessment, "EP-04", *files, **fields)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert (Evidence.objects.count(), AnswerEvidence.objects.count()) == (0, 0)


def test_a_file_is_reused_and_another_suppliers_files_are_not_offered(portal, supplier, admin):
    other = make_supplier()
    foreign = make_evidence(other, make_account(Role.SUPPLIER_ADMIN, other))
    own = make_evidence(supplier, admin)
    assessment = make_assessment(supplier, now())

    offered = portal.get(reverse("answers:files", args=[assessment.pk, "EP-04"]))
    portal.post(reverse("answers:attach", args=[assessment.pk, "EP-04"]), {"evidence": own.pk}, **HTMX)
    again = portal.get(reverse("answers:files", args=[assessment.pk, "EP-04"]))

    assert list(offered.context["files"]) == [own]
    assert foreign.original_name not in offered.content.decode()
    assert list(again.context["files"]) == []
    assert AnswerEvidence.objects.get().evidence == own
