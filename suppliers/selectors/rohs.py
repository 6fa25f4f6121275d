"""Reading restricted substances: the table that ships, and what a proof says of its materials."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from suppliers.models import RohsDeclaration, RohsMeasurement
from suppliers.rules.rohs import (
    Exceedance,
    Measured,
    RohsTable,
    Substance,
    exceedances,
    exemption_ends,
    missing_substances,
    report_counts_until,
)

ROHS_FILE = Path(__file__).resolve().parent.parent / "library" / "rohs.yaml"


@lru_cache(maxsize=1)
def rohs_table() -> RohsTable:
    """Limits and exemptions of suppliers/library/rohs.yaml. Raises BadRohsTable when the file is damaged."""
    return RohsTable.from_mapping(yaml.safe_load(ROHS_FILE.read_text(encoding="utf-8")))


def rohs_of(certificate_id: int) -> RohsDeclaration | None:
    """What a RoHS proof rests on; None while it is not entered."""
    return RohsDeclaration.objects.filter(certificate_id=certificate_id).prefetch_related("measurements").first()


def measured(declaration: RohsDeclaration) -> list[Measured]:
    """Its concentrations as the rules read them."""
    return [measured_row(row) for row in declaration.measurements.all()]


def measured_row(row: RohsMeasurement) -> Measured:
    """One concentration as the rules read it."""
    return Measured(row.part, row.material, Substance(row.substance), row.ppm, row.exemption)


def covered_substances(declaration: RohsDeclaration) -> set[str]:
    """What the proof declares and what it measured."""
    return {*declaration.substances, *(row.substance for row in declaration.measurements.all())}


def substances_missing(declaration: RohsDeclaration) -> list[Substance]:
    """The restricted substances of which the proof says nothing."""
    return missing_substances(covered_substances(declaration))


def rohs_exceedances(declaration: RohsDeclaration, on: date) -> list[Exceedance]:
    """The homogeneous materials above a limit that no exemption allows on a day."""
    return exceedances(measured(declaration), rohs_table(), on=on)


def rohs_ends(declaration: RohsDeclaration) -> list[date]:
    """The days after which the proof no longer counts: the report's age, the exemptions it rests on."""
    table = rohs_table()
    ends = exemption_ends(measured(declaration), table)
    until = report_counts_until(declaration.reported_on, unchanged=declaration.unchanged_since, table=table)
    return [*ends, *([until] if until else [])]
