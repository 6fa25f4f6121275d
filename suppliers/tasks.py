"""The lower app's Celery doors: ids in, one service call."""

from celery import current_app, shared_task

from suppliers.selectors.clock import now
from suppliers.services import outbox
from suppliers.services.daily_clock import run_daily_clocks
from suppliers.services.import_job import import_for_job
from suppliers.services.job import jobs_to_resend, run_job, send_job
from suppliers.services.policy_simulation import simulate_for_job
from suppliers.services.region_count import count_for_job, request_yesterdays_count
from suppliers.services.tier import decide_tiers_for_job


def carry(job_id: int, kind: str) -> None:
    """Hand a job's id to the broker; the kind is the task's name."""
    current_app.send_task(str(kind), args=[job_id], ignore_result=True)


@shared_task(name="suppliers.send_notices")
def send_notices() -> int:
    """Mail what the outbox holds."""
    return outbox.send_notices(at=now())


@shared_task(name="suppliers.resend_jobs")
def resend_jobs() -> int:
    """Send again what the table lacks: no broker setting alone gives exactly once."""
    lost = jobs_to_resend(at=now())
    for job_id, kind in lost:
        send_job(job_id, kind)
    return len(lost)


@shared_task(name="suppliers.daily_clocks")
def daily_clocks() -> None:
    """What a new day does to applications and signatures."""
    run_daily_clocks(at=now())


@shared_task(name="suppliers.count_regions")
def count_regions(job_id: int) -> bool:
    """Count one day's suppliers by region."""
    return run_job(job_id, count_for_job)


@shared_task(name="suppliers.count_yesterday")
def count_yesterday() -> int:
    """Ask for the count of the day that has just ended."""
    return request_yesterdays_count(at=now()).pk


@shared_task(name="suppliers.check_import")
def check_import(job_id: int) -> bool:
    """Check or write one large file of the register."""
    return run_job(job_id, import_for_job)


@shared_task(name="suppliers.decide_tiers")
def decide_tiers(job_id: int) -> bool:
    """Decide all tiers anew."""
    return run_job(job_id, decide_tiers_for_job)


@shared_task(name="suppliers.simulate_policy")
def simulate_policy(job_id: int) -> bool:
    """Try a version of the scoring policy on the register as it is."""
    return run_job(job_id, simulate_for_job)
