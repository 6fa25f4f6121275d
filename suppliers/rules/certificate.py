"""Certificates and permits: kinds, review, registry state; what is valid on a day. Source: docs/certificates.md."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class CertificateKind(StrEnum):
    """What is certified or permitted."""

    CCC = "CCC"
    CCC_SELF_DECLARATION = "CCC_SELF_DECLARATION"
    ROHS = "ROHS"
    ISO_14001 = "ISO_14001"
    ISO_45001 = "ISO_45001"
    ISO_50001 = "ISO_50001"
    ISO_37001 = "ISO_37001"
    DISCHARGE_PERMIT = "DISCHARGE_PERMIT"
    DISCHARGE_REGISTRATION = "DISCHARGE_REGISTRATION"
    HAZARDOUS_WASTE_LICENCE = "HAZARDOUS_WASTE_LICENCE"
    WEEE_LICENCE = "WEEE_LICENCE"


class CertificateStatus(StrEnum):
    """How far our own review has come; whether the paper is valid is a matter of dates and of the registry."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    VERIFIED = "VERIFIED"
    REJECTED = "REJECTED"
    SUPERSEDED = "SUPERSEDED"


class RegistryStatus(StrEnum):
    """What the issuer's public register says."""

    UNKNOWN = "UNKNOWN"
    VALID = "VALID"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


class HolderRole(StrEnum):
    """Who holds the paper: the supplier itself or the manufacturer of what it sells."""

    SUPPLIER = "SUPPLIER"
    MANUFACTURER = "MANUFACTURER"


_WRITERS = frozenset({Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR, Role.PROCUREMENT})
_SUBMITTERS = frozenset({Role.SUPPLIER_ADMIN, Role.PROCUREMENT})
_VERIFIERS = frozenset({Role.PROCUREMENT, Role.AUDITOR})

WORKFLOW = Workflow(
    name="certificate",
    states=CertificateStatus,
    moves=(
        Move("submit", (CertificateStatus.DRAFT,), CertificateStatus.SUBMITTED, _SUBMITTERS),
        Move("verify", (CertificateStatus.SUBMITTED,), CertificateStatus.VERIFIED, _VERIFIERS, second_person=True),
        Move("reject", (CertificateStatus.SUBMITTED,), CertificateStatus.REJECTED, _VERIFIERS, second_person=True, reason=True),
        Move("reopen", (CertificateStatus.REJECTED,), CertificateStatus.DRAFT, _WRITERS),
        Move("supersede", (CertificateStatus.VERIFIED,), CertificateStatus.SUPERSEDED, frozenset({Role.SYSTEM})),
    ),
)
