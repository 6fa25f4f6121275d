"""States of signed documents and of the tasks to sign them; terms. Source: docs/life_cycle.md, signing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class DocumentKind(StrEnum):
    """What can be signed."""

    INTEGRITY_UNDERTAKING = "IU"
    CODE_OF_CONDUCT = "COC"
    CARBON_AGREEMENT = "CAA"


REQUIRED_FOR_ADMITTANCE = (DocumentKind.INTEGRITY_UNDERTAKING, DocumentKind.CODE_OF_CONDUCT)


class DocumentStatus(StrEnum):
    """Life of one version of a document."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


class SignatureStatus(StrEnum):
    """Life of one supplier's task to sign one version."""

    ASSIGNED = "ASSIGNED"
    VIEWED = "VIEWED"
    SIGNED = "SIGNED"
    SUPERSEDED = "SUPERSEDED"
    EXPIRED = "EXPIRED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class Authority(StrEnum):
    """On what the signatory's power to bind the supplier rests."""

    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE"
    WRITTEN_AUTHORITY = "WRITTEN_AUTHORITY"


OPEN_SIGNATURES = (SignatureStatus.ASSIGNED, SignatureStatus.VIEWED)

_SIGNATORY = frozenset({Role.SUPPLIER_SIGNATORY})
_SYSTEM = frozenset({Role.SYSTEM})

SIGNATURE_WORKFLOW = Workflow(
    name="signature",
    states=SignatureStatus,
    moves=(
        Move("view", (SignatureStatus.ASSIGNED,), SignatureStatus.VIEWED, _SIGNATORY),
        Move("sign", (SignatureStatus.VIEWED,), SignatureStatus.SIGNED, _SIGNATORY),
        Move("refuse", OPEN_SIGNATURES, SignatureStatus.REFUSED, _SIGNATORY, reason=True),
        Move("supersede", (SignatureStatus.SIGNED, *OPEN_SIGNATURES), SignatureStatus.SUPERSEDED, _SYSTEM),
        Move("expire", (SignatureStatus.SIGNED,), SignatureStatus.EXPIRED, _SYSTEM),
        Move("withdraw", OPEN_SIGNATURES, SignatureStatus.WITHDRAWN, _SYSTEM),
    ),
)

DOCUMENT_WORKFLOW = Workflow(
    name="document version",
    states=DocumentStatus,
    moves=(
        Move("approve", (DocumentStatus.DRAFT,), DocumentStatus.APPROVED, frozenset({Role.INTEGRITY}), second_person=True),
        Move("publish", (DocumentStatus.APPROVED,), DocumentStatus.PUBLISHED, frozenset({Role.INTEGRITY})),
        Move("retire", (DocumentStatus.PUBLISHED,), DocumentStatus.RETIRED, frozenset({Role.INTEGRITY, Role.SYSTEM})),
    ),
)


@dataclass(frozen=True)
class SignatureTerms:
    """Months a signature holds and days to give it; proposals of this project, set by configuration."""

    valid_months: int = 36
    sign_within_days: int = 30
    code_minutes: int = 15
    code_attempts: int = 5


def valid_until(signed_on: date, months: int) -> date:
    """The last day a signature holds: the same day `months` later, clamped to the month's end."""
    total = signed_on.year * 12 + signed_on.month - 1 + months
    year, month = divmod(total, 12)
    month += 1
    for day in range(signed_on.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, signed_on.day)
