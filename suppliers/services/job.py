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
from django.db.models import F, Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from suppliers.models import Account, Job, Supplier
from suppliers.rules.job import MAX_ATTEMPTS, JobKind, JobState
from suppliers.selectors.clock import now

log = logging.getLogger(__name__)

Progress = Callable[[int], None]
Publish = Callable[[], dict[str, Any]]
Work = Callable[[Job, Progress], Publish]

MOST_RESENT = 100
FRESH = timedelta(seconds=5)
# A technical note like the class of an error: faces show the state in the reader's words, and this to the operator.
_LOST_TOO_OFTEN = gettext_noop("The worker was lost too often.")


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
        # A function, no partial: Django logs a failed robust callback by its name, and a partial has none.
        transaction.on_commit(lambda: send_job(job.pk, str(kind)), robust=True)
    return job


def send_job(job_id: int, kind: str) -> None:
    """Hand the id to the carrier; when the broker is down the job stays queued and the sweeper sends it later."""
    import_string(settings.ASSAY_JOB_CARRIER)(job_id, kind)
    Job.objects.filter(pk=job_id).update(sent_at=now())


def stale_after() -> timedelta:
    """How long a running job may give no sign of life: longer than the time limit that ends every task."""
    return timedelta(seconds=settings.ASSAY_JOB_STALE_SECONDS)


def claim_job(job_id: int, *, at: datetime) -> Job | None:
    """Take the job for this worker, or None when it is done, taken by a living worker, or out of attempts."""
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, heartbeat_at__lt=at - stale_after())
    taken = Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
        state=JobState.RUNNING, started_at=at, heartbeat_at=at, attempts=F("attempts") + 1, progress=0, error=""
    )
    return Job.objects.select_related("supplier", "requested_by").get(pk=job_id) if taken else None


def _mine(job: Job) -> QuerySet[Job]:
    """The row as long as this worker's claim holds.

    The attempt alone does not tell claims apart: it starts anew when a failed job is asked for again.
    """
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts, started_at=job.started_at)


def report_progress(job: Job, percent: int) -> None:
    """Store progress and a sign of life. Raises JobLost when the claim is no longer ours."""
    if not _mine(job).update(progress=percent, heartbeat_at=now()):
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
    # DONE first: the row stays locked until the result is written, so nobody can take the job over in between.
    if not _mine(job).update(state=JobState.DONE, progress=100, finished_at=now()):
        raise JobLost
    Job.objects.filter(pk=job.pk).update(result=publish())


def fail_job(job: Job, reason: str) -> None:
    """End the job with a reason for the person who asked."""
    _mine(job).update(state=JobState.FAILED, error=reason, finished_at=now())


def release_job(job: Job, error: BaseException) -> None:
    """Give a job back after an error: queued again, or failed when its attempts are used up."""
    note = f"{type(error).__name__}: {error}"[:500]
    if job.attempts >= MAX_ATTEMPTS:
        _mine(job).update(state=JobState.FAILED, error=note, finished_at=now())
    else:
        _mine(job).update(state=JobState.QUEUED, error=note, sent_at=None)


def jobs_to_resend(*, at: datetime, most: int = MOST_RESENT) -> list[tuple[int, str]]:
    """(id, kind) of jobs whose message is lost or whose worker died, oldest first; jobs out of attempts become FAILED.

    A job that only waits its turn in a long queue looks the same as a lost one; a second message does no harm, and
    `most` keeps their number small.
    """
    dead = at - stale_after()
    not_sent_lately = Q(sent_at__isnull=True) | Q(sent_at__lt=dead)
    lost = Job.objects.filter(
        Q(state=JobState.QUEUED, requested_at__lt=at - FRESH) | Q(state=JobState.RUNNING, heartbeat_at__lt=dead), not_sent_lately
    )
    lost.filter(attempts__gte=MAX_ATTEMPTS).update(state=JobState.FAILED, finished_at=at, error=_LOST_TOO_OFTEN)
    return list(lost.order_by("requested_at", "pk").values_list("pk", "kind")[:most])
