"""A job is asked for once, held by one worker at a time, and published once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from suppliers.models import Job, NumberSeries
from suppliers.rules.job import MAX_ATTEMPTS, JobKind, JobState
from suppliers.selectors.clock import now
from suppliers.services.job import JobLost, JobRefused, claim_job, jobs_to_resend, request_job, run_job
from suppliers.services.numbering import next_number

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def ask(key: str = "count:1") -> Job:
    return request_job(JobKind.REGION_COUNT, key=key, facts={"as_of": "2026-06-30"}, by=None, at=now())


def publish_a_number() -> dict[str, Any]:
    return {"number": next_number("published")}


def published() -> int:
    return sum(NumberSeries.objects.filter(name="published").values_list("last", flat=True))


def lose_worker(job: Job) -> None:
    """As after SIGKILL: running, and no sign of life for an hour."""
    assert claim_job(job.pk, at=now()) is not None
    Job.objects.filter(pk=job.pk).update(heartbeat_at=now() - HOUR, sent_at=now() - HOUR)


def test_asking_twice_gives_the_same_job() -> None:
    assert ask().pk == ask().pk
    assert Job.objects.count() == 1


def test_what_is_done_once_is_not_done_again() -> None:
    job = ask()

    assert run_job(job.pk, lambda _job, _progress: publish_a_number) is True
    assert run_job(job.pk, lambda _job, _progress: publish_a_number) is False

    job.refresh_from_db()
    assert (job.state, job.progress, job.result, published()) == (JobState.DONE, 100, {"number": 1}, 1)


def test_a_held_job_is_not_given_to_a_second_worker() -> None:
    job = ask()

    assert claim_job(job.pk, at=now()) is not None
    assert claim_job(job.pk, at=now()) is None


def test_a_worker_that_was_taken_over_publishes_nothing_and_reports_no_progress() -> None:
    job = ask()

    def slow_work(held: Job, progress: Any) -> Any:
        Job.objects.filter(pk=held.pk).update(heartbeat_at=now() - HOUR)
        assert run_job(held.pk, lambda _job, _progress: publish_a_number) is True
        with pytest.raises(JobLost):
            progress(50)
        return publish_a_number

    assert run_job(job.pk, slow_work) is False
    assert published() == 1


def test_a_claim_of_an_earlier_life_is_worth_nothing_after_the_job_was_asked_for_again() -> None:
    job = ask()

    def failed_meanwhile(held: Job, _progress: Any) -> Any:
        Job.objects.filter(pk=held.pk).update(state=JobState.FAILED)
        assert claim_job(ask().pk, at=now() + timedelta(seconds=1)) is not None
        return publish_a_number

    assert run_job(job.pk, failed_meanwhile) is False
    assert published() == 0


def test_a_publication_that_fails_leaves_nothing_and_the_job_queued() -> None:
    job = ask()

    def publish_and_fail() -> dict[str, Any]:
        publish_a_number()
        raise ValueError("no room")

    with pytest.raises(ValueError, match="no room"), transaction.atomic():
        run_job(job.pk, lambda _job, _progress: publish_and_fail)
    # The error reached the caller; what a worker, outside any transaction, keeps is told below.
    assert published() == 0


@pytest.mark.django_db(transaction=True)
def test_an_error_queues_the_job_again_until_its_attempts_are_used_up() -> None:
    job = ask()

    def broken(_job: Job, _progress: Any) -> Any:
        raise ValueError("no room")

    for attempt in range(1, MAX_ATTEMPTS + 1):
        with pytest.raises(ValueError, match="no room"):
            run_job(job.pk, broken)
        job.refresh_from_db()
        expected = JobState.FAILED if attempt == MAX_ATTEMPTS else JobState.QUEUED
        assert (job.state, job.attempts, job.error, job.sent_at) == (expected, attempt, "ValueError: no room", None)

    assert run_job(job.pk, broken) is False
    assert published() == 0


def test_a_refusal_ends_the_job_with_its_reason_and_asking_again_starts_anew() -> None:
    job = ask()

    def refuse(_job: Job, _progress: Any) -> Any:
        raise JobRefused("There is nothing to count.")

    assert run_job(job.pk, refuse) is False
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "There is nothing to count.")
    again = ask()
    assert (again.pk, again.state, again.attempts, again.error) == (job.pk, JobState.QUEUED, 0, "")


def test_the_sweeper_finds_what_was_never_sent_what_was_lost_and_whose_worker_died() -> None:
    never_sent, lost, died, running, waiting = (ask(key) for key in ("never", "lost", "died", "running", "waiting"))
    Job.objects.update(requested_at=now() - HOUR)
    Job.objects.filter(pk=never_sent.pk).update(sent_at=None)
    Job.objects.filter(pk=lost.pk).update(sent_at=now() - HOUR)
    lose_worker(died)
    assert claim_job(running.pk, at=now()) is not None
    Job.objects.filter(pk=waiting.pk).update(sent_at=now())

    found = {pk for pk, _kind in jobs_to_resend(at=now())}

    assert found == {never_sent.pk, lost.pk, died.pk}


def test_the_sweeper_sends_a_bounded_number_oldest_first() -> None:
    jobs = [ask(f"count:{number}") for number in range(5)]
    for age, job in enumerate(jobs):
        Job.objects.filter(pk=job.pk).update(requested_at=now() - HOUR + timedelta(minutes=age), sent_at=None)

    assert [pk for pk, _kind in jobs_to_resend(at=now(), most=2)] == [jobs[0].pk, jobs[1].pk]


def test_a_job_whose_worker_died_too_often_fails_instead_of_killing_the_next() -> None:
    job = ask()
    for _attempt in range(MAX_ATTEMPTS):
        lose_worker(job)

    assert jobs_to_resend(at=now()) == []
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "The worker was lost too often.")
