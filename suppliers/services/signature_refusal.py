"""Refusing a signature with a reason, and asking again once the matter is talked over."""

from datetime import datetime, timedelta

from django.db import transaction

from suppliers.models import Account, Signature
from suppliers.permissions import NotAllowed, asks_for_signatures, signs
from suppliers.rules.role import Role
from suppliers.rules.signature import SIGNATURE_WORKFLOW, DocumentKind, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import staff_in
from suppliers.selectors.signature import documents_in_force
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.signature import TERMS, DocumentNotPublished, assign_document, document_facts
from suppliers.services.transitions import apply_move

TOLD = (Role.PROCUREMENT, Role.INTEGRITY)
ASKED_AGAIN = (Standing.AWAITING_SIGNATURE, Standing.ACTIVE, Standing.SUSPENDED)


@transaction.atomic
def refuse_signature(signature: Signature, *, by: Account, reason: str, at: datetime) -> Signature:
    """Say that a document will not be signed, and why. Codes that were mailed are void; the standing stays as it is.

    Raises NotAllowed, MoveNotAllowed (signed or closed already), ReasonNeeded.
    """
    if not signs(by, signature.supplier_id):
        raise NotAllowed
    signature = _locked(signature.pk)
    facts = document_facts(signature.document)
    apply_move(signature, SIGNATURE_WORKFLOW, "refuse", by=by, at=at, reason=reason.strip(), facts=facts)
    signature.refused_at, signature.refused_by, signature.refusal_reason = at, by, reason.strip()
    signature.save(update_fields=["refused_at", "refused_by", "refusal_reason"])
    signature.codes.filter(used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    for person in (person for role in TOLD for person in staff_in(role)):
        queue_notice(
            "signature_refused",
            key=f"signature_refused:{signature.pk}:{person.pk}",
            at=at,
            to=person,
            supplier=signature.supplier,
            facts={**facts, "by": by.name, "reason": signature.refusal_reason},
            url=f"/admin/suppliers/signature/{signature.pk}/change/",
        )
    return signature


def may_be_asked_again(signature: Signature) -> bool:
    """Whether a refused document can be given to the supplier once more: it was refused, and the supplier still stands."""
    return signature.status == SignatureStatus.REFUSED and signature.supplier.standing in ASKED_AGAIN


@transaction.atomic
def ask_again(signature: Signature, *, by: Account, at: datetime) -> Signature:
    """A new task to sign the version that is in force now; the refusal stays in the record.

    Raises NotAllowed, MoveNotAllowed (not refused, or the supplier is leaving), DocumentNotPublished.
    """
    if not asks_for_signatures(by):
        raise NotAllowed
    signature = _locked(signature.pk)
    if not may_be_asked_again(signature):
        raise MoveNotAllowed("ask_again", signature.status, by.acting_role)
    document = documents_in_force().get(DocumentKind(signature.document.kind))
    if document is None:
        raise DocumentNotPublished(signature.document.kind)
    due_on = local_day(at) + timedelta(days=TERMS.sign_within_days)
    task = assign_document(signature.supplier, document, due_on=due_on, at=at, by=by)
    record("signature.ask_again", signature, by=by, at=at, supplier=signature.supplier, facts={"task": task.pk})
    return task


def _locked(pk: int) -> Signature:
    return Signature.objects.select_related("document", "supplier").select_for_update(of=("self",)).get(pk=pk)
