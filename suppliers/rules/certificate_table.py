"""The facts about kinds of certificates that change with time: bodies, product codes, editions, terms. Strictly read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from suppliers.rules.certificate import CertificateKind

CODE = re.compile("[0-9]{4}")
BODY = re.compile("[0-9]{2}")


class BadCertificateTable(Exception):
    """The file that ships with the product is damaged; the message says where."""


@dataclass(frozen=True)
class CatalogueEntry:
    """A product class of the 3C catalogue."""

    code: str
    name_en: str
    name_zh: str


@dataclass(frozen=True)
class Edition:
    """An edition of a management system standard; from the day after `lapses_on` no certificate of it counts."""

    kind: CertificateKind
    year: int
    name: str
    lapses_on: date | None


@dataclass(frozen=True)
class CertificateTable:
    """Bodies and catalogue of the 3C system, editions of standards, usual terms, and how often a register is looked up."""

    bodies: Mapping[str, tuple[str, str]]
    catalogue: Mapping[str, CatalogueEntry]
    editions: tuple[Edition, ...]
    most_years: Mapping[CertificateKind, int]
    recheck_days: Mapping[CertificateKind, int]

    @classmethod
    def from_mapping(cls, data: Any) -> "CertificateTable":
        """Raises BadCertificateTable when a part is missing, unknown or of the wrong form."""
        wanted = {"bodies", "catalogue", "editions", "most_years", "recheck_days"}
        if not isinstance(data, dict) or set(data) != wanted:
            raise BadCertificateTable("parts: " + ", ".join(sorted(wanted)))
        return cls(
            bodies={_matching(BODY, code): (row["en"], row["zh"]) for code, row in data["bodies"].items()},
            catalogue={
                _matching(CODE, code): CatalogueEntry(code, row["en"], row["zh"]) for code, row in data["catalogue"].items()
            },
            editions=tuple(_edition(row) for row in data["editions"]),
            most_years={CertificateKind(kind): _positive(years) for kind, years in data["most_years"].items()},
            recheck_days={CertificateKind(kind): _positive(days) for kind, days in data["recheck_days"].items()},
        )

    def edition_of(self, kind: CertificateKind, printed: str) -> Edition | None:
        """The edition a printed standard names, as in `GB/T 24001-2016/ISO 14001:2015`; None when it names none we know."""
        known = {edition.year: edition for edition in self.editions if edition.kind is kind}
        number = kind.value.removeprefix("ISO_")
        years = re.findall(rf"{number}\s*[:：\-–—]\s*((?:19|20)\d\d)", printed)
        return next((known[int(year)] for year in years if int(year) in known), None)


def _edition(row: Any) -> Edition:
    if set(row) != {"kind", "year", "name", "lapses_on"}:
        raise BadCertificateTable(f"edition {row}")
    lapses = row["lapses_on"]
    if lapses is not None and not isinstance(lapses, date):
        raise BadCertificateTable(f"edition {row['name']}: lapses_on is no day")
    return Edition(CertificateKind(row["kind"]), int(row["year"]), str(row["name"]), lapses)


def _matching(form: re.Pattern[str], code: Any) -> str:
    if not isinstance(code, str) or not form.fullmatch(code):
        raise BadCertificateTable(f"code {code!r}")
    return code


def _positive(number: Any) -> int:
    if not isinstance(number, int) or number < 1:
        raise BadCertificateTable(f"number {number!r}")
    return number
