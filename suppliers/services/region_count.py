"""Regional counts as background work: asked for, counted, stored once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from suppliers.models import Account, Job, RegionCount
from suppliers.permissions import NotAllowed, counts_regions
from suppliers.rules.job import JobKind, JobState
from suppliers.rules.region_count import BadDay, RegionTally, check_begun, read_day
from suppliers.selectors.clock import local_day, now
from suppliers.selectors.region_count import region_counts
from suppliers.services.job import JobRefused, request_job


@transaction.atomic
def request_region_count(as_of: date, *, by: Account | None, at: datetime) -> Job:
    """Ask for the count of one day. As long as it is not done the same job comes back, however often it is asked.

    A day may be counted again later, because a correction of the register changes what is true of it. `by` None is
    the clock. Raises NotAllowed or DayInFuture.
    """
    if by is not None and not counts_regions(by):
        raise NotAllowed
    check_begun(as_of, today=local_day(at))
    done = Job.objects.filter(kind=JobKind.REGION_COUNT, state=JobState.DONE, key__startswith=f"region-count:{as_of}:").count()
    return _request(as_of, done, by=by, at=at)


@transaction.atomic
def request_yesterdays_count(*, at: datetime) -> Job:
    """The first count of the day that has just ended; one job, however often the clock strikes."""
    return _request(local_day(at) - timedelta(days=1), 0, by=None, at=at)


def _request(as_of: date, repetition: int, *, by: Account | None, at: datetime) -> Job:
    key = f"region-count:{as_of}:{repetition}"
    return request_job(JobKind.REGION_COUNT, key=key, facts={"as_of": as_of.isoformat()}, by=by, at=at)


def count_for_job(job: Job, progress: Callable[[int], None]) -> Callable[[], dict[str, Any]]:
    """Count what the job asks for; the function that comes back stores it in the job's last transaction.

    Raises JobRefused for a job that names no day.
    """
    try:
        as_of = read_day(str(job.facts.get("as_of", "")))
    except BadDay as error:
        raise JobRefused(_("The job names no calendar day.")) from error
    counted = region_counts(as_of)
    progress(90)
    return partial(_publish, counted, job=job)


def _publish(counted: RegionTally, *, job: Job) -> dict[str, Any]:
    stored = store_region_count(counted, at=now(), job=job)
    return {"region_count": stored.pk, "as_of": counted.as_of.isoformat(), "total": counted.total}


def store_region_count(counted: RegionTally, *, at: datetime, job: Job | None = None) -> RegionCount:
    """Keep a count for good. A recount is a new row, never a changed one."""
    return RegionCount.objects.create(
        as_of=counted.as_of,
        counted_at=at,
        total=counted.total,
        groups={str(group): number for group, number in counted.groups.items()},
        provinces=dict(counted.provinces),
        countries=dict(counted.countries),
        job=job,
    )
