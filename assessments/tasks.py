"""The upper app's Celery doors: ids in, one service call."""

import logging

from celery import shared_task
from celery.signals import worker_init

from assessments.reports.audit_report import STYLESHEETS
from assessments.services.assessment import assign_after_admittance, assign_due_assessments
from assessments.services.assessment_clock import close_returned_assessments, remind_of_assessments
from assessments.services.carbon import begin_signed_agreements
from assessments.services.carbon_year import carbon_clock
from assessments.services.issued_report import make_audit_report
from suppliers.reports.pdf import PdfEngineMissing, warm_up
from suppliers.selectors.clock import now
from suppliers.services.job import run_job

log = logging.getLogger(__name__)


@worker_init.connect
def warm_the_pdf_engine(**_: object) -> None:
    """Load fonts and style sheets once per worker; without the system libraries everything but papers goes on."""
    # Before the pool is forked: its processes share the memory, and one that replaces another is warm at once. A
    # process of the pool has four seconds to report; unpacking the fonts for the first time may take longer.
    try:
        warm_up(STYLESHEETS)
    except PdfEngineMissing as missing:
        log.warning("%s", missing)


@shared_task(name="assessments.daily_clocks")
def daily_clocks() -> dict[str, int]:
    """Ask whoever is due, close what was not mended in time, remind of the rest."""
    at = now()
    return {
        "assigned": assign_due_assessments(at=at),
        "closed": close_returned_assessments(at=at),
        "looked_at": remind_of_assessments(at=at),
        "carbon_begun": begin_signed_agreements(at=at),
        "carbon_looked_at": carbon_clock(at=at),
    }


@shared_task(name="assessments.assign_after_admittance")
def ask_newly_admitted() -> int:
    """Ask suppliers that became active since the last look; the lower app knows nothing of assessments."""
    return assign_after_admittance(at=now())


@shared_task(name="assessments.issue_audit_report")
def issue_audit_report(job_id: int) -> bool:
    """Make one audit report; True when this call finished it."""
    return run_job(job_id, make_audit_report)
