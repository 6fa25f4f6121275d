"""Background work: asked for in a transaction, claimed by one worker, published by one transaction.

No setting of the message broker gives exactly once. What gives it: the row is the truth, its key is unique, a
worker claims it by a conditional update, the result and DONE are written in one transaction that checks the claim,
and a sweeper sends again what has not been done. Source: docs/decisions/0003-jobs-and-outbox.md.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.module_loading import import_string

from suppliers.models import Account, Job, Supplier
from suppliers.rules.job import MAX_ATTEMPTS, STALE_AFTER_SECONDS, JobKind, JobState
from suppliers.selectors.clock import now

log = logging.getLogger(__name__)

Progress = Callable[[int], None]
Publish = Callable[[], dict[str, Any]]
Work = Callable[[Job, Progress], Publish]


class JobLost(Exception):
    """Another worker has the job now, or it is finished: this one publishes nothing."""


class JobRefused(Exception):
    """The work can't be done, however often it is tried; `reason` is a sentence for the person who asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def leave_for_the_sweeper(job_id: int, kind: str) -> None:
    """A carrier that carries nothing: the job waits for `resend_jobs`."""


def request_job(
    kind: JobKind,
    *,
    key: str,
    facts: dict[str, Any],
    by: Account | None,
    at: datetime,
    supplier: Supplier | None = None,
) -> Job:
    """The job with this key, made in the caller's transaction if it is new, and sent after the commit.

    A FAILED job asked for again starts anew.
    """
    job, created = Job.objects.get_or_create(
        key=key, defaults={"kind": kind, "facts": facts, "requested_by": by, "requested_at": at, "supplier": supplier}
    )
    if not created and job.state in {JobState.FAILED, JobState.CANCELLED}:
        again = {"state": JobState.QUEUED, "attempts": 0, "progress": 0, "error": "", "sent_at": None, "finished_at": None}
        created = bool(Job.objects.filter(pk=job.pk, state=job.state).update(requested_at=at, **again))
        job.refresh_from_db()
    if created:
        transaction.on_commit(partial(send_job, job.pk, str(kind)), robust=True)
    return job


def send_job(job_id: int, kind: str) -> None:
    """Hand the id to the carrier; when the broker is down the job stays queued and the sweeper sends it later."""
    import_string(settings.ASSAY_JOB_CARRIER)(job_id, kind)
    Job.objects.filter(pk=job_id).update(sent_at=now())


def claim_job(job_id: int, *, at: datetime) -> Job | None:
    """Take the job for this worker, or None when it is done, taken by a living worker, or out of attempts."""
    dead = at - timedelta(seconds=STALE_AFTER_SECONDS)
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, heartbeat_at__lt=dead)
    taken = Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
        state=JobState.RUNNING, started_at=at, heartbeat_at=at, attempts=F("attempts") + 1, progress=0, error=""
    )
    return Job.objects.select_related("supplier", "requested_by").get(pk=job_id) if taken else None


def report_progress(job: Job, percent: int) -> None:
    """Store progress and a sign of life. Raises JobLost when the claim is no longer ours."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    if not mine.update(progress=percent, heartbeat_at=now()):
        raise JobLost


def run_job(job_id: int, work: Work) -> bool:
    """Claim, work, publish. True when this call finished the job; False when there was nothing to do for it.

    `work` prepares everything and returns a function that writes the result rows; that function and DONE are one
    transaction. JobRefused ends the job as FAILED; any other error leaves it for the next attempt and is raised on.
    """
    job = claim_job(job_id, at=now())
    if job is None:
        return False
    try:
        publish = work(job, partial(report_progress, job))
        publish_job(job, publish)
    except JobLost:
        log.info("job %s was taken over; its first result is dropped", job_id)
        return False
    except JobRefused as refusal:
        fail_job(job, refusal.reason)
        return False
    except BaseException as error:
        release_job(job, error)
        raise
    return True


@transaction.atomic
def publish_job(job: Job, publish: Publish) -> None:
    """Write the result and DONE together. Raises JobLost, and then nothing is written."""
    mine = Job.objects.select_for_update().filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    if not mine.exists():
        raise JobLost
    result = publish()
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, progress=100, finished_at=now(), result=result)


def fail_job(job: Job, reason: str) -> None:
    """End the job with a reason for the person who asked."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    mine.update(state=JobState.FAILED, error=reason, finished_at=now())


def release_job(job: Job, error: BaseException) -> None:
    """Give a job back after an error: queued again, or failed when its attempts are used up."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    note = f"{type(error).__name__}: {error}"[:500]
    if job.attempts >= MAX_ATTEMPTS:
        mine.update(state=JobState.FAILED, error=note, finished_at=now())
    else:
        mine.update(state=JobState.QUEUED, error=note, sent_at=None)


def jobs_to_resend(*, at: datetime) -> list[tuple[int, str]]:
    """(id, kind) of jobs whose message is lost or whose worker died; jobs out of attempts become FAILED."""
    dead = at - timedelta(seconds=STALE_AFTER_SECONDS)
    lost = Job.objects.filter(
        Q(state=JobState.QUEUED, sent_at__isnull=True, requested_at__lt=at - timedelta(seconds=5))
        | Q(state=JobState.QUEUED, sent_at__lt=dead)
        | Q(state=JobState.RUNNING, heartbeat_at__lt=dead)
    )
    lost.filter(attempts__gte=MAX_ATTEMPTS).update(state=JobState.FAILED, finished_at=at, error="The worker was lost too often.")
    return list(lost.values_list("pk", "kind"))
