"""Asking for signatures and giving them: the exact text, by the right person, with a code that came by mail."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from suppliers.models import Account, DocumentVersion, Evidence, Signature, SignatureCode, Supplier
from suppliers.permissions import NotAllowed, signs
from suppliers.rules.application_match import same_name
from suppliers.rules.role import Role
from suppliers.rules.signature import (
    OPEN_SIGNATURES,
    REQUIRED_FOR_ADMITTANCE,
    SIGNATURE_WORKFLOW,
    Authority,
    DocumentKind,
    DocumentStatus,
    SignatureStatus,
    SignatureTerms,
    valid_until,
)
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import people_of
from suppliers.selectors.signature import documents_in_force, signed_kinds, signed_text_sha256
from suppliers.services.history import record
from suppliers.services.label import refresh_labels
from suppliers.services.notice import queue_notice
from suppliers.services.supplier import admit_when_signed
from suppliers.services.tier import caps_changed
from suppliers.services.transitions import apply_move

TERMS = SignatureTerms()
CODE_PAUSE = timedelta(seconds=60)
METHOD = "CODE_BY_MAIL"


class DocumentNotPublished(Exception):
    """No version of this document is in force, so it can be neither assigned nor signed."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class TextChanged(Exception):
    """The text on the page is not the text of this version: the page has to be opened again."""


class CodeTooSoon(Exception):
    """A code was sent a moment ago; the next may be asked for at `free_at`."""

    def __init__(self, free_at: datetime) -> None:
        super().__init__(free_at.isoformat())
        self.free_at = free_at


class CodeMissing(Exception):
    """No code is open: none was asked for, or it ran out, or was used, or tried too often."""


class CodeWrong(Exception):
    """Not the code that was sent; `attempts_left` more may be made."""

    def __init__(self, attempts_left: int) -> None:
        super().__init__(str(attempts_left))
        self.attempts_left = attempts_left


class NotTheLegalRepresentative(Exception):
    """The name given is not that of the registered legal representative: a written authority is needed."""


class AuthorityPaperMissing(Exception):
    """Who signs on a written authority shows it."""


class SignatoryMissing(Exception):
    """The signatory's name and title belong to the signature."""


@dataclass(frozen=True)
class SigningAct:
    """What the signatory states, and from where: the digest is that of the text the page showed."""

    text_sha256: str
    name: str
    title: str
    authority: Authority
    authority_paper: Evidence | None = None
    address: str | None = None
    user_agent: str = ""


@transaction.atomic
def assign_document(
    supplier: Supplier, document: DocumentVersion, *, due_on: date, at: datetime, by: Account | None = None
) -> Signature:
    """Give a supplier the task to sign a version; a task that is open already is returned as it is."""
    open_task = Signature.objects.filter(supplier=supplier, document=document, status__in=OPEN_SIGNATURES).first()
    if open_task is not None:
        return open_task
    task = Signature.objects.create(supplier=supplier, document=document, assigned_at=at, due_on=due_on)
    record("signature.assign", task, by=by, at=at, supplier=supplier, facts=document_facts(document))
    for person in people_of(supplier.pk, Role.SUPPLIER_SIGNATORY, Role.SUPPLIER_ADMIN):
        queue_notice(
            "signature_assigned",
            key=f"signature_assigned:{task.pk}:{person.pk}",
            at=at,
            to=person,
            supplier=supplier,
            facts={**document_facts(document), "due_on": due_on.isoformat(), "may_sign": signs(person, supplier.pk)},
            url="/supplier/signatures/",
        )
    return task


def assign_admittance_documents(supplier: Supplier, *, at: datetime) -> list[Signature]:
    """The undertaking and the code of conduct, as far as no signature of them is in force. Raises DocumentNotPublished."""
    in_force = documents_in_force()
    held = signed_kinds(supplier.pk, today=local_day(at))
    due_on = local_day(at) + timedelta(days=TERMS.sign_within_days)
    tasks = []
    for kind in REQUIRED_FOR_ADMITTANCE:
        if kind not in in_force:
            raise DocumentNotPublished(kind)
        if kind not in held:
            tasks.append(assign_document(supplier, in_force[kind], due_on=due_on, at=at))
    return tasks


@transaction.atomic
def view_document(signature: Signature, *, by: Account, at: datetime) -> Signature:
    """Note that the signatory has opened the text; opening it again changes nothing. Raises NotAllowed."""
    if not signs(by, signature.supplier_id):
        raise NotAllowed
    signature = _locked(signature.pk)
    if signature.status != SignatureStatus.ASSIGNED:
        return signature
    apply_move(signature, SIGNATURE_WORKFLOW, "view", by=by, at=at, facts=document_facts(signature.document))
    signature.viewed_at = at
    signature.save(update_fields=["viewed_at"])
    return signature


@transaction.atomic
def request_code(signature: Signature, *, by: Account, at: datetime) -> SignatureCode:
    """Have a one-time code mailed to the signatory; codes sent before are void from now on.

    Raises NotAllowed, MoveNotAllowed (not open), CodeTooSoon.
    """
    signature = _signable(signature, by)
    last = signature.codes.filter(account=by).first()
    if last is not None and at < last.sent_at + CODE_PAUSE:
        raise CodeTooSoon(last.sent_at + CODE_PAUSE)
    signature.codes.filter(used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    code = SignatureCode.objects.create(
        signature=signature, account=by, sent_at=at, expires_at=at + timedelta(minutes=TERMS.code_minutes)
    )
    record("signature.request_code", signature, by=by, at=at, supplier=signature.supplier)
    queue_notice(
        "signature_code",
        key=f"signature_code:{code.pk}",
        at=at,
        to=by,
        supplier=signature.supplier,
        facts={**document_facts(signature.document), "code_id": code.pk, "minutes": TERMS.code_minutes},
        url=f"/supplier/signatures/{signature.pk}/",
    )
    return code


def code_for(code: SignatureCode) -> str:
    """The six digits of a code: derived from its row and the site's key, stored nowhere."""
    value = f"{code.pk}:{code.signature_id}:{code.account_id}"
    digest = salted_hmac("suppliers.signature_code", value, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06}"


def sign(signature: Signature, act: SigningAct, *, by: Account, code: str, at: datetime) -> Signature:
    """Sign one version; with the last signature needed the supplier becomes ACTIVE (T7).

    Raises NotAllowed, MoveNotAllowed (signed already, or not open), DocumentNotPublished, TextChanged,
    SignatoryMissing, NotTheLegalRepresentative, AuthorityPaperMissing, CodeMissing, CodeWrong. Then nothing is
    written, but that a wrong code counts as an attempt.
    """
    _check_act(_signable(signature, by), act)
    # Outside the transaction of signing: a refused attempt has to stay counted.
    used = _try_code(signature, by=by, code=code, at=at)
    return _give(signature, act, by=by, used=used, at=at)


def _signable(signature: Signature, by: Account) -> Signature:
    if not signs(by, signature.supplier_id):
        raise NotAllowed
    signature = _locked(signature.pk)
    SIGNATURE_WORKFLOW.check("sign", signature.status, by.acting_role)
    return signature


def _locked(pk: int) -> Signature:
    """The task with document and supplier; locked when inside a transaction."""
    tasks = Signature.objects.select_related("document", "supplier")
    if transaction.get_connection().in_atomic_block:
        tasks = tasks.select_for_update(of=("self",))
    return tasks.get(pk=pk)


def _check_act(signature: Signature, act: SigningAct) -> None:
    document, supplier = signature.document, signature.supplier
    if document.status != DocumentStatus.PUBLISHED:
        raise DocumentNotPublished(document.kind)
    # The stored digest must fit the stored text as well: a row edited behind our back is not signed.
    if not document.sha256 == signed_text_sha256(document) == act.text_sha256:
        raise TextChanged
    if not act.name.strip() or not act.title.strip():
        raise SignatoryMissing
    if act.authority is Authority.LEGAL_REPRESENTATIVE:
        if not same_name(act.name, supplier.legal_representative):
            raise NotTheLegalRepresentative
    elif act.authority_paper is None or act.authority_paper.supplier_id != supplier.pk:
        raise AuthorityPaperMissing


@transaction.atomic
def _try_code(signature: Signature, *, by: Account, code: str, at: datetime) -> SignatureCode | CodeWrong:
    sent = SignatureCode.objects.filter(signature=signature, account=by, used_at__isnull=True, expires_at__gt=at).first()
    if sent is None:
        raise CodeMissing
    # Counted before it is compared: sixteen guesses at once are still sixteen attempts.
    counted = SignatureCode.objects.filter(pk=sent.pk, used_at__isnull=True, attempts__lt=TERMS.code_attempts)
    if not counted.update(attempts=F("attempts") + 1):
        raise CodeMissing
    if constant_time_compare("".join(code.split()), code_for(sent)):
        return sent
    return CodeWrong(max(TERMS.code_attempts - sent.attempts - 1, 0))


@transaction.atomic
def _give(signature: Signature, act: SigningAct, *, by: Account, used: SignatureCode | CodeWrong, at: datetime) -> Signature:
    if isinstance(used, CodeWrong):
        raise used
    Supplier.objects.select_for_update().get(pk=signature.supplier_id)
    signature = _signable(signature, by)
    _check_act(signature, act)
    if not SignatureCode.objects.filter(pk=used.pk, used_at__isnull=True).update(used_at=at):
        raise CodeMissing
    _supersede(signature, at=at)
    _write_act(signature, act, by=by, at=at)
    apply_move(
        signature,
        SIGNATURE_WORKFLOW,
        "sign",
        by=by,
        at=at,
        facts={**document_facts(signature.document), "receipt_sha256": signature.receipt_sha256},
    )
    _tell_of_signature(signature, at=at)
    admit_when_signed(signature.supplier, at=at)
    refresh_labels([signature.supplier_id], at=at)
    caps_changed([signature.supplier_id], cause="signature", at=at)
    return signature


def _write_act(signature: Signature, act: SigningAct, *, by: Account, at: datetime) -> None:
    signature.signed_at, signature.signed_by = at, by
    signature.signatory_name, signature.signatory_title = act.name.strip(), act.title.strip()
    signature.authority = act.authority
    signature.authority_paper = act.authority_paper
    signature.text_sha256 = act.text_sha256
    signature.method = METHOD
    signature.address, signature.user_agent = act.address, act.user_agent[:300]
    signature.valid_until = valid_until(local_day(at), signature.document.term_months)
    signature.receipt_sha256 = receipt_sha256(signature)
    signature.save()


def receipt_sha256(signature: Signature) -> str:
    """The digest over everything a receipt states; recomputed whenever a receipt is shown."""
    paper = signature.authority_paper
    content = {
        "supplier": signature.supplier.number,
        **document_facts(signature.document),
        "text_sha256": signature.text_sha256,
        "signed_at": signature.signed_at.isoformat() if signature.signed_at else "",
        "signed_by": signature.signed_by_id,
        "name": signature.signatory_name,
        "title": signature.signatory_title,
        "authority": str(signature.authority),
        "authority_paper": paper.sha256 if paper else "",
        "method": signature.method,
        "address": signature.address or "",
        "user_agent": signature.user_agent,
        "valid_until": signature.valid_until.isoformat() if signature.valid_until else "",
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _supersede(signature: Signature, *, at: datetime) -> None:
    older = Signature.objects.filter(
        supplier_id=signature.supplier_id, document__kind=signature.document.kind, status=SignatureStatus.SIGNED
    ).exclude(pk=signature.pk)
    for old in older.select_related("supplier"):
        apply_move(old, SIGNATURE_WORKFLOW, "supersede", by=None, at=at, facts={"by": signature.pk})


def _tell_of_signature(signature: Signature, *, at: datetime) -> None:
    for person in people_of(signature.supplier_id, Role.SUPPLIER_SIGNATORY, Role.SUPPLIER_ADMIN):
        queue_notice(
            "signature_receipt",
            key=f"signature_receipt:{signature.pk}:{person.pk}",
            at=at,
            to=person,
            supplier=signature.supplier,
            facts={**document_facts(signature.document), "receipt_sha256": signature.receipt_sha256},
            url=f"/supplier/signatures/{signature.pk}/receipt/",
        )


def document_facts(document: DocumentVersion) -> dict[str, str]:
    """What history and notices say of a version."""
    return {"kind": str(DocumentKind(document.kind)), "version": document.version, "sha256": document.sha256}
