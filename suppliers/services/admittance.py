"""Writing, submitting and confirming an application."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from suppliers.models import Account, Admittance, Evidence, Supplier
from suppliers.permissions import NotAllowed, edits_application, works_for
from suppliers.rules.application import TABLE, Section
from suppliers.rules.application_match import Note, identifier_of
from suppliers.rules.application_reading import ApplicationReading
from suppliers.rules.role import Role
from suppliers.rules.standing import EDITABLE, Standing
from suppliers.rules.workflow import MoveNotAllowed
from suppliers.selectors.admittance import application_reading, same_identifier
from suppliers.selectors.clock import local_day
from suppliers.selectors.qualification import blacklist_matches
from suppliers.selectors.recipient import people_of, staff_in
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.profile import DuplicateSupplier, write_profile
from suppliers.services.supplier import admit_when_signed, close_application
from suppliers.services.transitions import move_supplier

IDLE_AFTER_RETURN = timedelta(days=60)
DRAFT_LIMIT = 200_000  # bytes of one part
__all__ = ["DuplicateSupplier"]


class NotEditable(Exception):
    """The application has been submitted or closed: nothing is typed into it now."""

    def __init__(self, standing: str) -> None:
        super().__init__(standing)
        self.standing = standing


class DraftTooLarge(Exception):
    """More text than a part of the form may hold; `most` in bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class DraftConflict(Exception):
    """Somebody else saved this part since it was read. Carries their text, so that the second person can choose."""

    def __init__(self, section: Section, stored: dict[str, Any], version: int, saved_by: Account | None, saved_at: str) -> None:
        super().__init__(section)
        self.section = section
        self.stored = stored
        self.version = version
        self.saved_by = saved_by
        self.saved_at = saved_at


class NotComplete(Exception):
    """The application cannot be submitted yet; `problems` in the order of the form."""

    def __init__(self, problems: tuple[Note, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class NothingToConfirm(Exception):
    """There is nothing of procurement's that the supplier would have to confirm."""


@dataclass(frozen=True)
class DraftSaved:
    """A part as it is stored now: the version to state with the next save, and what is wrong or odd in it."""

    version: int
    saved_at: datetime
    reading: ApplicationReading


def lock_admittance(pk: int) -> Admittance:
    """The application and its supplier, locked until the transaction ends; the supplier first, as everywhere."""
    admittance = Admittance.objects.get(pk=pk)
    supplier = Supplier.objects.select_for_update().get(pk=admittance.supplier_id)
    admittance = Admittance.objects.select_for_update().get(pk=pk)
    admittance.supplier = supplier
    return admittance


@transaction.atomic
def save_draft(
    admittance: Admittance, section: Section, raw: dict[str, Any], *, expected_version: int, by: Account, at: datetime
) -> DraftSaved:
    """Keep one part as it was typed, right or wrong, and say what is wrong or odd in it.

    `expected_version` is the draft's version when the part was read. Saving what is stored already is no conflict.
    Raises NotAllowed, NotEditable, DraftTooLarge, DraftConflict; then nothing is written.
    """
    admittance = _editable(admittance, by)
    typed = _storable_part(section, raw)
    if len(json.dumps(typed).encode()) > DRAFT_LIMIT:
        raise DraftTooLarge(DRAFT_LIMIT)
    kept = admittance.draft.get(section) or {}
    if (kept.get("raw") or {}) != typed:
        if int(kept.get("version", 0)) > expected_version:
            raise _conflict(section, kept)
        _keep(admittance, section, typed, by, at)
    reading = application_reading(admittance, today=local_day(at)).of(section)
    return DraftSaved(admittance.draft_version, admittance.draft_saved_at or at, reading)


def _editable(admittance: Admittance, by: Account) -> Admittance:
    if not edits_application(by, admittance.supplier_id):
        raise NotAllowed
    admittance = lock_admittance(admittance.pk)
    if admittance.closed_at is not None or admittance.supplier.standing not in EDITABLE:
        raise NotEditable(admittance.supplier.standing)
    return admittance


def _keep(admittance: Admittance, section: Section, typed: dict[str, Any], by: Account, at: datetime) -> None:
    admittance.draft_version += 1
    admittance.draft_saved_at = at
    admittance.draft = {
        **admittance.draft,
        section: {"raw": typed, "version": admittance.draft_version, "by": by.pk, "at": at.isoformat()},
    }
    admittance.save(update_fields=["draft", "draft_version", "draft_saved_at"])
    admittance.editors.add(by)


def _conflict(section: Section, kept: dict[str, Any]) -> DraftConflict:
    saved_by = Account.objects.filter(pk=int(kept.get("by", 0))).first()
    return DraftConflict(section, kept.get("raw") or {}, int(kept.get("version", 0)), saved_by, str(kept.get("at", "")))


def _storable_part(section: Section, raw: dict[str, Any]) -> dict[str, Any]:
    """The fields and rows this part has, and nothing else."""
    table = TABLE[section]
    typed: dict[str, Any] = {asked.name: _storable(raw[asked.name]) for asked in table.fields if asked.name in raw}
    for row_set in table.row_sets:
        rows = raw.get(row_set.name)
        if isinstance(rows, list):
            typed[row_set.name] = [
                {asked.name: _storable(row[asked.name]) for asked in row_set.fields if asked.name in row}
                for row in rows
                if isinstance(row, dict)
            ]
    return typed


def _storable(raw: object) -> str | bool:
    """Text as typed, but for what no database takes: control characters and halves of characters."""
    if isinstance(raw, bool):
        return raw
    text = "" if raw is None else str(raw)
    return "".join(
        character for character in text if character in "\r\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )


@transaction.atomic
def attach_bank_paper(admittance: Admittance, evidence: Evidence, *, by: Account, at: datetime) -> Admittance:
    """Take an uploaded file as the bank paper of the application. Raises NotAllowed, NotEditable."""
    admittance = _editable(admittance, by)
    if evidence.supplier_id != admittance.supplier_id:
        raise NotAllowed
    admittance.bank_paper = evidence
    admittance.draft_saved_at = at
    # The part was worked on; its text, and with it its version, stays.
    kept = admittance.draft.get(Section.BANK) or {"raw": {}, "version": 0}
    admittance.draft = {**admittance.draft, Section.BANK: {**kept, "by": by.pk, "at": at.isoformat()}}
    admittance.save(update_fields=["bank_paper", "draft", "draft_saved_at"])
    admittance.editors.add(by)
    record(
        "admittance.attach_bank_paper",
        admittance,
        by=by,
        at=at,
        supplier=admittance.supplier,
        facts={"evidence": evidence.pk, "sha256": evidence.sha256},
    )
    return admittance


def submit_application(admittance: Admittance, *, by: Account, at: datetime) -> Admittance:
    """T2: read the draft, write it to the supplier, keep a snapshot with its digest, and hand it to procurement.

    Raises NotAllowed, MoveNotAllowed (already submitted: a second click), NotComplete, DuplicateSupplier; then nothing
    of the application is written. A duplicate that is blacklisted is told to integrity & compliance all the same.
    """
    try:
        return _submit(admittance, by=by, at=at)
    except DuplicateSupplier as refusal:
        if refusal.other.standing == Standing.BLACKLISTED:
            _alert_integrity(admittance, [{"number": refusal.other.number, "shared": "identifier"}], at=at)
        raise


@transaction.atomic
def _submit(admittance: Admittance, *, by: Account, at: datetime) -> Admittance:
    if not edits_application(by, admittance.supplier_id):
        raise NotAllowed
    admittance = lock_admittance(admittance.pk)
    supplier = admittance.supplier
    if admittance.closed_at is not None or supplier.standing not in EDITABLE:
        raise MoveNotAllowed("submit", supplier.standing, by.acting_role)
    reading = application_reading(admittance, today=local_day(at))
    if reading.problems:
        raise NotComplete(reading.problems)
    identifier = identifier_of(reading.values[Section.COMPANY])
    other = same_identifier(identifier, besides=supplier.pk).first() if identifier else None
    if other is not None:
        raise DuplicateSupplier(other)
    write_profile(supplier, reading.values)
    _keep_snapshot(admittance, reading, by=by, at=at)
    move_supplier(supplier, "submit", by=by, at=at, facts={"admittance": admittance.pk, "sha256": admittance.snapshot_sha256})
    _tell_of_submission(admittance, by=by, at=at)
    matches = blacklist_matches(supplier)
    if matches:
        _alert_integrity(admittance, matches, at=at)
    return admittance


def _keep_snapshot(admittance: Admittance, reading: ApplicationReading, *, by: Account, at: datetime) -> None:
    admittance.previous_snapshot = admittance.snapshot
    take_snapshot(admittance, reading)
    admittance.intake = "SELF" if by.is_supplier else "PROCUREMENT"
    admittance.submitted_by, admittance.submitted_at = by, at
    # What the supplier's administrator submits needs no second word from the supplier; what procurement submits does.
    admittance.confirmed_by, admittance.confirmed_at = (by, at) if by.is_supplier else (None, None)
    admittance.due_on = None
    admittance.save()
    if not by.is_supplier:
        admittance.editors.add(by)
    admittance.return_items.filter(settled_at__isnull=True).update(settled_at=at)


def take_snapshot(admittance: Admittance, reading: ApplicationReading) -> None:
    """Set what was submitted, value by value, and its digest; nothing is written."""
    paper = admittance.bank_paper
    content = {str(section): dict(values) for section, values in reading.values.items()}
    content["files"] = {"bank_paper": paper.sha256 if paper else ""}
    content["region"] = {"group": admittance.supplier.region_group}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    admittance.snapshot = json.loads(text)
    admittance.snapshot_sha256 = hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


def _tell_of_submission(admittance: Admittance, *, by: Account, at: datetime) -> None:
    supplier, facts = admittance.supplier, {"number": admittance.supplier.number}
    stamp = at.isoformat()
    for officer in staff_in(Role.PROCUREMENT).exclude(pk=by.pk):
        queue_notice(
            "application_submitted",
            key=f"application_submitted:{admittance.pk}:{stamp}:{officer.pk}",
            at=at,
            to=officer,
            supplier=supplier,
            facts=facts,
            url=f"/admin/suppliers/admittance/{admittance.pk}/change/",
        )
    kind = "application_received" if by.is_supplier else "application_confirm"
    for person in people_of(supplier.pk, Role.SUPPLIER_ADMIN):
        queue_notice(
            kind,
            key=f"{kind}:{admittance.pk}:{stamp}:{person.pk}",
            at=at,
            to=person,
            supplier=supplier,
            facts=facts,
            url="/supplier/application/" if by.is_supplier else "/supplier/application/confirm/",
        )


@transaction.atomic
def _alert_integrity(admittance: Admittance, matches: list[dict[str, str]], *, at: datetime) -> None:
    """The applicant is told nothing of it."""
    for officer in staff_in(Role.INTEGRITY):
        queue_notice(
            "blacklist_match",
            key=f"blacklist_match:{admittance.pk}:{at.date().isoformat()}:{officer.pk}",
            at=at,
            to=officer,
            supplier=admittance.supplier,
            facts={"number": admittance.supplier.number, "matches": matches},
            url=f"/admin/suppliers/admittance/{admittance.pk}/change/",
        )
    record("admittance.blacklist_match", admittance, by=None, at=at, supplier=admittance.supplier, facts={"matches": matches})


CONFIRMABLE = (Standing.SUBMITTED, Standing.CHECKING, Standing.AWAITING_SIGNATURE)


def _confirmable(admittance: Admittance, by: Account) -> Admittance:
    if not (works_for(by, admittance.supplier_id) and by.role == Role.SUPPLIER_ADMIN):
        raise NotAllowed
    admittance = lock_admittance(admittance.pk)
    waits = admittance.intake == "PROCUREMENT" and admittance.submitted_at is not None and admittance.confirmed_at is None
    if not waits or admittance.supplier.standing not in CONFIRMABLE:
        raise NothingToConfirm
    return admittance


@transaction.atomic
def confirm_application(admittance: Admittance, *, by: Account, at: datetime) -> Admittance:
    """The supplier's administrator takes what procurement entered as its own word; needed before T7.

    Raises NotAllowed, NothingToConfirm.
    """
    admittance = _confirmable(admittance, by)
    admittance.confirmed_by, admittance.confirmed_at = by, at
    admittance.save(update_fields=["confirmed_by", "confirmed_at"])
    facts = {"sha256": admittance.snapshot_sha256}
    record("admittance.confirm", admittance, by=by, at=at, supplier=admittance.supplier, facts=facts)
    admit_when_signed(admittance.supplier, at=at)
    return admittance


@transaction.atomic
def object_to_application(admittance: Admittance, *, by: Account, at: datetime, reason: str) -> Admittance:
    """The supplier says that what procurement entered is not right; procurement is told and sends the file back.

    Raises NotAllowed, NothingToConfirm, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError(reason)
    admittance = _confirmable(admittance, by)
    record("admittance.object", admittance, by=by, at=at, supplier=admittance.supplier, reason=reason.strip())
    for officer in staff_in(Role.PROCUREMENT):
        queue_notice(
            "application_objection",
            key=f"application_objection:{admittance.pk}:{at.isoformat()}:{officer.pk}",
            at=at,
            to=officer,
            supplier=admittance.supplier,
            facts={"number": admittance.supplier.number, "reason": reason.strip()},
            url=f"/admin/suppliers/admittance/{admittance.pk}/change/",
        )
    return admittance


def idle_admittances(*, at: datetime) -> Iterator[Admittance]:
    """Applications sent back and untouched for 60 days."""
    since = at - IDLE_AFTER_RETURN
    waiting = Admittance.objects.filter(closed_at__isnull=True, supplier__standing=Standing.RETURNED).select_related("supplier")
    for admittance in waiting:
        newest = admittance.return_items.order_by("-returned_at").values_list("returned_at", flat=True).first()
        touched = max((moment for moment in (newest, admittance.draft_saved_at) if moment), default=admittance.opened_at)
        if touched <= since:
            yield admittance


@transaction.atomic
def lapse_idle_application(admittance: Admittance, *, at: datetime) -> bool:
    """T4: close an application that nobody mended. False when it moved in the meantime."""
    admittance = lock_admittance(admittance.pk)
    if admittance.closed_at is not None or admittance.supplier.standing != Standing.RETURNED:
        return False
    move_supplier(admittance.supplier, "lapse", by=None, at=at, reason="Sent back and untouched for 60 days.")
    close_application(admittance, kind="application_lapsed", at=at)
    return True
