"""Audit reports: ordered once, made by a worker, stored unchanged."""

import hashlib
from datetime import timedelta

import pytest

from assessments.models import IssuedReport
from assessments.services.issued_report import (
    NoVerifiedAssessment,
    ReportFileDiffers,
    UnknownReportLanguage,
    issued_bytes,
    make_audit_report,
    order_audit_report,
)
from suppliers.models import HistoryEntry, Job
from suppliers.permissions import NotAllowed
from suppliers.rules.job import JobState
from suppliers.rules.role import Role
from suppliers.services.job import run_job
from tests.factories.account import make_account
from tests.factories.review import LATER, make_in_review, make_verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return make_account(Role.AUDITOR)


def ordered(auditor, sheet, language="en", at=LATER) -> Job:
    return order_audit_report(sheet.assessment.supplier, language=language, by=auditor, at=at)


def test_asked_twice_on_one_day_it_is_one_job_with_one_number(auditor):
    sheet = make_verified(auditor)

    first, second = ordered(auditor, sheet), ordered(auditor, sheet, at=LATER + timedelta(hours=2))

    assert first == second
    assert (Job.objects.count(), first.facts["number"]) == (1, "AUD-2026-00001")
    assert HistoryEntry.objects.filter(action="report.order").count() == 1


def test_another_language_or_another_day_is_another_report(auditor):
    sheet = make_verified(auditor)

    jobs = [
        ordered(auditor, sheet),
        ordered(auditor, sheet, language="both"),
        ordered(auditor, sheet, at=LATER + timedelta(days=1)),
    ]

    assert [job.facts["number"] for job in jobs] == ["AUD-2026-00001", "AUD-2026-00002", "AUD-2026-00003"]


def test_nothing_is_ordered_without_a_verified_assessment(auditor):
    assessment = make_in_review(auditor)

    with pytest.raises(NoVerifiedAssessment):
        order_audit_report(assessment.supplier, language="en", by=auditor, at=LATER)

    assert (Job.objects.count(), HistoryEntry.objects.filter(action="report.order").count()) == (0, 0)


def test_an_unknown_language_or_person_orders_nothing(auditor):
    sheet = make_verified(auditor)
    own = make_account(Role.SUPPLIER_ADMIN, sheet.assessment.supplier)

    with pytest.raises(UnknownReportLanguage):
        ordered(auditor, sheet, language="fr")
    for stranger in (own, make_account(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            ordered(stranger, sheet)

    assert Job.objects.count() == 0


def test_the_worker_stores_one_file_with_its_digest_and_a_second_run_changes_nothing(auditor):
    sheet = make_verified(auditor)
    job = ordered(auditor, sheet)

    assert run_job(job.pk, make_audit_report) is True
    assert run_job(job.pk, make_audit_report) is False

    report = IssuedReport.objects.get()
    job.refresh_from_db()
    pdf = issued_bytes(report, by=auditor, at=LATER)
    assert (job.state, job.progress, job.result) == (
        JobState.DONE,
        100,
        {"report": report.pk, "number": "AUD-2026-00001", "pages": report.pages},
    )
    assert pdf.startswith(b"%PDF-")
    assert (hashlib.sha256(pdf).hexdigest(), len(pdf)) == (report.sha256, report.size)
    assert (report.issued_by, report.as_of, report.language, report.version) == (auditor, sheet.as_of, "en", 1)
    assert hashlib.sha256(report.dataset["canonical"].encode()).hexdigest() == report.dataset_sha256
    assert HistoryEntry.objects.filter(action="report.issue").count() == 1


def test_two_attempts_of_one_job_print_the_same_bytes(auditor):
    job = ordered(auditor, make_verified(auditor))
    run_job(job.pk, make_audit_report)
    first = issued_bytes(IssuedReport.objects.get(), by=auditor, at=LATER)
    # As if the machine had died before the result was written.
    IssuedReport.objects.all().delete()
    Job.objects.update(state=JobState.QUEUED, result={})

    run_job(job.pk, make_audit_report)

    assert issued_bytes(IssuedReport.objects.get(), by=auditor, at=LATER) == first


def test_a_score_that_does_not_replay_is_refused_with_a_reason_and_nothing_is_printed(auditor):
    sheet = make_verified(auditor)
    job = ordered(auditor, sheet)
    sheet.assessment.answers.filter(question_code="EP-04").update(value="0")

    assert run_job(job.pk, make_audit_report) is False

    job.refresh_from_db()
    assert (job.state, job.error) == (
        JobState.FAILED,
        "The stored answers no longer give the published score; nothing was printed.",
    )
    assert IssuedReport.objects.count() == 0


@pytest.mark.parametrize("harm", ["changed", "removed"])
def test_a_file_that_is_not_the_issued_one_is_not_handed_out(auditor, harm):
    job = ordered(auditor, make_verified(auditor))
    run_job(job.pk, make_audit_report)
    report = IssuedReport.objects.get()
    if harm == "changed":
        with open(report.file.path, "ab") as file:  # noqa: PTH123 -- a path of Django's storage
            file.write(b" ")
    else:
        report.file.storage.delete(report.file.name)

    with pytest.raises(ReportFileDiffers):
        issued_bytes(report, by=auditor, at=LATER)

    entry = HistoryEntry.objects.get(action="report.differs")
    assert (entry.actor, entry.facts) == (auditor, {"number": report.number, "sha256": report.sha256})
