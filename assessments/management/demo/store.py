"""Putting demo files into the product's own file store."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from assessments.management.demo.paper import Paper
from suppliers.models import Account, Evidence, Supplier
from suppliers.models.evidence import storage_name

BATCH = 500
RowT = TypeVar("RowT", bound=models.Model)


def keep_paper(
    supplier: Supplier, kind: str, paper: Paper, *, by: Account, at: datetime, expires_on: date | None = None
) -> Evidence:
    """The file stored, and its row not yet written: rows go to the database many at a time."""
    evidence = Evidence(
        supplier=supplier,
        kind=kind,
        original_name=paper.name,
        content_type=paper.content_type,
        size=len(paper.content),
        sha256=paper.sha256,
        expires_on=expires_on,
        uploaded_by=by,
        uploaded_at=at,
    )
    evidence.file = default_storage.save(storage_name(evidence, paper.name), ContentFile(paper.content))
    return evidence


def create_dated(model: type[RowT], rows: Sequence[RowT], name: str) -> None:
    """Insert many rows that tell of the past: left to itself the field would write the hour of loading."""
    stamp = model._meta.get_field(name)  # noqa: SLF001 -- Django's public-by-custom API
    stamp.auto_now_add = False
    try:
        model._base_manager.bulk_create(rows, batch_size=BATCH)  # noqa: SLF001 -- any model
    finally:
        stamp.auto_now_add = True
