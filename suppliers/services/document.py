"""The documents that are signed: loading, approving, publishing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from suppliers.models import Account, DocumentVersion
from suppliers.permissions import NotAllowed, manages_documents
from suppliers.rules.signature import DOCUMENT_WORKFLOW, REQUIRED_FOR_ADMITTANCE, DocumentStatus
from suppliers.rules.workflow import ReasonNeeded
from suppliers.selectors.clock import local_day
from suppliers.services.campaign import start_campaign, withdraw_tasks
from suppliers.services.history import record
from suppliers.services.transitions import apply_move


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
    """Put a version in force. What every supplier signs replaces the version before, and a campaign asks for signatures.

    An old signature stays in force until the new one is given. Raises MoveNotAllowed.
    """
    document = DocumentVersion.objects.select_for_update().get(pk=document.pk)
    # Asked first, so that a refusal leaves the version before in force.
    DOCUMENT_WORKFLOW.check("publish", document.status, by.acting_role)
    is_for_all = document.kind in REQUIRED_FOR_ADMITTANCE
    before = DocumentVersion.objects.filter(kind=document.kind, status=DocumentStatus.PUBLISHED).first()
    if before is not None and is_for_all:
        _retire(before, by=by, at=at)
    apply_move(document, DOCUMENT_WORKFLOW, "publish", by=by, at=at, facts=_facts(document))
    document.published_on = local_day(at)
    document.save(update_fields=["published_on"])
    if is_for_all:
        start_campaign(document, by=by, at=at)
    return document


@transaction.atomic
def retire_document(document: DocumentVersion, *, reason: str, by: Account, at: datetime) -> DocumentVersion:
    """Take a version out of force without a successor: nobody is asked for it any more, given signatures run to their end.

    As long as nothing follows, no supplier can be admitted where the document is needed. Raises NotAllowed, ReasonNeeded,
    MoveNotAllowed.
    """
    if not manages_documents(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonNeeded("retire")
    document = DocumentVersion.objects.select_for_update().get(pk=document.pk)
    _retire(document, by=by, at=at, reason=reason.strip())
    withdraw_tasks(document.signatures.all(), at=at)
    return document


def _retire(document: DocumentVersion, *, by: Account, at: datetime, reason: str = "") -> None:
    apply_move(document, DOCUMENT_WORKFLOW, "retire", by=by, at=at, reason=reason, facts=_facts(document))
    document.retired_on = local_day(at)
    document.save(update_fields=["retired_on"])


def _facts(document: DocumentVersion) -> dict[str, str]:
    return {"kind": document.kind, "version": document.version, "sha256": document.sha256}
