"""Entering what a RoHS proof rests on: scheme, report, substances, and concentrations by hand or from a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from suppliers.models import Account, Certificate, RohsDeclaration, RohsMeasurement
from suppliers.permissions import NotAllowed, enters_certificates
from suppliers.rules.certificate import CertificateKind, CertificateStatus
from suppliers.rules.rohs import Exceedance, RohsScheme, Substance, report_counts_until
from suppliers.rules.rohs_reading import BadRow, ReadRow, read_rows
from suppliers.rules.workflow import MoveNotAllowed
from suppliers.selectors.rohs import (
    covered_substances,
    rohs_exceedances,
    rohs_of,
    rohs_table,
    substances_missing,
)
from suppliers.services.history import record
from suppliers.services.rohs_file import read_cells

SHOWN_PROBLEMS = 20


@dataclass(frozen=True)
class RohsStatement:
    """On what the proof rests. `substances` are those it declares; measured ones are added by themselves."""

    scheme: RohsScheme
    reported_on: date
    unchanged: bool = False
    substances: tuple[Substance, ...] = ()


class RohsMissing(Exception):
    """The proof has no particulars yet."""


class SubstancesMissing(Exception):
    """The proof does not speak of all ten substances. Carries the missing ones."""

    def __init__(self, missing: list[Substance]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class LimitExceeded(Exception):
    """A homogeneous material is above its limit. Carries which, by what and why no exemption lets it pass."""

    def __init__(self, found: list[Exceedance]) -> None:
        super().__init__(f"{len(found)} above the limit")
        self.found = found


class ReportTooOld(Exception):
    """The report is older than 24 months, and nobody states that the product is unchanged since. Carries its day."""

    def __init__(self, reported_on: date) -> None:
        super().__init__(reported_on.isoformat())
        self.reported_on = reported_on


class MeasurementsRefused(Exception):
    """The table was not taken, as a whole. Carries the problems by row; the first ones of many."""

    def __init__(self, problems: list[BadRow]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@transaction.atomic
def save_rohs(certificate: Certificate, statement: RohsStatement, *, by: Account, at: datetime) -> RohsDeclaration:
    """Store the particulars of a draft. Raises NotAllowed, MoveNotAllowed."""
    row = _open_draft(certificate, by)
    declaration, _created = RohsDeclaration.objects.update_or_create(
        certificate=row,
        defaults={
            "scheme": statement.scheme,
            "reported_on": statement.reported_on,
            "unchanged_since": statement.unchanged,
            "substances": [str(substance) for substance in Substance if substance in statement.substances],
        },
    )
    facts = {"scheme": str(statement.scheme), "reported_on": statement.reported_on.isoformat()}
    record("certificate.rohs", row, by=by, at=at, supplier=row.supplier, facts=facts)
    return declaration


@transaction.atomic
def import_measurements(certificate: Certificate, content: bytes, name: str, *, by: Account, at: datetime) -> int:
    """Replace the concentrations of a draft by those of a CSV file or workbook, whole or not at all. Returns how many.

    Raises NotAllowed, MoveNotAllowed, RohsMissing, MeasurementsRefused.
    """
    row = _open_draft(certificate, by)
    declaration = rohs_of(row.pk)
    if declaration is None:
        raise RohsMissing
    rows, problems = read_rows(read_cells(content, name))
    if problems:
        raise MeasurementsRefused(problems[:SHOWN_PROBLEMS])
    return _replace(declaration, rows, by=by, at=at)


@transaction.atomic
def set_measurements(certificate: Certificate, rows: Iterable[ReadRow], *, by: Account, at: datetime) -> int:
    """Replace the concentrations of a draft by typed ones. Raises NotAllowed, MoveNotAllowed, RohsMissing."""
    row = _open_draft(certificate, by)
    declaration = rohs_of(row.pk)
    if declaration is None:
        raise RohsMissing
    return _replace(declaration, list(rows), by=by, at=at)


def check_rohs(certificate: Certificate, *, on: date) -> None:
    """Raises RohsMissing, SubstancesMissing, ReportTooOld, LimitExceeded; nothing when the proof can be accepted on a day.

    What was measured counts as spoken of, and is added to the list of substances.
    """
    declaration = rohs_of(certificate.pk)
    if declaration is None:
        raise RohsMissing
    missing = substances_missing(declaration)
    if missing:
        raise SubstancesMissing(missing)
    until = report_counts_until(declaration.reported_on, unchanged=declaration.unchanged_since, table=rohs_table())
    if until is not None and on > until:
        raise ReportTooOld(declaration.reported_on)
    above = rohs_exceedances(declaration, on)
    if above:
        raise LimitExceeded(above)
    covered = covered_substances(declaration)
    declaration.substances = [str(substance) for substance in Substance if substance in covered]
    declaration.save(update_fields=["substances"])


def _replace(declaration: RohsDeclaration, rows: list[ReadRow], *, by: Account, at: datetime) -> int:
    declaration.measurements.all().delete()
    RohsMeasurement.objects.bulk_create(
        RohsMeasurement(
            declaration=declaration,
            part=row.part,
            material=row.material,
            substance=row.substance,
            ppm=row.ppm,
            below_detection=row.below_detection,
            exemption=row.exemption,
        )
        for row in rows
    )
    certificate = declaration.certificate
    record("certificate.rohs", certificate, by=by, at=at, supplier=certificate.supplier, facts={"measurements": len(rows)})
    return len(rows)


def _open_draft(certificate: Certificate, by: Account) -> Certificate:
    row = Certificate.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=certificate.pk)
    if not enters_certificates(by, row.supplier_id):
        raise NotAllowed
    if row.status != CertificateStatus.DRAFT or row.kind != CertificateKind.ROHS:
        raise MoveNotAllowed("edit", row.status, by.acting_role)
    return row
