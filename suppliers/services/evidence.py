"""Storing files that prove something: counted, examined in a process of its own, hashed, under a random name."""

import hashlib
import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from suppliers.models import Account, Evidence, Supplier
from suppliers.permissions import NotAllowed, uploads_evidence
from suppliers.rules.evidence import (
    EvidenceProblem,
    EvidenceRefused,
    EvidenceType,
    Examination,
    clean_name,
    declared_type,
)
from suppliers.services.history import record

EXAMINER_SECONDS = 20
STAFF_ONLY_KIND = "lookup"
"""Proof of the buyer's own look-ups: the supplier does not see it, so it never stands in for a file of the supplier's."""


def store_evidence(
    supplier: Supplier, upload: UploadedFile, *, kind: str, by: Account, at: datetime, expires_on: date | None = None
) -> Evidence:
    """Examine and store one file; the same bytes for the same supplier again give the row that is there.

    Raises NotAllowed, EvidenceRefused (with problem and facts); then nothing is stored. Takes the position out of
    photos (`history: evidence.store`, fact `position_removed`).
    """
    if not uploads_evidence(by, supplier.pk) or (kind == STAFF_ONLY_KIND and by.is_supplier):
        raise NotAllowed
    name = clean_name(upload.name or "")
    wanted = declared_type(name)
    with TemporaryDirectory(prefix="assay-upload-") as folder:
        source, cleaned = Path(folder) / "source", Path(folder) / "cleaned"
        receive(upload, source)
        verdict = examine(source, wanted, cleaned)
        if verdict.problem is not None:
            raise EvidenceRefused(verdict.problem, {"extension": name.rpartition(".")[2].lower()})
        kept = cleaned if verdict.position_removed else source
        evidence = Evidence(
            supplier=supplier,
            kind=kind,
            original_name=name,
            content_type=str(wanted),
            size=kept.stat().st_size,
            sha256=digest_of(kept),
            expires_on=expires_on,
            uploaded_by=by,
        )
        return _keep(evidence, kept, at=at, position_removed=verdict.position_removed)


def receive(upload: UploadedFile, target: Path) -> None:
    """Write the upload down, counting what really comes. Raises EvidenceRefused (EMPTY, TOO_LARGE)."""
    limit, size = settings.EVIDENCE_MAX_BYTES, 0
    with target.open("wb") as file:
        for piece in upload.chunks():
            size += len(piece)
            if size > limit:
                raise EvidenceRefused(EvidenceProblem.TOO_LARGE, {"limit": limit})
            file.write(piece)
    if size == 0:
        raise EvidenceRefused(EvidenceProblem.EMPTY)


def examine(source: Path, wanted: EvidenceType, cleaned: Path) -> Examination:
    """Have the whole file read by the examiner. A child that dies or runs out of time or memory means TOO_COMPLEX."""
    command = [sys.executable, "-B", "-E", "-s", "-m", "suppliers.services.examiner", str(wanted), str(source), str(cleaned)]
    try:
        child = subprocess.run(  # noqa: S603 -- own program, own paths; the type is one of an enum
            command,
            cwd=settings.BASE_DIR,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=EXAMINER_SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return Examination(EvidenceProblem.TOO_COMPLEX)
    answer = json.loads(child.stdout)
    problem = EvidenceProblem(answer["problem"]) if answer["problem"] else None
    return Examination(problem, bool(answer["position_removed"]))


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(evidence: Evidence, path: Path, *, at: datetime, position_removed: bool) -> Evidence:
    """Reuse the row with the same bytes, or write file and row; a file whose row is refused is taken away again."""
    written = ""
    try:
        with transaction.atomic():
            # Locked, so that two uploads at once are counted one after the other.
            Supplier.objects.select_for_update().get(pk=evidence.supplier_id)
            same = _same_bytes(evidence)
            if same is not None:
                return same
            _check_quota(evidence)
            with path.open("rb") as file:
                evidence.file.save(path.name, File(file), save=False)
            written = evidence.file.name or ""
            evidence.save(force_insert=True)
            record(
                "evidence.store",
                evidence,
                by=evidence.uploaded_by,
                at=at,
                supplier=evidence.supplier,
                facts={"kind": evidence.kind, "sha256": evidence.sha256, "position_removed": position_removed},
            )
    except BaseException:
        if written:
            evidence.file.storage.delete(written)
        raise
    return evidence


def _same_bytes(evidence: Evidence) -> Evidence | None:
    same = Evidence.objects.filter(supplier=evidence.supplier, sha256=evidence.sha256)
    if evidence.kind == STAFF_ONLY_KIND:
        return same.filter(kind=STAFF_ONLY_KIND).first()
    return same.exclude(kind=STAFF_ONLY_KIND).first()


def _check_quota(evidence: Evidence) -> None:
    used = Evidence.objects.filter(supplier=evidence.supplier).aggregate(total=Sum("size"))["total"] or 0
    if used + evidence.size > settings.EVIDENCE_QUOTA_BYTES:
        raise EvidenceRefused(EvidenceProblem.QUOTA, {"limit": settings.EVIDENCE_QUOTA_BYTES})
