"""Audit reports on the buyer's side: ordering, following the job, the same bytes twice, nobody else's business."""

import pytest
from django.urls import reverse

from assessments.models import IssuedReport
from assessments.services.issued_report import make_audit_report, order_audit_report
from suppliers.models import HistoryEntry, Job
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.services.job import run_job
from tests.factories.account import make_account
from tests.factories.review import LATER, make_in_review, make_verified
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
ORDER = reverse("admin:assessments_issuedreport_order")
LIST = reverse("admin:assessments_issuedreport_changelist")


@pytest.fixture
def auditor(client):
    account = make_account(Role.AUDITOR)
    client.force_login(account)
    return account


def issued(auditor) -> IssuedReport:
    supplier = make_verified(auditor).assessment.supplier
    job = order_audit_report(supplier, language="en", by=auditor, at=LATER)
    run_job(job.pk, make_audit_report)
    return IssuedReport.objects.get(job=job)


def test_ordering_leads_to_the_jobs_page_whose_bar_asks_again_until_it_is_done(client, auditor):
    supplier = make_verified(auditor).assessment.supplier

    response = client.post(ORDER, {"supplier": supplier.pk, "language": "en"})
    job = Job.objects.get()
    state = reverse("admin:suppliers_job_state", args=[job.pk])
    waiting = client.get(response.url).content.decode()
    run_job(job.pk, make_audit_report)
    finished = client.get(state)
    done = finished.content.decode()

    assert response.url == reverse("admin:suppliers_job_change", args=[job.pk])
    assert f'hx-get="{state}"' in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert "hx-get" not in done
    assert finished["HX-Refresh"] == "true"
    assert reverse("admin:assessments_issuedreport_change", args=[IssuedReport.objects.get().pk]) in done


def test_ordering_twice_is_one_job(client, auditor):
    supplier = make_verified(auditor).assessment.supplier

    addresses = {client.post(ORDER, {"supplier": supplier.pk, "language": "both"}).url for _ in range(2)}

    assert (len(addresses), Job.objects.count()) == (1, 1)


def test_a_supplier_without_a_verified_assessment_is_refused_with_words(client, auditor):
    supplier = make_in_review(auditor).supplier
    before = HistoryEntry.objects.count()

    offered = client.get(f"{ORDER}?supplier={supplier.pk}").content.decode()
    response = client.post(ORDER, {"supplier": supplier.pk, "language": "en"})

    words = "There is nothing to report yet: this supplier has no verified self-assessment."
    assert words in offered
    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert (Job.objects.count(), HistoryEntry.objects.count()) == (0, before)


def test_an_unknown_language_orders_nothing(client, auditor):
    supplier = make_verified(auditor).assessment.supplier

    response = client.post(ORDER, {"supplier": supplier.pk, "language": "fr"})

    assert (response.status_code, Job.objects.count()) == (422, 0)


def test_two_downloads_give_the_same_bytes_as_a_file(client, auditor):
    report = issued(auditor)
    address = reverse("report_file", args=[report.pk])

    first, second = client.get(address), client.get(address)

    assert first.content == second.content
    assert (len(first.content), first.content[:5]) == (report.size, b"%PDF-")
    assert first["Content-Disposition"] == f'attachment; filename="{report.number}-v1-en.pdf"'
    assert (first["X-Content-Type-Options"], first["Content-Type"]) == ("nosniff", "application/pdf")


def test_a_changed_file_is_refused_on_a_page_that_says_why(client, auditor):
    report = issued(auditor)
    with report.file.storage.open(report.file.name, "ab") as file:
        file.write(b" ")

    response = client.get(reverse("report_file", args=[report.pk]))

    assert response.status_code == 409
    assert "is no longer the one that was issued, so it is not handed out" in response.content.decode()
    assert HistoryEntry.objects.filter(action="report.differs").count() == 1


@pytest.mark.parametrize("role", [Role.SUPPLIER_ADMIN, Role.SUPPLIER_SIGNATORY, Role.ADMINISTRATOR])
def test_the_file_does_not_exist_for_suppliers_and_administrators(client, auditor, role):
    report = issued(auditor)
    client.force_login(make_account(role, None if role == Role.ADMINISTRATOR else report.supplier))

    statuses = {client.get(reverse("report_file", args=[pk])).status_code for pk in (report.pk, report.pk + 1000)}

    assert statuses == {404}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries_for_any_number_of_rows(client, auditor, rows, django_assert_num_queries):
    for _ in range(rows):
        firm = make_supplier(Standing.ACTIVE)
        number = IssuedReport.objects.count() + 1
        IssuedReport.objects.create(
            number=f"AUD-2026-{number:05d}",
            supplier=firm,
            language="en",
            as_of="2026-11-20",
            size=10,
            pages=1,
            sha256="0" * 64,
            dataset={},
            dataset_sha256="0" * 64,
            issued_by=auditor,
            issued_at=LATER,
        )

    with django_assert_num_queries(4):
        response = client.get(LIST)

    assert len(response.context["cl"].result_list) == rows


def test_reports_are_found_by_number_and_by_supplier(client, auditor):
    report = issued(auditor)

    found = [
        len(client.get(f"{LIST}?q={typed}").context["cl"].result_list) for typed in (report.number, report.supplier.number, "x")
    ]

    assert found == [1, 1, 0]


def test_a_failed_report_says_why_in_words_and_can_be_tried_again(client, auditor):
    sheet = make_verified(auditor)
    job = order_audit_report(sheet.assessment.supplier, language="en", by=auditor, at=LATER)
    broken = sheet.assessment.answers.get(question_code="EP-04")
    sheet.assessment.answers.filter(pk=broken.pk).update(value="0")
    run_job(job.pk, make_audit_report)

    shown = client.get(reverse("admin:suppliers_job_change", args=[job.pk])).content.decode()
    sheet.assessment.answers.filter(pk=broken.pk).update(value=broken.value)
    client.post(reverse("admin:suppliers_job_try_again", args=[job.pk]))

    assert "The stored answers no longer give the published score; nothing was printed." in shown
    assert "Try again" in shown
    assert run_job(job.pk, make_audit_report) is True
