"""Background work: what was asked for, how far it is, what came of it."""

import re
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.history_words import fact_label, fact_value
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin
from suppliers.admin.words import job_badge, moment_words
from suppliers.models import Job
from suppliers.models.labels import JOB_KIND, JOB_STATE, choices
from suppliers.permissions import reads_all_suppliers, sees_operations
from suppliers.rules.job import JobKind, JobState
from suppliers.selectors.clock import now
from suppliers.selectors.job import visible_jobs
from suppliers.services.job import request_job

UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)
# What a fault leaves begins with the name of its class.
TECHNICAL = re.compile(r"[A-Za-z_.]+: ")
# Result facts that are rows, with the page that shows them.
RESULT_PAGES = {
    "data_import": "admin:suppliers_dataimport_change",
    "region_count": "admin:suppliers_regioncount_change",
    "issued_report": "admin:assessments_issuedreport_change",
    "report": "admin:assessments_issuedreport_change",
    "simulation": "admin:suppliers_policysimulation_change",
}


@admin.register(Job)
class JobAdmin(ReadingAdmin):
    """The list, a page per job, its moving bar, and trying a failed one again."""

    reads = staticmethod(sees_operations)
    visible = staticmethod(visible_jobs)
    page_template = "admin/pages/job.html"
    acts = {"state": "state", "try-again": "try_again"}
    list_title = gettext_lazy("Background work")
    list_intro = gettext_lazy("Work that goes on when the page is closed. A job that failed can be tried again.")
    list_empty = gettext_lazy("No work has been asked for yet.")
    list_display = ("kind_shown", "about", "state_shown", "progress_figure", "attempts_figure", "asked_by", "asked_at")
    list_display_links = ("kind_shown",)
    sortable_by = ()
    list_filter = (
        code_filter(gettext_lazy("work"), "kind", lambda: choices(JOB_KIND)),
        code_filter(gettext_lazy("state"), "state", lambda: choices(JOB_STATE)),
    )

    @admin.display(description=gettext_lazy("work"))
    def kind_shown(self, job: Job) -> str:
        return job.get_kind_display()

    @admin.display(description=gettext_lazy("about"))
    def about(self, job: Job) -> str:
        return job_subject(job)

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, job: Job) -> str:
        return job_badge(job.state)

    @admin.display(description=gettext_lazy("progress (%)"))
    def progress_figure(self, job: Job) -> str:
        return str(job.progress)

    @admin.display(description=gettext_lazy("attempts"))
    def attempts_figure(self, job: Job) -> str:
        return str(job.attempts)

    @admin.display(description=gettext_lazy("asked for by"))
    def asked_by(self, job: Job) -> str:
        return str(job.requested_by) if job.requested_by else _("Assay (on schedule)")

    @admin.display(description=gettext_lazy("asked for at"))
    def asked_at(self, job: Job) -> str:
        return moment_words(job.requested_at)

    def page_context(self, request: HttpRequest, row: Job) -> dict[str, Any]:
        return {
            "title": row.get_kind_display(),
            "subject": job_subject(row),
            "may_read_supplier": reads_all_suppliers(request.user),
            **job_progress(row, request),
        }

    def state(self, request: HttpRequest, job: Job) -> HttpResponse:
        """The bar alone, for the page that shows it; at the end the whole page is loaded again, with its times and buttons."""
        response = render(request, "admin/parts/job.html", job_progress(job, request))
        if job.state not in UNDER_WAY:
            response["HX-Refresh"] = "true"
        return response

    def try_again(self, request: HttpRequest, job: Job) -> HttpResponse:
        """Start a failed job anew; a second click finds it started."""
        if request.method != "POST":
            return redirect(self.address(job))
        if job.state != JobState.FAILED:
            return self.back(request, job, _("This job has not failed, so there is nothing to try again."), refused=True)
        with transaction.atomic():
            request_job(JobKind(job.kind), key=job.key, facts=job.facts, by=request.user, at=now(), supplier=job.supplier)
        return self.back(request, job, _("The job has been started again."))


def job_subject(job: Job) -> str:
    """What the job is about: the supplier, or the day."""
    facts = job.facts if isinstance(job.facts, dict) else {}
    if job.supplier:
        return f"{job.supplier} · {job.supplier.number}"
    return fact_value(facts["as_of"]) if "as_of" in facts else ""


def job_progress(job: Job, request: HttpRequest) -> dict[str, Any]:
    """What `admin/parts/job.html` shows of a job; it asks again every second while the work is under way."""
    return {
        "job": job,
        "job_state": job_badge(job.state),
        "is_under_way": job.state in UNDER_WAY,
        "may_try_again": job.state == JobState.FAILED,
        "result": _result(job, request),
        "job_error": _error_words(job),
    }


def _error_words(job: Job) -> str:
    """Why the work failed: our own sentence in the reader's language, or what a fault left, said to be a technical note."""
    if not job.error:
        return ""
    if not TECHNICAL.match(job.error):
        return _(job.error)  # the sentences are marked where they are raised
    if job.state in UNDER_WAY:
        return _("An attempt failed; the next one begins by itself. Technical note: %(note)s") % {"note": job.error}
    return _("The work could not be finished. Try again; if it fails again, tell the administrator this note: %(note)s") % {
        "note": job.error
    }


def _result(job: Job, request: HttpRequest) -> list[tuple[str, str, str]]:
    """(label, words, address) of each fact of the result; addresses only for pages this person may open."""
    facts = job.result if isinstance(job.result, dict) else {}
    lines = []
    for key, value in facts.items():
        address = _result_page(key, value) if reads_all_suppliers(request.user) else ""
        if key in RESULT_PAGES:
            if address:
                lines.append((_("Result"), _("Open it"), address))
        else:
            lines.append((fact_label(key), fact_value(value), ""))
    return lines


def _result_page(key: str, value: object) -> str:
    if key not in RESULT_PAGES:
        return ""
    try:
        return reverse(RESULT_PAGES[key], args=[value])
    except NoReverseMatch:
        return ""
