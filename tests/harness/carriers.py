"""Other ways for a job to reach its task than a broker; named in settings by a dotted path."""

from celery import current_app


def run_at_once(job_id: int, kind: str) -> None:
    """Do the work in the process that asked, right after its commit: for journeys, where no worker runs."""
    current_app.tasks[str(kind)].apply(args=[job_id], throw=True)
