"""What an audit report is made of: one supplier's latest verified assessment and everything around it, in few queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from assessments.models import Answer, AnswerEvidence, Assessment, IssuedReport, ScoreSheet
from assessments.rules.assessment import AssessmentStatus
from assessments.selectors.answer import answers_by_code
from assessments.selectors.assessment import latest_locked_assessment
from suppliers.models import Job, Owner, Signature, Supplier
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.job import JobKind

CYCLES = 3
"""How many scores in a row a report shows."""


@dataclass(frozen=True)
class AuditReportRows:
    """The rows a report is drawn from, read once."""

    supplier: Supplier
    assessment: Assessment
    sheet: ScoreSheet
    answers: Mapping[str, Answer]
    sites: tuple[str, ...]
    owners: tuple[Owner, ...]
    signatures: tuple[Signature, ...]
    earlier_sheets: tuple[ScoreSheet, ...]
    earlier_reports: tuple[IssuedReport, ...]


def visible_issued_reports(account: Any) -> QuerySet[IssuedReport]:
    """Reports this person may download: the buyer's staff all, a supplier's people none (they are the buyer's papers)."""
    rows = IssuedReport.objects.select_related("supplier", "issued_by").defer("dataset")
    return rows if reads_all_suppliers(account) else rows.none()


def visible_report_jobs(account: Any) -> QuerySet[Job]:
    """Report jobs this person may follow."""
    rows = Job.objects.filter(kind=JobKind.AUDIT_REPORT).select_related("supplier", "requested_by")
    return rows if reads_all_suppliers(account) else rows.none()


def assessment_to_report(supplier: Supplier) -> Assessment | None:
    """The verified assessment a report on this supplier rests on, if there is one."""
    return latest_locked_assessment(supplier)


def assessments_to_report(suppliers: Iterable[Supplier]) -> dict[int, Assessment]:
    """The same for several suppliers at once, by supplier; who has none is left out. One query."""
    rows = Assessment.objects.filter(supplier__in=list(suppliers), status=AssessmentStatus.LOCKED)
    return {row.supplier_id: row for row in rows.order_by("verified_at", "pk")}


def audit_report_rows(assessment: Assessment) -> AuditReportRows:
    """Everything the report shows, in a number of queries that does not grow with the answers."""
    supplier = Supplier.objects.get(pk=assessment.supplier_id)
    signatures = (
        Signature.objects.filter(supplier=supplier).select_related("document", "signed_by").order_by("document__kind", "-pk")
    )
    sheet = ScoreSheet.objects.get(assessment=assessment)
    sheets = ScoreSheet.objects.filter(assessment__supplier=supplier).defer("receipt", "areas")
    reports = IssuedReport.objects.filter(supplier=supplier).defer("dataset").order_by("-issued_at", "-pk")
    return AuditReportRows(
        supplier=supplier,
        assessment=assessment,
        sheet=sheet,
        answers=answers_by_code(assessment),
        sites=tuple(supplier.sites.values_list("address", flat=True)),
        owners=tuple(supplier.owners.all()),
        signatures=tuple(signatures),
        earlier_sheets=tuple(sheets.filter(scored_at__lt=sheet.scored_at).order_by("-scored_at", "-pk")[: CYCLES - 1]),
        earlier_reports=tuple(reports),
    )


def proofs_of(rows: AuditReportRows) -> list[tuple[str, AnswerEvidence]]:
    """(question code, proof) in the order of the questionnaire codes."""
    return [(code, proof) for code, answer in sorted(rows.answers.items()) for proof in answer.proofs.all()]
