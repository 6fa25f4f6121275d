"""Reading documents and signatures, always as somebody."""

import hashlib
from datetime import date
from typing import Any

from django.db.models import QuerySet

from suppliers.models import DocumentVersion, Signature
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.role import SUPPLIER_ROLES
from suppliers.rules.signature import OPEN_SIGNATURES, REQUIRED_FOR_ADMITTANCE, DocumentKind, DocumentStatus, SignatureStatus


def visible_signatures(account: Any) -> QuerySet[Signature]:
    """Tasks and signatures this person may know of: all for the buyer's staff, the own ones for a supplier's people."""
    found = Signature.objects.select_related("document", "supplier", "refused_by")
    if reads_all_suppliers(account):
        return found
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        return found.filter(supplier_id=account.supplier_id)
    return found.none()


def visible_documents(account: Any) -> QuerySet[DocumentVersion]:
    """Document versions: all for the buyer's staff; for a supplier's people what is published or was given to them."""
    if reads_all_suppliers(account):
        return DocumentVersion.objects.all()
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        published = DocumentVersion.objects.filter(status=DocumentStatus.PUBLISHED, kind__in=REQUIRED_FOR_ADMITTANCE)
        given = DocumentVersion.objects.filter(signatures__supplier_id=account.supplier_id)
        return (published | given).distinct()
    return DocumentVersion.objects.none()


def documents_in_force() -> dict[DocumentKind, DocumentVersion]:
    """The published version of each kind of document that is the same for all; agreements of one supplier are not."""
    published = DocumentVersion.objects.filter(status=DocumentStatus.PUBLISHED, kind__in=REQUIRED_FOR_ADMITTANCE)
    return {DocumentKind(document.kind): document for document in published}


def signed_kinds(supplier_id: int, *, today: date) -> set[DocumentKind]:
    """The kinds of document of which a supplier's signature is in force on a day."""
    held = Signature.objects.filter(supplier_id=supplier_id, status=SignatureStatus.SIGNED, valid_until__gte=today)
    return {DocumentKind(kind) for kind in held.values_list("document__kind", flat=True)}


def open_signatures(account: Any) -> QuerySet[Signature]:
    """What still has to be signed, the most urgent first."""
    return visible_signatures(account).filter(status__in=OPEN_SIGNATURES).order_by("due_on", "pk")


def signed_text_sha256(document: DocumentVersion) -> str:
    """The digest of the text as it lies in the database now."""
    return hashlib.sha256(document.canonical_text()).hexdigest()
