"""Entering certificates and permits, handing them in, verifying them, and what the public register says of them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from suppliers.models import Account, Certificate, Evidence, Product, RegistryCheck, Supplier
from suppliers.permissions import NotAllowed, enters_certificates, submits_certificates, verifies_certificates
from suppliers.rules.certificate import (
    WORKFLOW,
    CertificateKind,
    CertificateStatus,
    HolderRole,
    RegistryStatus,
)
from suppliers.rules.certificate_number import Remark, normal_number
from suppliers.rules.certificate_review import counted_until
from suppliers.rules.role import Role
from suppliers.rules.workflow import MoveNotAllowed, SecondPersonNeeded
from suppliers.selectors.certificate import certificate_remarks, certificate_table, entered_by_ids, stated_paper
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import people_of
from suppliers.selectors.rohs import rohs_ends, rohs_of
from suppliers.services.certificate_effect import supersede_replaced, validity_changed
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.rohs import check_rohs
from suppliers.services.transitions import apply_move

FIELDS = (
    "kind", "number", "holder_role", "holder_name", "factory", "issuer", "standard_edition", "scope", "site_addresses",
    "issued_on", "valid_from", "valid_to", "registry_url",
)  # fmt: skip


@dataclass(frozen=True)
class CertificateDraft:
    """What is typed off a paper. `products` are ids of the supplier's own; `replaces` is the paper it renews."""

    kind: CertificateKind
    number: str
    holder_name: str
    issuer: str
    valid_from: date
    valid_to: date | None = None
    holder_role: HolderRole = HolderRole.SUPPLIER
    factory: str = ""
    standard_edition: str = ""
    scope: str = ""
    site_addresses: str = ""
    issued_on: date | None = None
    registry_url: str = ""
    products: tuple[int, ...] = ()
    replaces: int | None = None


@dataclass(frozen=True)
class LookUp:
    """What the public register said: on which day (None: today), with the picture of the page, and a note."""

    found: RegistryStatus
    checked_on: date | None = None
    proof: Evidence | None = None
    note: str = field(default="")


class CertificateRefused(Exception):
    """The paper contradicts itself, the register or the products. `remarks` are the refusing ones."""

    def __init__(self, remarks: list[Remark]) -> None:
        super().__init__(", ".join(remark.code for remark in remarks))
        self.remarks = remarks


class CertificateExists(Exception):
    """This number is already entered for the supplier and under way or verified."""


class CertificateFileMissing(Exception):
    """A paper is handed in with its file."""


class RegisterNotLookedUp(Exception):
    """Nobody verifies a paper without having looked it up."""


class RegisterRefuses(Exception):
    """The register says the paper is revoked, cancelled or expired: it cannot be verified. Carries what it says."""

    def __init__(self, found: RegistryStatus) -> None:
        super().__init__(str(found))
        self.found = found


class LookUpInFuture(Exception):
    """A look-up is dated after today, or before the one that is already known."""


@transaction.atomic
def enter_certificate(
    supplier: Supplier, draft: CertificateDraft, *, by: Account, at: datetime, certificate: Certificate | None = None
) -> Certificate:
    """Store a draft, new or again. Raises NotAllowed, CertificateRefused (its dates), CertificateExists, MoveNotAllowed."""
    if not enters_certificates(by, supplier.pk):
        raise NotAllowed
    if draft.valid_to is not None and draft.valid_to < draft.valid_from:
        raise CertificateRefused([Remark("ENDS_BEFORE_START", is_refusal=True)])
    act = "certificate.edit" if certificate else "certificate.enter"
    row = _locked(certificate) if certificate else Certificate(supplier=supplier, entered_by=by, entered_at=at)
    if row.status != CertificateStatus.DRAFT:
        raise MoveNotAllowed("edit", row.status, by.acting_role)
    for name in FIELDS:
        setattr(row, name, getattr(draft, name))
    row.number = normal_number(draft.kind, draft.number)
    row.replaces = Certificate.objects.filter(supplier=supplier, pk=draft.replaces).first() if draft.replaces else None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise CertificateExists from error
    row.products.set(Product.objects.filter(supplier=supplier, pk__in=draft.products))
    facts = {"certificate_kind": str(row.kind), "number": row.number}
    record(act, row, by=by, at=at, supplier=supplier, facts=facts)
    return row


@transaction.atomic
def attach_certificate_file(certificate: Certificate, file: Evidence, *, by: Account, at: datetime) -> Certificate:
    """Lay the stored file to a draft. Raises NotAllowed, MoveNotAllowed."""
    row = _locked(certificate)
    if not enters_certificates(by, row.supplier_id) or file.supplier_id != row.supplier_id:
        raise NotAllowed
    if row.status != CertificateStatus.DRAFT:
        raise MoveNotAllowed("edit", row.status, by.acting_role)
    row.file = file
    row.save(update_fields=["file"])
    record("certificate.attach", row, by=by, at=at, supplier=row.supplier, facts={"sha256": file.sha256})
    return row


@transaction.atomic
def submit_certificate(certificate: Certificate, *, by: Account, at: datetime) -> Certificate:
    """Hand a draft in. Raises NotAllowed, MoveNotAllowed, CertificateFileMissing, CertificateRefused, and as `check_rohs`."""
    row = _locked(certificate)
    if not submits_certificates(by, row.supplier_id):
        raise NotAllowed
    WORKFLOW.check("submit", row.status, by.acting_role)
    if row.file is None:
        raise CertificateFileMissing
    _check_paper(row, on=local_day(at))
    apply_move(row, WORKFLOW, "submit", by=by, at=at, facts=_facts(row))
    row.submitted_at, row.reason = at, ""
    row.save(update_fields=["submitted_at", "reason"])
    return row


@transaction.atomic
def reopen_certificate(certificate: Certificate, *, by: Account, at: datetime) -> Certificate:
    """Take a paper that was not accepted back into a draft, to mend it. Raises NotAllowed, MoveNotAllowed, CertificateExists."""
    row = _locked(certificate)
    if not enters_certificates(by, row.supplier_id):
        raise NotAllowed
    again = Certificate.objects.filter(supplier=row.supplier, kind=row.kind, number=row.number).exclude(pk=row.pk)
    if again.filter(status__in=["DRAFT", "SUBMITTED", "VERIFIED"]).exists():
        raise CertificateExists
    return apply_move(row, WORKFLOW, "reopen", by=by, at=at, facts=_facts(row))


@transaction.atomic
def verify_certificate(certificate: Certificate, look_up: LookUp, *, by: Account, at: datetime) -> Certificate:
    """Accept a paper that was looked up, by somebody who did not enter it; from now on it counts while it is valid.

    The last day it counts is the printed end, the lapse of its edition, or for RoHS the report's age and its exemptions.
    Raises NotAllowed, MoveNotAllowed, SecondPersonNeeded, RegisterNotLookedUp, RegisterRefuses, LookUpInFuture,
    CertificateRefused, and what `check_rohs` raises.
    """
    row = _locked(certificate)
    if not verifies_certificates(by):
        raise NotAllowed
    WORKFLOW.check("verify", row.status, by.acting_role)
    if look_up.found is RegistryStatus.UNKNOWN:
        raise RegisterNotLookedUp
    if look_up.found not in {RegistryStatus.VALID, RegistryStatus.SUSPENDED}:
        raise RegisterRefuses(look_up.found)
    _check_paper(row, on=local_day(at))
    until = _counted_until(row)
    facts = {**_facts(row), "valid_until": until.isoformat() if until else ""}
    if until != row.valid_to:
        facts["printed_end"] = row.valid_to.isoformat() if row.valid_to else ""
    apply_move(row, WORKFLOW, "verify", by=by, at=at, entered_by=entered_by_ids(row), facts=facts)
    row.valid_to, row.decided_by, row.decided_at = until, by, at
    row.save(update_fields=["valid_to", "decided_by", "decided_at"])
    _keep_look_up(row, look_up, by=by, at=at)
    supersede_replaced([row], at=at)
    _tell(row, "certificate_verified", at)
    validity_changed([row.supplier_id], at=at)
    return row


@transaction.atomic
def reject_certificate(certificate: Certificate, *, reason: str, by: Account, at: datetime) -> Certificate:
    """Do not accept a paper, and say why. Raises NotAllowed, MoveNotAllowed, SecondPersonNeeded, ReasonNeeded."""
    row = _locked(certificate)
    if not verifies_certificates(by):
        raise NotAllowed
    entered = entered_by_ids(row)
    apply_move(row, WORKFLOW, "reject", by=by, at=at, reason=reason, entered_by=entered, facts=_facts(row))
    row.reason, row.decided_by, row.decided_at = reason.strip(), by, at
    row.save(update_fields=["reason", "decided_by", "decided_at"])
    _tell(row, "certificate_rejected", at, reason=row.reason)
    return row


@transaction.atomic
def record_registry_check(certificate: Certificate, look_up: LookUp, *, by: Account, at: datetime) -> RegistryCheck:
    """Note what the register says of a verified paper; it counts, or no longer counts, from this moment on.

    Who entered the paper may report that it is no longer valid, not that it is. Raises NotAllowed, MoveNotAllowed,
    SecondPersonNeeded, RegisterNotLookedUp, LookUpInFuture.
    """
    row = _locked(certificate)
    if not verifies_certificates(by):
        raise NotAllowed
    if row.status != CertificateStatus.VERIFIED:
        raise MoveNotAllowed("registry_check", row.status, by.acting_role)
    if look_up.found is RegistryStatus.UNKNOWN:
        raise RegisterNotLookedUp
    if look_up.found is RegistryStatus.VALID and by.pk in entered_by_ids(row):
        raise SecondPersonNeeded("registry_check")
    before = row.registry_status
    check = _keep_look_up(row, look_up, by=by, at=at)
    if before != row.registry_status:
        if row.registry_status != RegistryStatus.VALID:
            _tell(row, "certificate_registry", at, found=row.registry_status)
        validity_changed([row.supplier_id], at=at)
    return check


def _keep_look_up(row: Certificate, look_up: LookUp, *, by: Account, at: datetime) -> RegistryCheck:
    today = local_day(at)
    day = look_up.checked_on or today
    if day > today or (row.registry_checked_on and day < row.registry_checked_on):
        raise LookUpInFuture
    check = RegistryCheck.objects.create(
        certificate=row, checked_on=day, found=look_up.found, checked_by=by, proof=look_up.proof, note=look_up.note
    )
    every = certificate_table().recheck_days.get(CertificateKind(row.kind))
    row.registry_status, row.registry_checked_on = look_up.found, day
    row.next_check_on = date.fromordinal(day.toordinal() + every) if every else None
    row.save(update_fields=["registry_status", "registry_checked_on", "next_check_on"])
    facts = {**_facts(row), "register": str(look_up.found), "checked_on": day.isoformat()}
    record("certificate.registry_check", row, by=by, at=at, supplier=row.supplier, facts=facts)
    return check


def _check_paper(row: Certificate, *, on: date) -> None:
    refusing = [remark for remark in certificate_remarks(row) if remark.is_refusal]
    if refusing:
        raise CertificateRefused(refusing)
    if row.kind == CertificateKind.ROHS:
        check_rohs(row, on=on)


def _counted_until(row: Certificate) -> date | None:
    declaration = rohs_of(row.pk) if row.kind == CertificateKind.ROHS else None
    return counted_until(stated_paper(row), certificate_table(), others=rohs_ends(declaration) if declaration else ())


def _locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("supplier", "file")
    return rows.get(pk=certificate.pk)


def _facts(row: Certificate) -> dict[str, str]:
    return {"certificate_kind": str(row.kind), "number": row.number}


def _tell(row: Certificate, kind: str, at: datetime, **facts: Any) -> None:
    """A notice to the supplier's administrators."""
    for person in people_of(row.supplier_id, Role.SUPPLIER_ADMIN):
        queue_notice(
            kind,
            key=f"{kind}:{row.pk}:{at.isoformat()}:{person.pk}",
            at=at,
            to=person,
            supplier=row.supplier,
            facts={**_facts(row), "valid_to": row.valid_to.isoformat() if row.valid_to else "", **facts},
            url=f"/supplier/certificates/{row.pk}/",
        )
