"""Checking and writing large files as background work: read with a moving bar, published in one transaction."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from suppliers.models import Account, DataImport, Job
from suppliers.rules.data_import import ImportFileRefused, ImportStatus
from suppliers.rules.workflow import MoveNotAllowed, SecondPersonNeeded
from suppliers.selectors.clock import now
from suppliers.services.data_import import AppliedBefore, ImportHasProblems, apply_import, findings_of, store_findings
from suppliers.services.import_check import Findings
from suppliers.services.job import JobRefused


def import_for_job(job: Job, progress: Callable[[int], None]) -> Callable[[], dict[str, Any]]:
    """Read what the job names; the function that comes back keeps the findings, or writes the rows.

    Raises JobRefused for an import that is gone or has moved on, and for rows that have a problem by now.
    """
    data_import = DataImport.objects.filter(pk=job.facts.get("data_import", 0)).first()
    if data_import is None or job.requested_by is None:
        raise JobRefused(_("The job names no import."))
    act = str(job.facts.get("act", ""))
    if data_import.status not in {ImportStatus.UPLOADED, ImportStatus.CHECKED}:
        raise JobRefused(_("The import was applied or put aside meanwhile."))
    try:
        found = findings_of(data_import, at=now(), progress=progress, keep=act == "apply")
    except (ImportFileRefused, OSError) as error:
        raise JobRefused(_("The file of the import cannot be read any more.")) from error
    if act == "apply" and found.is_clean:
        return partial(_apply, data_import, found, by=job.requested_by)
    return partial(_store, data_import, found, by=job.requested_by)


def _store(data_import: DataImport, found: Findings, *, by: Account) -> dict[str, Any]:
    store_findings(data_import, found, by=by, at=now())
    return {"data_import": data_import.pk, "rows": found.rows, "bad_rows": found.bad_rows}


def _apply(data_import: DataImport, found: Findings, *, by: Account) -> dict[str, Any]:
    try:
        apply_import(data_import, by=by, at=now(), read=found.read)
    except (AppliedBefore, ImportHasProblems, MoveNotAllowed, SecondPersonNeeded) as error:
        raise JobRefused(_("The import was applied or put aside meanwhile.")) from error
    return {"data_import": data_import.pk, "rows": data_import.rows_total}
