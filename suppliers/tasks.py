"""The lower app's Celery doors: ids in, one service call."""

from celery import current_app, shared_task

from suppliers.selectors.clock import now
from suppliers.services.job import jobs_to_resend, send_job


def carry(job_id: int, kind: str) -> None:
    """Hand a job's id to the broker; the kind is the task's name."""
    current_app.send_task(str(kind), args=[job_id], ignore_result=True)


@shared_task(name="suppliers.resend_jobs")
def resend_jobs() -> int:
    """Send again what the table lacks: no broker setting alone gives exactly once."""
    lost = jobs_to_resend(at=now())
    for job_id, kind in lost:
        send_job(job_id, kind)
    return len(lost)
