"""The documents that are signed: loading, approving, publishing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from suppliers.models import Account, DocumentVersion, Signature
from suppliers.permissions import NotAllowed, manages_documents
from suppliers.rules.signature import (
    DOCUMENT_WORKFLOW,
    OPEN_SIGNATURES,
    SIGNATURE_WORKFLOW,
    DocumentStatus,
    SignatureStatus,
    SignatureTerms,
)
from suppliers.rules.standing import COUNTED, Standing
from suppliers.selectors.clock import local_day
from suppliers.services.history import record
from suppliers.services.signature import assign_document
from suppliers.services.transitions import apply_move

TERMS = SignatureTerms()


@dataclass(frozen=True)
class DocumentText:
    """A document version as it is written: kind, version, and the text in both languages."""

    kind: str
    version: str
    title_en: str
    title_zh: str
    text_en: str
    text_zh: str
    prevailing_language: str = "zh-hans"


class VersionExists(Exception):
    """There is a document of this kind and version with another text; a published text never changes."""

    def __init__(self, kind: str, version: str) -> None:
        super().__init__(f"{kind} {version}")
        self.kind = kind
        self.version = version


@transaction.atomic
def draft_document(text: DocumentText, *, by: Account | None, at: datetime) -> DocumentVersion:
    """A new version as a draft; loading the same text again changes nothing. `by` None: it ships with the product.

    Raises NotAllowed, VersionExists.
    """
    if by is not None and not manages_documents(by):
        raise NotAllowed
    fresh = DocumentVersion(
        kind=text.kind,
        version=text.version,
        title_en=text.title_en,
        title_zh=text.title_zh,
        text_en=text.text_en,
        text_zh=text.text_zh,
        prevailing_language=text.prevailing_language,
        created_by=by,
    )
    fresh.sha256 = hashlib.sha256(fresh.canonical_text()).hexdigest()
    known = DocumentVersion.objects.filter(kind=text.kind, version=text.version).first()
    if known is not None:
        if known.sha256 != fresh.sha256:
            raise VersionExists(text.kind, text.version)
        return known
    fresh.save()
    record("documentversion.draft", fresh, by=by, at=at, facts=_facts(fresh))
    return fresh


@transaction.atomic
def approve_document(document: DocumentVersion, *, by: Account, at: datetime) -> DocumentVersion:
    """A second person of integrity & compliance approves the text. Raises MoveNotAllowed, SecondPersonNeeded."""
    document = DocumentVersion.objects.select_for_update().get(pk=document.pk)
    wrote = () if document.created_by_id is None else (document.created_by_id,)
    return apply_move(document, DOCUMENT_WORKFLOW, "approve", by=by, at=at, entered_by=wrote, facts=_facts(document))


@transaction.atomic
def publish_document(document: DocumentVersion, *, by: Account, at: datetime) -> DocumentVersion:
    """Put a version in force: the one before is retired, and whoever signed it or was about to is asked for the new one.

    An old signature stays in force until the new one is given. Raises MoveNotAllowed.
    """
    document = DocumentVersion.objects.select_for_update().get(pk=document.pk)
    # Asked first, so that a refusal leaves the version before in force.
    DOCUMENT_WORKFLOW.check("publish", document.status, by.acting_role)
    before = DocumentVersion.objects.filter(kind=document.kind, status=DocumentStatus.PUBLISHED).first()
    if before is not None:
        apply_move(before, DOCUMENT_WORKFLOW, "retire", by=by, at=at, facts=_facts(before))
        before.retired_on = local_day(at)
        before.save(update_fields=["retired_on"])
    apply_move(document, DOCUMENT_WORKFLOW, "publish", by=by, at=at, facts=_facts(document))
    document.published_on = local_day(at)
    document.save(update_fields=["published_on"])
    if before is not None:
        _ask_again(document, at=at)
    return document


def _facts(document: DocumentVersion) -> dict[str, str]:
    return {"kind": document.kind, "version": document.version, "sha256": document.sha256}


def _ask_again(document: DocumentVersion, *, at: datetime) -> None:
    """Give the new version to all who hold or owe a signature of this kind."""
    older = Signature.objects.filter(document__kind=document.kind).exclude(document=document)
    concerned = older.filter(
        status__in=(*OPEN_SIGNATURES, SignatureStatus.SIGNED), supplier__standing__in=(*COUNTED, Standing.AWAITING_SIGNATURE)
    )
    suppliers = {signature.supplier_id: signature.supplier for signature in concerned.select_related("supplier")}
    for signature in older.filter(status__in=OPEN_SIGNATURES).select_related("supplier"):
        apply_move(signature, SIGNATURE_WORKFLOW, "withdraw", by=None, at=at)
    due_on = local_day(at) + timedelta(days=TERMS.sign_within_days)
    for supplier in suppliers.values():
        assign_document(supplier, document, due_on=due_on, at=at)
