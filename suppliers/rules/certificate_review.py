"""What stands against a paper before it is submitted and before it is verified, and until when it counts."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from suppliers.rules.certificate import OPEN_ENDED_KINDS, PRODUCT_KINDS, CertificateKind, HolderRole
from suppliers.rules.certificate_holder import HolderMatch
from suppliers.rules.certificate_number import Remark, ccc_parts, number_remarks
from suppliers.rules.certificate_table import CertificateTable
from suppliers.rules.month import add_months

SERIES = re.compile(r"(.+?)\s*(?:\*|系列|SERIES)$")
_BETWEEN = re.compile(r"[\s,;，；、/|()（）]+")
_LEAP_DAY_SLACK = timedelta(days=1)


@dataclass(frozen=True)
class CoveredProduct:
    """A product a paper is said to cover: its name, its 3C code (or nothing) and its models."""

    name: str
    catalogue_code: str = ""
    models: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatedPaper:
    """What was typed off a paper, as far as the checks need it."""

    kind: CertificateKind
    number: str
    holder_role: HolderRole
    scope: str
    valid_from: date
    valid_to: date | None
    standard_edition: str = ""
    products: tuple[CoveredProduct, ...] = ()


def remarks(paper: StatedPaper, *, holder: HolderMatch, table: CertificateTable, credit_code: str = "") -> list[Remark]:
    """All that is wrong (`is_refusal`) or unusual with a paper, in the order of the form."""
    return [
        *number_remarks(paper.kind, paper.number, table=table, valid_from=paper.valid_from, credit_code=credit_code),
        *_holder_remarks(holder),
        *_date_remarks(paper, table),
        *_edition_remarks(paper, table),
        *product_remarks(paper),
    ]


def models_of(stored: str) -> tuple[str, ...]:
    """The single models of the one field they are typed into."""
    return tuple(part for part in _BETWEEN.split(unicodedata.normalize("NFKC", stored).upper()) if part)


def unnamed_models(models: Iterable[str], scope: str) -> list[str]:
    """The models that a paper's scope does not name. `AB-100 series`, `AB-100系列` and `AB-100*` name all that begin so."""
    text = unicodedata.normalize("NFKC", scope).upper()
    named = set(models_of(re.sub(r"\s+(SERIES|系列)", r"\1", text)))
    stems = tuple(found[1] for name in named if (found := SERIES.fullmatch(name)))
    return [model for model in models if model not in named and not model.startswith(stems or ("\0",))]


def product_remarks(paper: StatedPaper) -> list[Remark]:
    """Products that a paper about products cannot cover: none named, another 3C class, models it does not name."""
    if paper.kind not in PRODUCT_KINDS:
        return []
    if not paper.products:
        return [Remark("NO_PRODUCT", is_refusal=True)]
    found: list[Remark] = []
    number = ccc_parts(paper.number) if paper.kind is CertificateKind.CCC else None
    for product in paper.products:
        if number and product.catalogue_code and product.catalogue_code != number.product_code:
            facts = {"product": product.name, "product_code": product.catalogue_code, "in_number": number.product_code}
            found.append(Remark("OTHER_PRODUCT_CODE", facts, is_refusal=True))
        missing = unnamed_models(product.models, paper.scope)
        if missing:
            facts = {"product": product.name, "models": ", ".join(missing)}
            found.append(Remark("MODEL_NOT_NAMED", facts, is_refusal=True))
    return found


def counted_until(paper: StatedPaper, table: CertificateTable, *, others: Sequence[date] = ()) -> date | None:
    """The last day a paper can count: the printed end, the end of its edition, or one of `others`, whichever comes first."""
    edition = table.edition_of(paper.kind, paper.standard_edition)
    ends = [paper.valid_to, edition.lapses_on if edition else None, *others]
    return min((end for end in ends if end is not None), default=None)


def _holder_remarks(holder: HolderMatch) -> list[Remark]:
    codes = {
        HolderMatch.DIFFERENT: Remark("HOLDER_DIFFERENT", is_refusal=True),
        HolderMatch.FORMER_NAME: Remark("HOLDER_FORMER_NAME"),
        HolderMatch.OTHER_SCRIPT: Remark("HOLDER_OTHER_SCRIPT"),
        HolderMatch.MANUFACTURER: Remark("HOLDER_MANUFACTURER"),
    }
    return [codes[holder]] if holder in codes else []


def _date_remarks(paper: StatedPaper, table: CertificateTable) -> list[Remark]:
    if paper.valid_to is None:
        return [] if paper.kind in OPEN_ENDED_KINDS else [Remark("END_MISSING", is_refusal=True)]
    if paper.valid_to < paper.valid_from:
        return [Remark("ENDS_BEFORE_START", is_refusal=True)]
    years = table.most_years.get(paper.kind)
    if years and paper.valid_to > add_months(paper.valid_from, 12 * years) + _LEAP_DAY_SLACK:
        return [Remark("TERM_TOO_LONG", {"years": str(years)})]
    return []


def _edition_remarks(paper: StatedPaper, table: CertificateTable) -> list[Remark]:
    if not any(edition.kind is paper.kind for edition in table.editions):
        return []
    edition = table.edition_of(paper.kind, paper.standard_edition)
    if edition is None:
        return [Remark("EDITION_UNKNOWN")]
    if edition.lapses_on is None:
        return []
    facts = {"edition": edition.name, "day": edition.lapses_on.isoformat()}
    if edition.lapses_on < paper.valid_from:
        return [Remark("EDITION_LAPSED", facts, is_refusal=True)]
    return [Remark("EDITION_LAPSES", facts)] if paper.valid_to and edition.lapses_on < paper.valid_to else []
