"""Checking an application: the check list, sending back, rejecting, approving by two."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from suppliers.models import Account, Admittance, Approval, Evidence, QualificationCheck, ReturnItem
from suppliers.permissions import NotAllowed, approves_admittance, checks_qualification
from suppliers.rules.application import PROFILES, Section
from suppliers.rules.qualification import Check, CheckResult, Gap, may_be_not_applicable
from suppliers.rules.role import Role
from suppliers.rules.standing import WORKFLOW, Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.selectors.admittance import editor_ids
from suppliers.selectors.clock import local_day
from suppliers.selectors.qualification import admittance_gaps, automatic_findings, province_in_code
from suppliers.selectors.recipient import people_of, staff_in
from suppliers.services.admittance import lock_admittance
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.signature import assign_admittance_documents
from suppliers.services.supplier import admit_when_signed, close_application
from suppliers.services.transitions import move_supplier

MEND_WITHIN = timedelta(days=14)


class NotQualified(Exception):
    """Checks still stand in the way; `gaps` in the order of the list."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__(", ".join(f"{gap.check} {gap.reason}" for gap in gaps))
        self.gaps = gaps


class ProfileNotConfirmed(Exception):
    """Procurement has not confirmed whether the supplier is an office or a production supplier."""


class ApprovedAlready(Exception):
    """This role's approval, or this person's, has been given."""


class NothingFailed(Exception):
    """An application is rejected only for a hard check that failed."""


class ResultNotPossible(Exception):
    """This check cannot have this result."""

    def __init__(self, check: Check, result: CheckResult) -> None:
        super().__init__(f"{check} {result}")
        self.check = check
        self.result = result


class ProofMissing(Exception):
    """A hard check is passed with a file or with the place where it was looked up."""


@transaction.atomic
def start_checking(admittance: Admittance, *, by: Account, at: datetime) -> Admittance:
    """T3: open the ten checks with what Assay finds by itself. Raises MoveNotAllowed, SecondPersonNeeded."""
    admittance = lock_admittance(admittance.pk)
    _in_standing(admittance, by, "start_checking", Standing.SUBMITTED)
    move_supplier(
        admittance.supplier,
        "start_checking",
        by=by,
        at=at,
        entered_by=editor_ids(admittance),
        facts={"admittance": admittance.pk},
    )
    found = automatic_findings(admittance, today=local_day(at))
    for check in Check:
        # Another round after sending back starts from new findings; what was looked up before stays to be read.
        row, _new = QualificationCheck.objects.get_or_create(admittance=admittance, code=check)
        row.result = CheckResult.OPEN
        row.finding = {"notes": [finding.as_json() for finding in found[check]]}
        row.checked_by, row.checked_at = None, None
        row.save(update_fields=["result", "finding", "checked_by", "checked_at"])
    return admittance


@transaction.atomic
def record_check(
    check: QualificationCheck,
    result: CheckResult,
    *,
    by: Account,
    at: datetime,
    source: str = "",
    note: str = "",
    evidence: Collection[Evidence] = (),
) -> QualificationCheck:
    """Write down what came out of one check; approvals given before it was changed are void.

    Raises NotAllowed, MoveNotAllowed (not being checked), SecondPersonNeeded, ResultNotPossible, ProofMissing,
    ReasonNeeded (a failed, explained or not applicable check says why).
    """
    if not checks_qualification(by):
        raise NotAllowed
    admittance = _locked_in_checking(check.admittance_id, by, "record_check")
    if by.pk in editor_ids(admittance):
        raise SecondPersonNeeded("record_check")
    if any(file.supplier_id != admittance.supplier_id for file in evidence):
        raise NotAllowed
    check = QualificationCheck.objects.get(pk=check.pk)
    _refuse_result(Check(check.code), result, admittance)
    if result in {CheckResult.FAILED, CheckResult.EXPLAINED, CheckResult.NOT_APPLICABLE} and not note.strip():
        raise ReasonNeeded("record_check")
    has_proof = bool(source.strip()) or bool(evidence) or check.evidence.exists()
    if result is CheckResult.PASSED and Check(check.code).is_hard and not has_proof:
        raise ProofMissing
    before = {"result": check.result, "source": check.source, "note": check.note}
    check.result, check.source, check.note = result, source.strip(), note.strip()
    check.checked_by, check.checked_at = by, at
    check.save(update_fields=["result", "source", "note", "checked_by", "checked_at"])
    check.evidence.add(*evidence)
    record(
        "qualificationcheck.record",
        check,
        by=by,
        at=at,
        supplier=admittance.supplier,
        facts={"check": check.code, "before": before["result"], "after": str(result), "files": [f.sha256 for f in evidence]},
        reason=check.note,
    )
    _void_approvals(admittance, by=by, at=at)
    return check


def _refuse_result(check: Check, result: CheckResult, admittance: Admittance) -> None:
    impossible = result is CheckResult.EXPLAINED and check.is_hard
    if result is CheckResult.NOT_APPLICABLE:
        in_code = province_in_code(admittance.supplier) is not None
        impossible = not may_be_not_applicable(check, province_in_code=in_code)
    if impossible:
        raise ResultNotPossible(check, result)


def _in_standing(admittance: Admittance, by: Account | None, act: str, standing: Standing) -> None:
    if admittance.closed_at is not None or admittance.supplier.standing != standing:
        raise MoveNotAllowed(act, admittance.supplier.standing, by.acting_role if by else None)


def _locked_in_checking(pk: int, by: Account, act: str) -> Admittance:
    admittance = lock_admittance(pk)
    _in_standing(admittance, by, act, Standing.CHECKING)
    return admittance


def _void_approvals(admittance: Admittance, *, by: Account, at: datetime) -> None:
    given = list(admittance.approvals.values_list("role", flat=True))
    if given:
        admittance.approvals.all().delete()
        record("admittance.void_approvals", admittance, by=by, at=at, supplier=admittance.supplier, facts={"roles": given})


@transaction.atomic
def confirm_profile(admittance: Admittance, profile: str, *, by: Account, at: datetime) -> Admittance:
    """Procurement says whether the supplier works in offices only or produces; it decides what is asked later.

    Raises NotAllowed, MoveNotAllowed, SecondPersonNeeded, ValueError for an unknown profile.
    """
    if not checks_qualification(by):
        raise NotAllowed
    if profile not in PROFILES:
        raise ValueError(profile)
    admittance = _locked_in_checking(admittance.pk, by, "confirm_profile")
    if by.pk in editor_ids(admittance):
        raise SecondPersonNeeded("confirm_profile")
    supplier = admittance.supplier
    facts = {"declared": supplier.profile, "confirmed": profile}
    supplier.profile, supplier.profile_confirmed_by = profile, by
    supplier.save(update_fields=["profile", "profile_confirmed_by", "updated_at"])
    record("supplier.confirm_profile", supplier, by=by, at=at, supplier=supplier, facts=facts)
    _void_approvals(admittance, by=by, at=at)
    return admittance


@transaction.atomic
def send_back(admittance: Admittance, items: Sequence[tuple[Section, str]], *, by: Account, at: datetime) -> Admittance:
    """T4: back to the supplier with a reason per item, to be mended in 14 days.

    Raises MoveNotAllowed, SecondPersonNeeded, ReasonNeeded (no item, or one without words).
    """
    admittance = _locked_in_checking(admittance.pk, by, "send_back")
    if not items or any(not reason.strip() for _section, reason in items):
        raise ReasonNeeded("send_back")
    entered_by = editor_ids(admittance)
    sections = [str(section) for section, _reason in items]
    reason = "\n".join(f"{section}: {text.strip()}" for section, text in items)
    move_supplier(
        admittance.supplier, "send_back", by=by, at=at, reason=reason, entered_by=entered_by, facts={"sections": sections}
    )
    ReturnItem.objects.bulk_create(
        ReturnItem(admittance=admittance, section=section, reason=text.strip(), returned_by=by, returned_at=at)
        for section, text in items
    )
    admittance.approvals.all().delete()
    admittance.due_on = local_day(at) + MEND_WITHIN
    admittance.save(update_fields=["due_on"])
    _tell_of_return(admittance, items, at=at)
    return admittance


def _tell_of_return(admittance: Admittance, items: Sequence[tuple[Section, str]], *, at: datetime) -> None:
    readers = list(people_of(admittance.supplier_id, Role.SUPPLIER_ADMIN))
    if admittance.submitted_by is not None and not admittance.submitted_by.is_supplier:
        readers.append(admittance.submitted_by)
    for person in readers:
        queue_notice(
            "application_returned",
            key=f"application_returned:{admittance.pk}:{at.isoformat()}:{person.pk}",
            at=at,
            to=person,
            supplier=admittance.supplier,
            facts={
                "number": admittance.supplier.number,
                "due_on": admittance.due_on.isoformat() if admittance.due_on else "",
                "items": [{"section": str(section), "reason": text.strip()} for section, text in items],
            },
            url="/supplier/application/" if person.is_supplier else f"/admin/suppliers/admittance/{admittance.pk}/change/",
        )


@transaction.atomic
def reject(admittance: Admittance, *, by: Account, at: datetime, reason: str) -> Admittance:
    """T5: a manager closes the application because a hard check failed; a new one may come after 90 days.

    Raises MoveNotAllowed, SecondPersonNeeded, ReasonNeeded, NothingFailed.
    """
    admittance = _locked_in_checking(admittance.pk, by, "reject")
    failed = [
        code for code in admittance.checks.filter(result=CheckResult.FAILED).values_list("code", flat=True) if Check(code).is_hard
    ]
    if not failed:
        # Who may not reject at all is told that first.
        WORKFLOW.check("reject", admittance.supplier.standing, by.acting_role)
        raise NothingFailed
    facts: dict[str, Any] = {"failed": failed}
    entered_by = editor_ids(admittance)
    move_supplier(admittance.supplier, "reject", by=by, at=at, reason=reason, entered_by=entered_by, facts=facts)
    admittance.approvals.all().delete()
    close_application(admittance, kind="application_rejected", at=at, facts={**facts, "reason": reason.strip()})
    return admittance


@transaction.atomic
def approve(admittance: Admittance, *, by: Account, at: datetime, note: str = "") -> Admittance:
    """One of the two approvals; with the second one the documents to sign are assigned (T6).

    Raises NotAllowed, MoveNotAllowed, SecondPersonNeeded, NotQualified, ProfileNotConfirmed, ApprovedAlready,
    DocumentNotPublished.
    """
    if not approves_admittance(by):
        raise NotAllowed
    admittance = _locked_in_checking(admittance.pk, by, "approve")
    entered_by = editor_ids(admittance)
    if by.pk in entered_by:
        raise SecondPersonNeeded("approve")
    gaps = admittance_gaps(admittance)
    if gaps:
        raise NotQualified(gaps)
    if admittance.supplier.profile_confirmed_by_id is None:
        raise ProfileNotConfirmed
    given = list(admittance.approvals.all())
    if any(approval.role == by.role or approval.approved_by_id == by.pk for approval in given):
        raise ApprovedAlready
    Approval.objects.create(admittance=admittance, role=by.role, approved_by=by, approved_at=at, note=note.strip())
    facts = {"role": by.role, "snapshot_sha256": admittance.snapshot_sha256}
    record("admittance.approve", admittance, by=by, at=at, supplier=admittance.supplier, facts=facts, reason=note.strip())
    if given:
        _finish_approval(admittance, by=by, at=at, entered_by=entered_by)
    else:
        _ask_the_other(admittance, by=by, at=at)
    return admittance


def _finish_approval(admittance: Admittance, *, by: Account, at: datetime, entered_by: Collection[int]) -> None:
    move_supplier(admittance.supplier, "approve", by=by, at=at, entered_by=entered_by, facts={"admittance": admittance.pk})
    assign_admittance_documents(admittance.supplier, at=at)
    for person in people_of(admittance.supplier_id, Role.SUPPLIER_ADMIN):
        queue_notice(
            "application_approved",
            key=f"application_approved:{admittance.pk}:{at.isoformat()}:{person.pk}",
            at=at,
            to=person,
            supplier=admittance.supplier,
            facts={"number": admittance.supplier.number},
            url="/supplier/signatures/",
        )
    # A supplier that comes back may hold both signatures still.
    if admit_when_signed(admittance.supplier, at=at):
        admittance.supplier.refresh_from_db()


def _ask_the_other(admittance: Admittance, *, by: Account, at: datetime) -> None:
    other = Role.INTEGRITY if by.role == Role.MANAGER else Role.MANAGER
    for person in staff_in(other):
        queue_notice(
            "approval_wanted",
            key=f"approval_wanted:{admittance.pk}:{at.isoformat()}:{person.pk}",
            at=at,
            to=person,
            supplier=admittance.supplier,
            facts={"number": admittance.supplier.number},
            url=f"/admin/suppliers/admittance/{admittance.pk}/change/",
        )
