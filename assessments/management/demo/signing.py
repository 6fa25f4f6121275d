"""Writing documents and signatures: the undertaking of everybody counted, the code of conduct of all but a few."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from assessments.management.demo.chain import Chain
from assessments.management.demo.dice import dice, office_hour
from assessments.management.demo.life import stood
from assessments.management.demo.people import Staff
from assessments.management.demo.plan import CODE_OF_CONDUCT_UNSIGNED, REFERENCE
from assessments.management.demo.register import Entered
from suppliers.models import DocumentVersion, Signature
from suppliers.rules.signature import (
    Authority,
    DocumentKind,
    DocumentStatus,
    SignatureStatus,
    SignatureTerms,
    valid_until,
)
from suppliers.rules.standing import COUNTED
from suppliers.selectors.clock import local_day
from suppliers.selectors.document_text import DOCUMENTS, read_document_file
from suppliers.services.signature import METHOD, receipt_sha256

DOCUMENTS_FILE = Path(__file__).with_name("documents.yaml")
BROWSER = "Demo browser (fictional)"


@dataclass(frozen=True)
class Edition:
    """A document version and the days between which it was in force."""

    document: DocumentVersion
    since: date
    until: date | None


def publish_documents(staff: Staff, chain: Chain, *, until: date = REFERENCE) -> list[Edition]:
    """Write the versions of documents.yaml that had come by a day, each published on its own, with their history."""
    editions = [_edition(row, until) for row in yaml.safe_load(DOCUMENTS_FILE.read_text(encoding="utf-8"))]
    editions = [edition for edition in editions if edition.since <= until]
    DocumentVersion.objects.bulk_create([edition.document for edition in editions])
    for edition in editions:
        document = edition.document
        facts = {"kind": document.kind, "version": document.version, "sha256": document.sha256}
        chain.add("documentversion.draft", document, by=None, at=office_hour(edition.since - timedelta(days=9), 3), facts=facts)
        moves = [
            ("approve", "DRAFT", "APPROVED", edition.since - timedelta(days=5)),
            ("publish", "APPROVED", "PUBLISHED", edition.since),
        ]
        if edition.until:
            moves.append(("retire", "PUBLISHED", "RETIRED", edition.until))
        for move, before, after, day in moves:
            moved = {"from": before, "to": after, **facts}
            chain.add(f"documentversion.{move}", document, by=staff.integrity, at=office_hour(day, 0), facts=moved)
    return editions


def _edition(row: dict[str, Any], told_until: date) -> Edition:
    since, ended = date.fromisoformat(row.pop("signed_from")), row.pop("retired_on")
    retired_on = date.fromisoformat(ended) if ended and ended <= told_until.isoformat() else None
    status = DocumentStatus.RETIRED if retired_on else DocumentStatus.PUBLISHED
    shipped = row.pop("shipped", None)
    text = read_document_file(DOCUMENTS / shipped) if shipped else {}
    document = DocumentVersion(**row, **text, status=status, published_on=since, retired_on=retired_on)
    document.sha256 = hashlib.sha256(document.canonical_text()).hexdigest()
    return Edition(document, since, retired_on)


@dataclass(frozen=True)
class Task:
    """One signature with the instants of its life; `moments` in the order of the workflow."""

    signature: Signature
    each: Entered
    moments: tuple[tuple[str, datetime], ...]


def write_signatures(entered: Sequence[Entered], editions: Sequence[Edition], chain: Chain) -> None:
    """All signatures: at admission, and again when a new version came."""
    unsigned = _who_have_not_signed(entered, editions)
    tasks = [
        task
        for each in entered
        for edition in editions
        for task in _tasks(each, edition, is_signed=edition.document.kind != "COC" or each.supplier.pk not in unsigned)
    ]
    for task in tasks:
        if task.signature.signed_at is not None:
            task.signature.receipt_sha256 = receipt_sha256(task.signature)
    Signature.objects.bulk_create([task.signature for task in tasks], batch_size=500)
    for task in tasks:
        _tell(task, chain)


def _who_have_not_signed(entered: Iterable[Entered], editions: Sequence[Edition]) -> set[int]:
    """Counted suppliers that were in the register already when the code of conduct came; the showcase is one of them."""
    since = next((edition.since for edition in editions if edition.document.kind == DocumentKind.CODE_OF_CONDUCT), None)
    if since is None:
        return set()
    old = [each for each in entered if each.company.is_counted and each.company.settled_on < since]
    showcase = {each.supplier.pk for each in old if each.company.story == "SHOWCASE"}
    others = [each.supplier.pk for each in old if not each.company.story]
    return showcase | set(dice("unsigned").sample(others, CODE_OF_CONDUCT_UNSIGNED - len(showcase)))


def _tasks(each: Entered, edition: Edition, *, is_signed: bool) -> list[Task]:
    """The task of one supplier for one edition: at its admission, or on the day the edition came; else none."""
    admitted = each.supplier.active_since
    if admitted is None or (edition.until and admitted >= edition.until):
        return []
    assigned_on = next(step.on for step in each.steps if step.move == "approve")
    turn = 7
    if assigned_on < edition.since:
        if stood(each.company, edition.since) not in COUNTED:
            return []
        assigned_on, turn = edition.since, 1
    at_admission = turn == 7
    signed_on = admitted if at_admission else edition.since + timedelta(days=1 + each.company.serial % 24)
    if is_signed and not at_admission and stood(each.company, signed_on) not in COUNTED:
        is_signed = False
    replaced = _replaced_on(each, edition)
    return [_task(each, edition, office_hour(assigned_on, turn), signed_on if is_signed else None, replaced)]


def _replaced_on(each: Entered, edition: Edition) -> date | None:
    """When the supplier signed the next edition of the same document, if it did."""
    if edition.until is None or stood(each.company, edition.until) not in COUNTED:
        return None
    signed_on = edition.until + timedelta(days=1 + each.company.serial % 24)
    return signed_on if stood(each.company, signed_on) in COUNTED else None


def _task(each: Entered, edition: Edition, assigned_at: datetime, signed_on: date | None, replaced_on: date | None) -> Task:
    document, assigned_on = edition.document, local_day(assigned_at)
    signature = Signature(
        supplier=each.supplier,
        document=document,
        assigned_at=assigned_at,
        due_on=assigned_on + timedelta(days=SignatureTerms().sign_within_days),
    )
    moments = [("assign", assigned_at)]
    if signed_on is None:
        if each.company.serial % 2:
            signature.status = SignatureStatus.VIEWED
            signature.viewed_at = office_hour(assigned_on + timedelta(days=6), 3)
            moments.append(("view", signature.viewed_at))
        return Task(signature, each, tuple(moments))
    # The code of conduct is signed after the undertaking, so that the admission follows the later of the two.
    turn = 8 if document.kind == DocumentKind.CODE_OF_CONDUCT else 7
    signature.viewed_at = office_hour(signed_on, turn) - timedelta(minutes=12)
    signature.signed_at = office_hour(signed_on, turn)
    signature.signed_by = each.signatory
    signature.signatory_name, signature.signatory_title = each.supplier.legal_representative, "法定代表人"
    signature.authority = Authority.LEGAL_REPRESENTATIVE
    signature.text_sha256 = document.sha256
    signature.method = METHOD
    signature.address, signature.user_agent = "203.0.113.10", BROWSER
    signature.valid_until = valid_until(signed_on, document.term_months)
    signature.status = SignatureStatus.SIGNED
    moments += [("view", signature.viewed_at), ("sign", signature.signed_at)]
    if replaced_on is not None:
        signature.status = SignatureStatus.SUPERSEDED
        moments.append(("supersede", office_hour(replaced_on, 7)))
    return Task(signature, each, tuple(moments))


TARGETS = {"view": "VIEWED", "sign": "SIGNED", "supersede": "SUPERSEDED"}


def _tell(task: Task, chain: Chain) -> None:
    signature, document = task.signature, task.signature.document
    named = {"kind": document.kind, "version": document.version, "sha256": document.sha256}
    before = "ASSIGNED"
    for move, moment in task.moments:
        facts: dict[str, object] = dict(named)
        if move != "assign":
            facts = {"from": before, "to": TARGETS[move], **named}
            before = TARGETS[move]
        if move == "sign":
            facts["receipt_sha256"] = signature.receipt_sha256
        by = task.each.signatory if move in {"view", "sign"} else None
        chain.add(f"signature.{move}", signature, by=by, at=moment, supplier=task.each.supplier, facts=facts)
