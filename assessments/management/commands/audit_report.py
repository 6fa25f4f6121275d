"""`manage.py audit_report SUPPLIER --out FILE`: the audit report of one supplier, made here and now."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.reports.audit_report import audit_report_pdf
from assessments.reports.audit_report_order import ReportOrder
from assessments.reports.audit_report_source import audit_report
from assessments.selectors.audit_report import assessment_to_report, audit_report_rows
from suppliers.models import Supplier
from suppliers.reports.pdf import PdfEngineMissing
from suppliers.selectors.clock import local_day
from suppliers.selectors.supplier import supplier_by_reference


class Command(BaseCommand):
    """Writes the PDF to a file; nothing is issued or stored, so the number says DRAFT."""

    help = "Write the audit report of one supplier (its number SUP-000001 or its identifier) to a PDF file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("supplier", help="supplier number, identifier or LEI")
        parser.add_argument("--out", required=True, type=Path, help="file to write")
        parser.add_argument("--language", choices=["en", "zh-hans", "both"], default="both")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        supplier = self._supplier(options["supplier"])
        assessment = assessment_to_report(supplier)
        if assessment is None:
            raise CommandError(f"{supplier.number} has no verified self-assessment yet; there is nothing to report.")
        rows = audit_report_rows(assessment)
        order = ReportOrder(
            number=f"AUD-{local_day(rows.sheet.scored_at).year}-DRAFT",
            version=1,
            language=options["language"],
            ordered_at=rows.sheet.scored_at,
            prepared_by="Assay",
            prepared_as="SYSTEM",
        )
        report, dataset = audit_report(rows, order)
        try:
            pdf = audit_report_pdf(report, dataset=dataset)
        except PdfEngineMissing as error:
            raise CommandError(str(error)) from error
        options["out"].write_bytes(pdf)
        self.stdout.write(f"{options['out']}: {len(pdf)} bytes")

    def _supplier(self, reference: str) -> Supplier:
        supplier = supplier_by_reference(reference)
        if supplier is None:
            raise CommandError(f"No supplier has the number or identifier {reference!r}.")
        return supplier
