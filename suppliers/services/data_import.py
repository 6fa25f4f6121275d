"""Files read into the register: taken in, checked, applied whole or not at all. Source: docs/imports.md."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from suppliers.models import Account, DataImport, Job
from suppliers.permissions import NotAllowed
from suppliers.rules.data_import import (
    KEPT_UNAPPLIED_DAYS,
    REVERSIBLE_DAYS,
    ROWS_AT_ONCE,
    WORKFLOW,
    FileProblem,
    ImportFileRefused,
    ImportKind,
    ImportRow,
    ImportStatus,
)
from suppliers.rules.evidence import EvidenceRefused, EvidenceType, clean_name, declared_type
from suppliers.rules.job import JobKind
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import SecondPersonNeeded
from suppliers.selectors.clock import local_day
from suppliers.selectors.data_import import applied_before, kinds_for
from suppliers.services.evidence import digest_of, examine, receive
from suppliers.services.history import record
from suppliers.services.import_check import Findings, Progress, examine_table, stored_table
from suppliers.services.import_file import Table, open_table
from suppliers.services.import_kind import rows_of_kind
from suppliers.services.import_row import Writing, compared_again, pieces
from suppliers.services.job import request_job
from suppliers.services.transitions import apply_move

FORMS = frozenset({EvidenceType.CSV, EvidenceType.XLSX})
STANDINGS = (Standing.DRAFT, Standing.ACTIVE)


class AppliedBefore(Exception):
    """These very bytes were applied by another import, which still stands."""

    def __init__(self, other: DataImport) -> None:
        super().__init__(str(other.pk))
        self.other = other


class ImportHasProblems(Exception):
    """Rows have problems, so nothing is written; the import now holds them all."""

    def __init__(self, bad_rows: int) -> None:
        super().__init__(str(bad_rows))
        self.bad_rows = bad_rows


def may_bring(account: Account, kind: str) -> None:
    """Raises NotAllowed unless the person brings files of this kind."""
    if ImportKind(kind) not in kinds_for(account):
        raise NotAllowed


def upload_import(
    upload: UploadedFile, kind: ImportKind, *, by: Account, at: datetime, sheet: str = "", standing: Standing = Standing.DRAFT
) -> DataImport:
    """Take a file in and check it: at once when it is small, as background work when it is large.

    `standing` says how suppliers of the file will stand. Raises NotAllowed, ImportFileRefused, AppliedBefore; then
    nothing is stored.
    """
    may_bring(by, kind)
    name = clean_name(upload.name or "")
    with TemporaryDirectory(prefix="assay-import-") as folder:
        source = Path(folder) / "source"
        form = _take(upload, name, source)
        sha256 = digest_of(source)
        other = applied_before(kind, sha256)
        if other is not None:
            raise AppliedBefore(other)
        table = open_table(source, form, kind, most_rows=settings.IMPORT_MAX_ROWS, sheet=sheet)
        data_import = DataImport(
            kind=kind,
            original_name=name,
            sheet=table.sheet,
            sha256=sha256,
            uploaded_by=by,
            uploaded_at=at,
            rows_total=table.count,
        )
        if kind is ImportKind.SUPPLIERS:
            data_import.summary = {"standing": str(standing)}
        return _keep(data_import, source, table, by=by, at=at)


def _take(upload: UploadedFile, name: str, source: Path) -> EvidenceType:
    """Write the upload down and have it examined. Raises ImportFileRefused."""
    try:
        form = declared_type(name)
        if form not in FORMS:
            raise ImportFileRefused(FileProblem.TYPE, {"extension": name.rpartition(".")[2].lower()[:20]})
        receive(upload, source)
    except EvidenceRefused as refusal:
        raise ImportFileRefused(FileProblem(str(refusal.problem)), refusal.facts) from refusal
    verdict = examine(source, form, source.with_name("cleaned"))
    if verdict.problem is not None:
        raise ImportFileRefused(FileProblem(str(verdict.problem)))
    return form


def _keep(data_import: DataImport, source: Path, table: Table, *, by: Account, at: datetime) -> DataImport:
    written = ""
    try:
        with transaction.atomic():
            with source.open("rb") as file:
                data_import.file.save(source.name, File(file), save=False)
            written = data_import.file.name or ""
            data_import.save(force_insert=True)
            facts = {"import_kind": data_import.kind, "rows": table.count, "sha256": data_import.sha256}
            record("dataimport.upload", data_import, by=by, at=at, facts=facts)
            if table.count < ROWS_AT_ONCE:
                check_import(data_import, by=by, at=at, table=table)
            else:
                request_import_job(data_import, "check", by=by, at=at)
    except BaseException:
        if written:
            data_import.file.storage.delete(written)
        raise
    return data_import


def request_import_job(data_import: DataImport, act: str, *, by: Account, at: datetime) -> Job:
    """Have `check` or `apply` done in the background, in the caller's transaction."""
    turn = Job.objects.filter(key__startswith=f"data-import:{data_import.pk}:{act}:", state="DONE").count()
    facts = {"data_import": data_import.pk, "act": act}
    return request_job(JobKind.DATA_IMPORT, key=f"data-import:{data_import.pk}:{act}:{turn}", facts=facts, by=by, at=at)


@transaction.atomic
def check_import(
    data_import: DataImport, *, by: Account, at: datetime, table: Table | None = None, progress: Progress | None = None
) -> DataImport:
    """Read the whole file again and keep what was found. Raises NotAllowed, MoveNotAllowed, ImportFileRefused."""
    may_bring(by, data_import.kind)
    found = findings_of(data_import, at=at, table=table, progress=progress)
    return store_findings(data_import, found, by=by, at=at)


def findings_of(
    data_import: DataImport,
    *,
    at: datetime,
    table: Table | None = None,
    progress: Progress | None = None,
    keep: bool = False,
) -> Findings:
    """What the stored file holds today; `keep` keeps its rows for writing them."""
    table = table or stored_table(data_import)
    kind = ImportKind(data_import.kind)
    return examine_table(table, kind, today=local_day(at), options=data_import.summary, progress=progress, keep=keep)


@transaction.atomic
def store_findings(data_import: DataImport, found: Findings, *, by: Account, at: datetime) -> DataImport:
    """Keep what was found; the import is checked from now on. Raises MoveNotAllowed."""
    apply_move(data_import, WORKFLOW, "check", by=by, at=at, facts={"rows": found.rows, "bad_rows": found.bad_rows})
    data_import.rows_total, data_import.rows_bad = found.rows, found.bad_rows
    data_import.problems = [problem.as_json() for problem in found.problems]
    standing = {"standing": data_import.summary["standing"]} if "standing" in data_import.summary else {}
    data_import.summary = {**standing, **found.summary}
    data_import.save(update_fields=["rows_total", "rows_bad", "problems", "summary"])
    return data_import


def needs_second_person(data_import: DataImport) -> bool:
    """Whether a manager who did not bring the file has to confirm it: active suppliers count in published figures."""
    return data_import.kind == ImportKind.SUPPLIERS and data_import.summary.get("standing") == Standing.ACTIVE


@transaction.atomic
def confirm_import(data_import: DataImport, *, by: Account, at: datetime) -> Job | None:
    """Have the checked file written: at once when it is small, else the job that does it.

    Raises NotAllowed, SecondPersonNeeded, MoveNotAllowed, ImportHasProblems, AppliedBefore; then nothing is written.
    """
    check_confirmation(data_import, by=by)
    if data_import.rows_total >= ROWS_AT_ONCE:
        return request_import_job(data_import, "apply", by=by, at=at)
    apply_import(data_import, by=by, at=at)
    return None


def check_confirmation(data_import: DataImport, *, by: Account) -> None:
    """Refuse who may not confirm, and what cannot be. Raises what `confirm_import` raises."""
    may_bring(by, data_import.kind)
    move = WORKFLOW.check(_applying(data_import), data_import.status, by.acting_role)
    if move.second_person and by.pk == data_import.uploaded_by_id:
        raise SecondPersonNeeded(move.name)
    if data_import.rows_bad:
        raise ImportHasProblems(data_import.rows_bad)
    other = applied_before(data_import.kind, data_import.sha256)
    if other is not None:
        raise AppliedBefore(other)


def _applying(data_import: DataImport) -> str:
    return "admit" if needs_second_person(data_import) else "apply"


@transaction.atomic
def apply_import(
    data_import: DataImport, *, by: Account, at: datetime, read: Sequence[list[ImportRow]] | None = None
) -> DataImport:
    """Write every row of the file in one transaction; rows are compared with the register once more while they are written.

    `read` are the rows as they were read a moment ago; without them the file is read here.

    Raises what `confirm_import` raises, and ImportHasProblems when the register has changed since the check.
    """
    check_confirmation(data_import, by=by)
    reader = rows_of_kind(ImportKind(data_import.kind), today=local_day(at), options=data_import.summary)
    rows = pieces(stored_table(data_import), reader) if read is None else compared_again(read, reader)
    writing = Writing(data_import, by, at)
    facts = {"import_kind": data_import.kind, "rows": data_import.rows_total}
    try:
        # The move first: it locks the row, so that of two who confirm at once one is told.
        with transaction.atomic():
            apply_move(
                data_import, WORKFLOW, _applying(data_import), by=by, at=at, entered_by=[data_import.uploaded_by_id], facts=facts
            )
            reader.begin(writing)
            for piece in rows:
                bad = sum(bool(row.problems) for row in piece)
                if bad:
                    raise ImportHasProblems(bad)
                reader.write(piece, writing)
            reader.finish(writing)
    except IntegrityError as error:
        other = applied_before(data_import.kind, data_import.sha256)
        if other is None:
            raise
        raise AppliedBefore(other) from error
    data_import.applied_by, data_import.applied_at = by, at
    data_import.reversible_until = local_day(at) + timedelta(days=REVERSIBLE_DAYS)
    data_import.save(update_fields=["applied_by", "applied_at", "reversible_until"])
    return data_import


def discard_import(data_import: DataImport, *, by: Account | None, at: datetime) -> DataImport:
    """Put a file aside that was not applied; its bytes are deleted. Raises NotAllowed, MoveNotAllowed."""
    if by is not None:
        may_bring(by, data_import.kind)
    with transaction.atomic():
        apply_move(data_import, WORKFLOW, "discard", by=by, at=at)
        name, storage = data_import.file.name or "", data_import.file.storage
        transaction.on_commit(lambda: storage.delete(name))
    return data_import


def data_import_clock(*, at: datetime) -> int:
    """Put files aside that nobody has confirmed for thirty days. Returns how many."""
    waiting = [ImportStatus.UPLOADED, ImportStatus.CHECKED]
    old = DataImport.objects.filter(status__in=waiting, uploaded_at__lt=at - timedelta(days=KEPT_UNAPPLIED_DAYS))
    return len([discard_import(each, by=None, at=at) for each in old])
