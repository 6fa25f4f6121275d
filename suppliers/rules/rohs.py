"""Restricted substances: the ten of RoHS and their limits per homogeneous material. Source: docs/certificates.md, RoHS."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from suppliers.rules.month import add_months


class RohsScheme(StrEnum):
    """On what the proof rests."""

    EU = "EU"
    CN_VOLUNTARY = "CN_VOLUNTARY"
    CN_SELF_DECLARATION = "CN_SELF_DECLARATION"
    TEST_REPORT = "TEST_REPORT"


class Substance(StrEnum):
    """The ten restricted substances."""

    PB = "PB"
    HG = "HG"
    CD = "CD"
    CR6 = "CR6"
    PBB = "PBB"
    PBDE = "PBDE"
    DEHP = "DEHP"
    BBP = "BBP"
    DBP = "DBP"
    DIBP = "DIBP"


class BadRohsTable(Exception):
    """The file that ships with the product is damaged; the message says where."""


@dataclass(frozen=True)
class Exemption:
    """An allowed excess of one substance, up to `most_ppm` (None: without a figure), until the end of `ends_on`."""

    id: str
    substance: Substance
    most_ppm: Decimal | None
    ends_on: date | None
    name_en: str
    name_zh: str


@dataclass(frozen=True)
class RohsTable:
    """Limits in mg/kg per homogeneous material, exemptions by number, and how old a report may be."""

    limits: Mapping[Substance, Decimal]
    exemptions: Mapping[str, Exemption]
    report_months: int

    @classmethod
    def from_mapping(cls, data: Any) -> "RohsTable":
        """Raises BadRohsTable unless all ten substances have a limit and every exemption is whole."""
        if not isinstance(data, dict) or set(data) != {"limits", "exemptions", "report_months"}:
            raise BadRohsTable("parts: limits, exemptions, report_months")
        if set(data["limits"]) != {str(substance) for substance in Substance}:
            raise BadRohsTable("limits: all ten substances and no other")
        exemptions = [_exemption(row) for row in data["exemptions"]]
        return cls(
            limits={Substance(code): Decimal(str(ppm)) for code, ppm in data["limits"].items()},
            exemptions={exemption.id: exemption for exemption in exemptions},
            report_months=int(data["report_months"]),
        )


@dataclass(frozen=True)
class Measured:
    """One concentration in one homogeneous material, in mg/kg."""

    part: str
    material: str
    substance: Substance
    ppm: Decimal
    exemption: str = ""


class Excess(StrEnum):
    """Why a concentration above its limit is not allowed."""

    NO_EXEMPTION = "NO_EXEMPTION"
    UNKNOWN_EXEMPTION = "UNKNOWN_EXEMPTION"
    OTHER_SUBSTANCE = "OTHER_SUBSTANCE"
    ABOVE_EXEMPTION = "ABOVE_EXEMPTION"
    EXEMPTION_ENDED = "EXEMPTION_ENDED"


@dataclass(frozen=True)
class Exceedance:
    """A homogeneous material above a limit: which, by what, and why no exemption lets it pass."""

    measured: Measured
    limit: Decimal
    why: Excess


def exceedances(rows: Iterable[Measured], table: RohsTable, *, on: date) -> list[Exceedance]:
    """Every concentration above its limit that no exemption allows on the day. A value at the limit is within it."""
    found = []
    for row in rows:
        limit = table.limits[row.substance]
        why = _why_not(row, table, on) if row.ppm > limit else None
        if why is not None:
            found.append(Exceedance(row, limit, why))
    return found


def exemption_ends(rows: Iterable[Measured], table: RohsTable) -> list[date]:
    """The last days of the exemptions that the rows above their limits rest on."""
    used = {row.exemption for row in rows if row.ppm > table.limits[row.substance]}
    return sorted(end for name in used if name in table.exemptions and (end := table.exemptions[name].ends_on))


def missing_substances(covered: Iterable[str]) -> list[Substance]:
    """The restricted substances that a proof does not speak of, in the order of the directive."""
    named = set(covered)
    return [substance for substance in Substance if substance not in named]


def report_counts_until(reported_on: date, *, unchanged: bool, table: RohsTable) -> date | None:
    """The last day a report counts: 24 months after its day, or without an end while the product is stated unchanged."""
    return None if unchanged else add_months(reported_on, table.report_months)


def _why_not(row: Measured, table: RohsTable, on: date) -> Excess | None:
    if not row.exemption:
        return Excess.NO_EXEMPTION
    exemption = table.exemptions.get(row.exemption)
    if exemption is None:
        return Excess.UNKNOWN_EXEMPTION
    if exemption.substance is not row.substance:
        return Excess.OTHER_SUBSTANCE
    if exemption.ends_on is not None and on > exemption.ends_on:
        return Excess.EXEMPTION_ENDED
    if exemption.most_ppm is not None and row.ppm > exemption.most_ppm:
        return Excess.ABOVE_EXEMPTION
    return None


def _exemption(row: Any) -> Exemption:
    if set(row) != {"id", "substance", "most_ppm", "ends_on", "en", "zh"}:
        raise BadRohsTable(f"exemption {row}")
    most = None if row["most_ppm"] is None else Decimal(str(row["most_ppm"]))
    return Exemption(str(row["id"]), Substance(row["substance"]), most, row["ends_on"], row["en"], row["zh"])
