"""Ordering audit reports and issuing them: rendered once by a worker, stored with its digest, handed out unchanged."""

import hashlib
import logging
import os
from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, IssuedReport
from assessments.reports.audit_report import audit_report_pdf
from assessments.reports.audit_report_order import ReportOrder
from assessments.reports.audit_report_source import ReceiptDiffers, audit_report
from assessments.selectors.audit_report import assessment_to_report, audit_report_rows
from suppliers.models import Account, Job, Supplier
from suppliers.permissions import NotAllowed, orders_reports
from suppliers.reports.pdf import PdfEngineMissing, PdfRefused, PdfTooCostly
from suppliers.rules.job import JobKind
from suppliers.selectors.clock import local_day
from suppliers.services.history import record
from suppliers.services.job import JobRefused, Progress, Publish, request_job
from suppliers.services.numbering import next_number

log = logging.getLogger(__name__)

LANGUAGES = frozenset({"en", "zh-hans", "both"})


class NoVerifiedAssessment(Exception):
    """There is nothing to report yet: the supplier has no verified self-assessment."""


class UnknownReportLanguage(Exception):
    """The report is made in English, Chinese or both."""


class ReportFileDiffers(Exception):
    """The stored file is missing, or is not the one that was issued: it is not handed out. `report` names it."""

    def __init__(self, report: IssuedReport) -> None:
        super().__init__(f"{report} no longer has the digest {report.sha256}")
        self.report = report


@transaction.atomic
def order_audit_report(supplier: Supplier, *, language: str, by: Account, at: datetime) -> Job:
    """The job that makes the report. Asked twice on one day for the same score and language, it is the same job.

    The report's number is given here, once, so that every attempt of the job prints the same bytes. Raises
    NotAllowed, NoVerifiedAssessment, UnknownReportLanguage.
    """
    if not orders_reports(by):
        raise NotAllowed
    if language not in LANGUAGES:
        raise UnknownReportLanguage
    assessment = assessment_to_report(supplier)
    if assessment is None:
        raise NoVerifiedAssessment
    key = f"audit-report:{assessment.pk}:{language}:{local_day(at).isoformat()}"
    known = Job.objects.filter(key=key).first()
    facts = known.facts if known else _order_facts(assessment, language, by, at)
    job = request_job(JobKind.AUDIT_REPORT, key=key, facts=facts, by=by, at=at, supplier=supplier)
    if known is None:
        record("report.order", supplier, by=by, at=at, supplier=supplier, facts={"number": facts["number"], "language": language})
    return job


def _order_facts(assessment: Assessment, language: str, by: Account, at: datetime) -> dict[str, Any]:
    year = local_day(at).year
    return {
        "number": f"AUD-{year}-{next_number(f'AUD-{year}'):05d}",
        "assessment": assessment.pk,
        "language": language,
        "ordered_at": at.isoformat(),
        "prepared_by": by.name,
        "prepared_as": by.role,
    }


def order_of(job: Job) -> ReportOrder:
    """What the job was asked for."""
    facts = job.facts
    return ReportOrder(
        number=facts["number"],
        version=1,
        language=facts["language"],
        ordered_at=datetime.fromisoformat(facts["ordered_at"]),
        prepared_by=facts["prepared_by"],
        prepared_as=facts["prepared_as"],
    )


def make_audit_report(job: Job, progress: Progress) -> Publish:
    """The work of one report job: read, render, and hand back the function that stores it.

    Raises JobRefused for what no further attempt can mend.
    """
    progress(10)
    rows = audit_report_rows(Assessment.objects.get(pk=job.facts["assessment"]))
    order = order_of(job)
    try:
        report, dataset = audit_report(rows, order)
        progress(40)
        pdf = audit_report_pdf(report, dataset=dataset)
    except ReceiptDiffers as error:
        raise JobRefused(str(_("The stored answers no longer give the published score; nothing was printed."))) from error
    except PdfEngineMissing as error:
        raise JobRefused(str(error)) from error
    except (PdfRefused, PdfTooCostly) as error:
        raise JobRefused(f"{type(error).__name__}: {error}") from error
    progress(90)
    issued = IssuedReport(
        number=order.number,
        version=order.version,
        supplier=rows.supplier,
        assessment=rows.assessment,
        language=order.language,
        as_of=rows.sheet.as_of,
        size=len(pdf),
        pages=page_count(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        dataset={"canonical": dataset},
        dataset_sha256=report.sign_off.dataset_sha256,
        issued_by=job.requested_by,
        job=job,
    )
    return lambda: publish_report(issued, pdf, at=order.ordered_at)


def page_count(pdf: bytes) -> int:
    """Pages of a PDF."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def publish_report(issued: IssuedReport, pdf: bytes, *, at: datetime) -> dict[str, Any]:
    """Store file and row in the job's transaction; the row exists only if the bytes are safely on disk."""
    issued.issued_at = at
    issued.file.save("report.pdf", ContentFile(pdf), save=False)
    keep_on_disk(issued.file.path)
    issued.save(force_insert=True)
    record(
        "report.issue",
        issued,
        by=issued.issued_by,
        at=at,
        supplier=issued.supplier,
        facts={"number": issued.number, "sha256": issued.sha256},
    )
    return {"report": issued.pk, "number": issued.number, "pages": issued.pages}


def keep_on_disk(path: str) -> None:
    """Flush a file to the medium before its row says that it is there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def issued_bytes(report: IssuedReport, *, by: Account, at: datetime) -> bytes:
    """The PDF as it was issued: the same bytes every time. Raises ReportFileDiffers, which is logged and kept in history.

    Reads the file once, so that what is checked is what is sent.
    """
    pdf = _stored_bytes(report)
    if hashlib.sha256(pdf).hexdigest() == report.sha256:
        return pdf
    log.error("report %s: the stored file is not the one that was issued", report.pk)
    facts = {"number": report.number, "sha256": report.sha256}
    record("report.differs", report, by=by, at=at, supplier=report.supplier, facts=facts)
    raise ReportFileDiffers(report)


def _stored_bytes(report: IssuedReport) -> bytes:
    try:
        with report.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""
