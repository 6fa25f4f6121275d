"""Signatures that were given, and tasks to give them."""

from datetime import UTC, date, datetime, timedelta

from suppliers.models import DocumentVersion, Signature, Supplier
from suppliers.rules.signature import DocumentKind, DocumentStatus, SignatureStatus
from suppliers.selectors.signature import signed_text_sha256


def make_document(kind: str = DocumentKind.INTEGRITY_UNDERTAKING, version: str = "1.0", **fields: object) -> DocumentVersion:
    """A version, published unless told otherwise."""
    values = {
        "title_en": "Title",
        "title_zh": "标题",
        "text_en": "The text.",
        "text_zh": "正文。",
        "status": DocumentStatus.PUBLISHED,
        "published_on": date(2020, 1, 6),
        **fields,
    }
    document = DocumentVersion(kind=kind, version=version, **values)
    document.sha256 = signed_text_sha256(document)
    document.save()
    return document


def make_signature(
    supplier: Supplier,
    document: DocumentVersion,
    *,
    signed_on: date | None = None,
    valid_until: date | None = None,
    status: str = SignatureStatus.SIGNED,
    due_on: date = date(2026, 12, 1),
) -> Signature:
    """A signature given at noon in Shanghai of `signed_on`; without it an open task."""
    at = datetime(signed_on.year, signed_on.month, signed_on.day, 4, tzinfo=UTC) if signed_on else None
    return Signature.objects.create(
        supplier=supplier,
        document=document,
        status=status if at else SignatureStatus.ASSIGNED,
        assigned_at=at or datetime(2026, 11, 1, tzinfo=UTC),
        due_on=due_on,
        viewed_at=at,
        signed_at=at,
        signatory_name="Jiang" if at else "",
        text_sha256=document.sha256 if at else "",
        valid_until=(valid_until or signed_on + timedelta(days=1095)) if signed_on else None,
    )
