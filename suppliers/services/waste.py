"""Contractors to whom a supplier hands over waste: entered with their licence, verified by a second person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from suppliers.models import Account, Evidence, Supplier, WasteContractor
from suppliers.permissions import NotAllowed, enters_certificates, submits_certificates, verifies_certificates
from suppliers.rules.certificate import RegistryStatus, band_on
from suppliers.rules.role import Role
from suppliers.rules.standing import COUNTED
from suppliers.rules.waste import WORKFLOW, ContractorStatus, WasteKind
from suppliers.rules.workflow import MoveNotAllowed, SecondPersonNeeded
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import people_of
from suppliers.selectors.waste import contractor_entered_by
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.transitions import apply_move


@dataclass(frozen=True)
class ContractorDraft:
    """A contractor and its licence as typed off the paper."""

    kind: WasteKind
    name: str
    licence_number: str
    valid_from: date
    valid_to: date
    identifier: str = ""
    issuer: str = ""
    categories: str = ""


class LicenceEndsBeforeStart(Exception):
    """The licence would end before it begins."""


class ContractorExists(Exception):
    """This licence has been entered for the supplier already."""


class ContractorNotLicensed(Exception):
    """The register does not say valid, or the licence is not in force: waste may not be handed over. Carries which."""

    def __init__(self, found: RegistryStatus) -> None:
        super().__init__(str(found))
        self.found = found


class ContractorFileMissing(Exception):
    """A contractor is verified with the licence at hand."""


@transaction.atomic
def enter_contractor(
    supplier: Supplier, draft: ContractorDraft, file: Evidence | None, *, by: Account, at: datetime
) -> WasteContractor:
    """Store a contractor; it waits to be verified. Raises NotAllowed, LicenceEndsBeforeStart, ContractorExists."""
    if not enters_certificates(by, supplier.pk) or (file is not None and file.supplier_id != supplier.pk):
        raise NotAllowed
    if draft.valid_to < draft.valid_from:
        raise LicenceEndsBeforeStart
    row = WasteContractor(supplier=supplier, file=file, entered_by=by, entered_at=at, **vars(draft))
    row.licence_number = " ".join(draft.licence_number.upper().split())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ContractorExists from error
    record("wastecontractor.enter", row, by=by, at=at, supplier=supplier, facts=_facts(row))
    return row


@transaction.atomic
def verify_contractor(contractor: WasteContractor, *, found: RegistryStatus, by: Account, at: datetime) -> WasteContractor:
    """Accept a contractor whose licence was looked up and is in force, by somebody who did not enter it.

    Raises NotAllowed, MoveNotAllowed, SecondPersonNeeded, ContractorFileMissing, ContractorNotLicensed.
    """
    row = _locked(contractor)
    if not verifies_certificates(by):
        raise NotAllowed
    WORKFLOW.check("verify", row.status, by.acting_role)
    if row.file is None:
        raise ContractorFileMissing
    if found is not RegistryStatus.VALID:
        raise ContractorNotLicensed(found)
    if row.valid_to < local_day(at):
        raise ContractorNotLicensed(RegistryStatus.EXPIRED)
    facts = {**_facts(row), "register": str(found)}
    apply_move(row, WORKFLOW, "verify", by=by, at=at, entered_by=contractor_entered_by(row), facts=facts)
    row.registry_status, row.decided_by, row.decided_at = found, by, at
    row.save(update_fields=["registry_status", "decided_by", "decided_at"])
    return row


@transaction.atomic
def reject_contractor(contractor: WasteContractor, *, reason: str, by: Account, at: datetime) -> WasteContractor:
    """Do not accept a contractor, and say why. Raises NotAllowed, MoveNotAllowed, SecondPersonNeeded, ReasonNeeded."""
    row = _locked(contractor)
    if not verifies_certificates(by):
        raise NotAllowed
    apply_move(row, WORKFLOW, "reject", by=by, at=at, reason=reason, entered_by=contractor_entered_by(row), facts=_facts(row))
    row.reason, row.decided_by, row.decided_at = reason.strip(), by, at
    row.save(update_fields=["reason", "decided_by", "decided_at"])
    _tell(row, "waste_contractor_rejected", key=at.isoformat(), at=at, reason=row.reason)
    return row


@transaction.atomic
def check_contractor(contractor: WasteContractor, *, found: RegistryStatus, by: Account, at: datetime) -> WasteContractor:
    """Note what the register says of a verified contractor. Who entered it may report bad news only.

    Raises NotAllowed, MoveNotAllowed, SecondPersonNeeded.
    """
    row = _locked(contractor)
    if not verifies_certificates(by):
        raise NotAllowed
    if row.status != ContractorStatus.VERIFIED or found is RegistryStatus.UNKNOWN:
        raise MoveNotAllowed("registry_check", row.status, by.acting_role)
    if found is RegistryStatus.VALID and by.pk in contractor_entered_by(row):
        raise SecondPersonNeeded("registry_check")
    row.registry_status = found
    row.save(update_fields=["registry_status"])
    facts = {**_facts(row), "register": str(found)}
    record("wastecontractor.registry_check", row, by=by, at=at, supplier=row.supplier, facts=facts)
    if found is not RegistryStatus.VALID:
        _tell(row, "waste_contractor_registry", key=at.isoformat(), at=at, found=str(found))
    return row


@transaction.atomic
def end_contractor(contractor: WasteContractor, *, by: Account, at: datetime) -> WasteContractor:
    """The supplier no longer hands waste to it. Raises NotAllowed, MoveNotAllowed."""
    row = _locked(contractor)
    if not submits_certificates(by, row.supplier_id):
        raise NotAllowed
    return apply_move(row, WORKFLOW, "end", by=by, at=at, facts=_facts(row))


@transaction.atomic
def waste_clock(*, at: datetime) -> int:
    """Warn of licences that end in 90, 60, 30 and 7 days, once each, and of those that have ended. Returns how many."""
    today = local_day(at)
    rows = WasteContractor.objects.filter(status=ContractorStatus.VERIFIED, supplier__standing__in=COUNTED)
    told = 0
    for row in rows.filter(valid_to__lte=date.fromordinal(today.toordinal() + 90)).select_related("supplier"):
        band = band_on(row.valid_to, today)
        if band is not None:
            told += _tell(row, "waste_contractor_expiring", key=f"{row.valid_to}:{band}", at=at)
        elif (today - row.valid_to).days <= 90:
            told += _tell(row, "waste_contractor_expired", key=f"{row.valid_to}", at=at)
    return told


def _locked(contractor: WasteContractor) -> WasteContractor:
    rows = WasteContractor.objects.select_for_update(of=("self",)).select_related("supplier", "file")
    return rows.get(pk=contractor.pk)


def _facts(row: WasteContractor) -> dict[str, Any]:
    return {"waste_kind": str(row.kind), "name": row.name, "number": row.licence_number}


def _tell(row: WasteContractor, kind: str, *, key: str, at: datetime, **facts: Any) -> int:
    people = list(people_of(row.supplier_id, Role.SUPPLIER_ADMIN))
    for person in people:
        queue_notice(
            kind,
            key=f"{kind}:{row.pk}:{key}:{person.pk}",
            at=at,
            to=person,
            supplier=row.supplier,
            facts={**_facts(row), "valid_to": row.valid_to.isoformat(), **facts},
            url="/supplier/waste/",
        )
    return len(people)
