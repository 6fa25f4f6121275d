"""Certificates and permits: kinds, review, registry state; what is valid on a day. Source: docs/certificates.md."""

from datetime import date
from enum import StrEnum
from typing import Protocol

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


class CertificateState(StrEnum):
    """What a paper is worth on a day: our review, its dates and the public register in one word."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    REJECTED = "REJECTED"
    NOT_LOOKED_UP = "NOT_LOOKED_UP"
    NOT_YET_VALID = "NOT_YET_VALID"
    VALID = "VALID"
    EXPIRING = "EXPIRING"
    EXPIRED = "EXPIRED"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
    CANCELLED = "CANCELLED"
    SUPERSEDED = "SUPERSEDED"


VALID_STATES = frozenset({CertificateState.VALID, CertificateState.EXPIRING})
BANDS = (90, 60, 30, 7)
"""Days before the end at which a warning is due, once each."""

DISCHARGE_KINDS = frozenset({CertificateKind.DISCHARGE_PERMIT, CertificateKind.DISCHARGE_REGISTRATION})
MANDATORY_KINDS = DISCHARGE_KINDS | {CertificateKind.HAZARDOUS_WASTE_LICENCE, CertificateKind.WEEE_LICENCE}
"""Without these a supplier that once showed one may not work on: their lapse is the lapse of a mandatory qualification."""

CCC_KINDS = frozenset({CertificateKind.CCC, CertificateKind.CCC_SELF_DECLARATION})
PRODUCT_KINDS = CCC_KINDS | {CertificateKind.ROHS}
"""Papers about products; they may be held by the manufacturer, and they cover named products only."""

OPEN_ENDED_KINDS = frozenset({CertificateKind.CCC_SELF_DECLARATION, CertificateKind.ROHS})
"""Kinds that may name no end; every other paper without one has not been read to its end."""


class Paper(Protocol):
    """What the validity of a paper hangs on; a row of the table will do."""

    @property
    def status(self) -> str: ...
    @property
    def registry_status(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


_REGISTER = {
    RegistryStatus.SUSPENDED: CertificateState.SUSPENDED,
    RegistryStatus.REVOKED: CertificateState.REVOKED,
    RegistryStatus.CANCELLED: CertificateState.CANCELLED,
    RegistryStatus.EXPIRED: CertificateState.EXPIRED,
    RegistryStatus.UNKNOWN: CertificateState.NOT_LOOKED_UP,
}


def state_on(paper: Paper, on: date) -> CertificateState:
    """The state on a local day. A paper is good until the end of its last day."""
    status = CertificateStatus(paper.status)
    if status is not CertificateStatus.VERIFIED:
        return CertificateState(status.value)
    register = RegistryStatus(paper.registry_status)
    if register in {RegistryStatus.REVOKED, RegistryStatus.CANCELLED}:
        return _REGISTER[register]
    if paper.valid_to is not None and on > paper.valid_to:
        return CertificateState.EXPIRED
    if register is not RegistryStatus.VALID:
        return _REGISTER[register]
    if on < paper.valid_from:
        return CertificateState.NOT_YET_VALID
    return CertificateState.EXPIRING if band_on(paper.valid_to, on) else CertificateState.VALID


def is_valid_on(paper: Paper, on: date) -> bool:
    """Verified, from <= day <= until, and the register says valid; nothing else supports an answer, a label or an award."""
    return state_on(paper, on) in VALID_STATES


def band_on(valid_to: date | None, on: date) -> int | None:
    """The narrowest of the 90, 60, 30 and 7 days in which the end lies; None further away, without an end, or past it."""
    if valid_to is None or on > valid_to:
        return None
    left = (valid_to - on).days
    return min((band for band in BANDS if left <= band), default=None)
