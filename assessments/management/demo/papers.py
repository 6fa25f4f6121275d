"""Verified papers with their files, gathered and written in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from assessments.management.demo.dice import office_hour
from assessments.management.demo.paper import demo_pdf
from assessments.management.demo.people import Staff
from assessments.management.demo.register import Entered
from assessments.management.demo.store import keep_paper
from suppliers.models import Certificate, Evidence, Product, RohsDeclaration
from suppliers.rules.certificate import CertificateKind, CertificateStatus, RegistryStatus

RECHECK = timedelta(days=90)
RECHECKED = (
    CertificateKind.CCC,
    CertificateKind.DISCHARGE_PERMIT,
    CertificateKind.DISCHARGE_REGISTRATION,
)


@dataclass
class Papers:
    """Certificates with what belongs to them, in the order in which they go to the database."""

    present: date
    staff: Staff
    files: list[Evidence] = field(default_factory=list)
    rows: list[Certificate] = field(default_factory=list)
    covered: list[tuple[Certificate, list[Product]]] = field(default_factory=list)
    rohs: list[RohsDeclaration] = field(default_factory=list)

    def add(
        self,
        each: Entered,
        kind: CertificateKind,
        number: str,
        *,
        issuer: str,
        valid_from: date,
        valid_to: date,
        edition: str = "",
        registry: RegistryStatus = RegistryStatus.VALID,
        products: Sequence[Product] = (),
    ) -> Certificate:
        """One verified paper with its file."""
        entered_on = min(valid_from + timedelta(days=30), self.present - timedelta(days=25))
        at = office_hour(max(entered_on, each.company.settled_on), len(self.rows) % 9)
        lines = [f"{kind} (demo, fictional)", each.company.name_en, f"No. {number}", f"{valid_from} - {valid_to}"]
        file = keep_paper(each.supplier, "certificate", demo_pdf(f"{kind} {number}", lines), by=each.admin, at=at)
        looked_up = max(self.present - timedelta(days=20 + len(self.rows) % 50), at.date())
        row = Certificate(
            supplier=each.supplier,
            kind=kind,
            number=number,
            status=CertificateStatus.VERIFIED,
            holder_name=each.supplier.name_zh or each.supplier.name_en,
            issuer=issuer,
            standard_edition=edition,
            scope="演示范围（虚构） Demo scope (fictional)",
            site_addresses=each.company.address,
            issued_on=valid_from,
            valid_from=valid_from,
            valid_to=valid_to,
            registry_status=registry,
            registry_checked_on=looked_up,
            next_check_on=looked_up + RECHECK if kind in RECHECKED else None,
            entered_by=each.admin,
            entered_at=at,
            submitted_at=at,
            decided_by=self.staff.checker,
            decided_at=at + timedelta(days=1),
        )
        row.file = file
        self.files.append(file)
        self.rows.append(row)
        self.covered.append((row, list(products)))
        return row
