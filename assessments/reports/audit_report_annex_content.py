"""What the annexes of an audit report say (part 12): evidence index, change log, glossary, legal basis."""

from dataclasses import dataclass
from datetime import date, datetime

from suppliers.reports.edition import Bilingual, Shown


@dataclass(frozen=True)
class EvidenceLine:
    """Part 12: one file with one decision on it. `verified_by` is "" until somebody has decided."""

    reference: str
    file_name: str
    sha256: str
    size: int
    questions: tuple[str, ...]
    uploaded_by: str
    uploaded_at: datetime
    status: Shown
    verified_by: str = ""
    verified_at: datetime | None = None


@dataclass(frozen=True)
class Change:
    """Part 12: what a version of this report changed."""

    version: int
    on: date
    what: Shown


@dataclass(frozen=True)
class Term:
    """Part 12: a word of the glossary."""

    term: Shown
    meaning: Shown


@dataclass(frozen=True)
class LegalSource:
    """Part 12: a law or standard a question refers to. `note` says from when, or which edition."""

    code: str
    title: Bilingual
    kind: Bilingual
    note: Bilingual | None = None


@dataclass(frozen=True)
class LegalGroup:
    """Sources that share their kind and note, so that both are printed once."""

    kind: Bilingual
    note: Bilingual | None
    sources: tuple[LegalSource, ...]


@dataclass(frozen=True)
class Annexes:
    """Part 12."""

    evidence: tuple[EvidenceLine, ...]
    changes: tuple[Change, ...]
    glossary: tuple[Term, ...]
    legal_basis: tuple[LegalSource, ...]

    @property
    def legal_groups(self) -> tuple[LegalGroup, ...]:
        """The legal basis in its order, sources of the same kind and note together where the first of them stands."""
        groups: dict[tuple[Bilingual, Bilingual | None], list[LegalSource]] = {}
        for source in self.legal_basis:
            groups.setdefault((source.kind, source.note), []).append(source)
        return tuple(LegalGroup(kind, note, tuple(sources)) for (kind, note), sources in groups.items())
