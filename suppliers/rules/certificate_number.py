"""What the number of a certificate says of itself: its form, and what it contradicts. Source: docs/certificates.md, numbers."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from suppliers.rules.certificate import DISCHARGE_KINDS, CertificateKind
from suppliers.rules.certificate_table import CertificateTable

CCC_LENGTH = 16
CCC_FIRST_YEAR = 2002
DISCHARGE = re.compile("[0-9A-Z]{18}[0-9]{3}[0-9A-Z]")
CREDIT_CODE_LENGTH = 18
WITHOUT_CREDIT_CODE = "H9"


@dataclass(frozen=True)
class Remark:
    """One finding about a paper: a code with the facts of its sentence; `is_refusal` keeps it from being submitted."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    is_refusal: bool = False


@dataclass(frozen=True)
class CccNumber:
    """The parts of a 3C number: year of first issue, certification body, product class, serial."""

    year: int
    body: str
    product_code: str
    serial: str


def normal_number(kind: CertificateKind, typed: str) -> str:
    """A number in the one form it is stored in. Numbers of strict form lose blanks and hyphens; others keep theirs."""
    text = " ".join(unicodedata.normalize("NFKC", typed).upper().split())
    if kind is CertificateKind.CCC or kind is CertificateKind.DISCHARGE_PERMIT:
        return re.sub(r"[\s\-]", "", text)
    return text


def ccc_parts(number: str) -> CccNumber | None:
    """The parts of a 16-digit 3C number; None when it is not one.

    >>> ccc_parts("2016010901123456")
    CccNumber(year=2016, body='01', product_code='0901', serial='123456')
    """
    if len(number) != CCC_LENGTH or not (number.isascii() and number.isdigit()):
        return None
    return CccNumber(int(number[:4]), number[4:6], number[6:10], number[10:])


def number_remarks(
    kind: CertificateKind, number: str, *, table: CertificateTable, valid_from: date, credit_code: str = ""
) -> list[Remark]:
    """What is wrong or unusual with a number in its normal form. `credit_code` is the supplier's, if it has one."""
    if kind is CertificateKind.CCC:
        return _ccc_remarks(number, table=table, valid_from=valid_from)
    if kind in DISCHARGE_KINDS:
        return _discharge_remarks(kind, number, credit_code=credit_code)
    return []


def _ccc_remarks(number: str, *, table: CertificateTable, valid_from: date) -> list[Remark]:
    parts = ccc_parts(number)
    if parts is None:
        return [Remark("CCC_FORM", {"length": str(len(number))}, is_refusal=True)]
    found = []
    if not CCC_FIRST_YEAR <= parts.year <= valid_from.year:
        # The year of first issue stays when a certificate is renewed, so it may be older than this paper, never younger.
        found.append(Remark("CCC_YEAR", {"year": str(parts.year)}, is_refusal=True))
    if parts.body not in table.bodies:
        found.append(Remark("CCC_BODY", {"body": parts.body}))
    if parts.product_code not in table.catalogue:
        found.append(Remark("CCC_PRODUCT_CODE", {"product_code": parts.product_code}))
    return found


def _discharge_remarks(kind: CertificateKind, number: str, *, credit_code: str) -> list[Remark]:
    if not DISCHARGE.fullmatch(number):
        # Registrations are numbered like permits, but older receipts are not: a warning there, a refusal here.
        is_permit = kind is CertificateKind.DISCHARGE_PERMIT
        return [Remark("DISCHARGE_FORM", {"length": str(len(number))}, is_refusal=is_permit)]
    if number.startswith(WITHOUT_CREDIT_CODE):
        return [Remark("DISCHARGE_WITHOUT_CREDIT_CODE")]
    if number[:CREDIT_CODE_LENGTH] != credit_code:
        return [Remark("DISCHARGE_OTHER_HOLDER", {"in_number": number[:CREDIT_CODE_LENGTH]})]
    return []
