"""What the workers of these tests run: the product's own Celery application, with one light job and a mailbox to count in."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from celery import shared_task
from django.core.mail.backends.base import BaseEmailBackend

from config.celery import app

ITEM = "tests.engines.item"
STEPS = 4
SECONDS_PER_STEP = 0.04


class Mailbox(BaseEmailBackend):
    """One line for each accepted message, written in one go: what the outside world has seen."""

    def send_messages(self, email_messages: Any) -> int:
        for message in email_messages:
            with Path(os.environ["TEST_MAILBOX"]).open("a", encoding="ascii") as mailbox:
                mailbox.write(message.extra_headers["Message-ID"] + "\n")
        return len(email_messages)


@app.on_after_finalize.connect
def shorten_claims(sender: Any, **kwargs: Any) -> None:
    """A killed worker's claim on a message lapses after seconds here, after minutes in the product."""
    from suppliers.services import notice  # noqa: PLC0415 -- the applications must be loaded first

    notice.CLAIM_LASTS = timedelta(seconds=4)


@shared_task(name=ITEM)
def item(job_id: int) -> bool:
    """A piece of work of 0.16 s that shows its progress and publishes by counting: a second publication would show."""
    from suppliers.services.job import run_job  # noqa: PLC0415 -- the applications must be loaded first

    return run_job(job_id, _work)


def _work(job: Any, progress: Callable[[int], None]) -> Callable[[], dict[str, Any]]:
    for step in range(STEPS):
        time.sleep(SECONDS_PER_STEP)
        progress(step * 100 // STEPS)
    return partial(_publish, job.key)


def _publish(key: str) -> dict[str, Any]:
    from suppliers.services.numbering import next_number  # noqa: PLC0415 -- the applications must be loaded first

    return {"publication": next_number(key)}
