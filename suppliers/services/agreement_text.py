"""Documents made for one supplier: in force at once, signed by that supplier alone, never asked of anybody else."""

import hashlib
from datetime import datetime

from django.db import transaction

from suppliers.models import Account, DocumentVersion
from suppliers.rules.signature import DocumentStatus
from suppliers.selectors.clock import local_day
from suppliers.services.document import DocumentText
from suppliers.services.history import record


@transaction.atomic
def publish_agreement_text(text: DocumentText, *, term_months: int, by: Account, at: datetime) -> DocumentVersion:
    """The text of one agreement as a document of its own; its digest is what the supplier signs.

    Whoever may propose the agreement has been checked by the caller.
    """
    document = DocumentVersion(
        **vars(text),
        status=DocumentStatus.PUBLISHED,
        term_months=term_months,
        created_by=by,
        published_on=local_day(at),
    )
    document.sha256 = hashlib.sha256(document.canonical_text()).hexdigest()
    document.save(force_insert=True)
    record(
        "documentversion.publish_agreement",
        document,
        by=by,
        at=at,
        facts={"kind": document.kind, "version": document.version, "sha256": document.sha256},
    )
    return document
