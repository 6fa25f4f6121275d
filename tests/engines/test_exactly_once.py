"""Workers are killed at random moments and messages doubled: every item comes out once, every mail goes out."""

import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from suppliers.models import Job, Notice, NumberSeries
from suppliers.rules.job import JobState
from suppliers.selectors.clock import now
from suppliers.services.job import request_job
from suppliers.services.notice import queue_notice
from tests.engines.plant import Plant
from tests.engines.worker_app import ITEM
from tests.harness.engines import embedded_valkey

pytestmark = pytest.mark.broker
ITEMS = 150
NOTICES = 60
KILLS = 8
DOUBLED = 60
SEED = 253
GIVE_UP_AFTER_SECONDS = 150


def wait_for(condition: Callable[[], bool], plant: Plant, *, tick: Callable[[], None] = lambda: None) -> None:
    deadline = time.monotonic() + GIVE_UP_AFTER_SECONDS
    while not condition():
        assert time.monotonic() < deadline, plant.log()[-3000:]
        assert all(worker.poll() is None for worker in plant.workers), plant.log()[-3000:]
        tick()
        time.sleep(0.5)


def ask_for_items(number: int) -> list[int]:
    facts: dict[str, Any] = {}
    return [request_job(ITEM, key=f"item-{each}", facts=facts, by=None, at=now()).pk for each in range(number)]  # type: ignore[arg-type]


def ask_for_mails(number: int) -> set[str]:
    ids = set()
    for each in range(number):
        at = now() - timedelta(seconds=number - each)
        notice = queue_notice("account_exists", key=f"mail-{each}", at=at, email=f"reader-{each}@example.com", language="en")
        ids.add(f"<notice-{notice.pk}@assay>")
    return ids


def test_every_item_once_and_every_mail_out_while_workers_are_killed(make_plant: Callable[[str], Plant], broker_url: str) -> None:
    chance = random.Random(SEED)
    plant = make_plant(broker_url)
    jobs = ask_for_items(ITEMS)
    mails = ask_for_mails(NOTICES)
    for each in chance.choices(jobs, k=DOUBLED):
        plant.broker.send_task(ITEM, args=[each], ignore_result=True)
    plant.start_worker()
    plant.start_worker()
    kills: list[float] = []
    next_kill = time.monotonic() + 4

    def tick() -> None:
        nonlocal next_kill
        # The clock's part: what beat does every few seconds.
        plant.broker.send_task("suppliers.resend_jobs", expires=2)
        plant.broker.send_task("suppliers.send_notices", expires=2)
        if len(kills) < KILLS and time.monotonic() > next_kill:
            plant.kill_worker(chance.randrange(2))
            kills.append(time.monotonic())
            next_kill = time.monotonic() + chance.uniform(1.0, 4.0)

    def all_done() -> bool:
        waiting = Job.objects.exclude(state__in=(JobState.DONE, JobState.FAILED)).exists()
        unsent = Notice.objects.filter(sent_at__isnull=True).exists()
        return not waiting and not unsent and len(kills) == KILLS

    wait_for(all_done, plant, tick=tick)

    assert Counter(Job.objects.values_list("state", flat=True)) == {JobState.DONE: ITEMS}
    published = dict(NumberSeries.objects.filter(name__startswith="item-").values_list("name", "last"))
    assert published == {f"item-{each}": 1 for each in range(ITEMS)}
    mailed = Counter(Path(plant.environment["TEST_MAILBOX"]).read_text(encoding="ascii").split())
    assert set(mailed) == mails
    # A worker killed between the server's yes and our mark mails that one again, under the same Message-ID.
    assert sum(mailed.values()) - len(mails) <= len(kills)


def test_a_broker_that_is_away_delays_work_and_refuses_nobody(make_plant: Callable[[str], Plant], broker_folder: Path) -> None:
    with embedded_valkey(broker_folder) as url:
        plant = make_plant(url)
        plant.start_worker()
        before = request_job(ITEM, key="before", facts={}, by=None, at=now())  # type: ignore[arg-type]
        wait_for(lambda: Job.objects.get(pk=before.pk).state == JobState.DONE, plant)

    began = time.monotonic()
    meanwhile = request_job(ITEM, key="meanwhile", facts={}, by=None, at=now())  # type: ignore[arg-type]

    assert time.monotonic() - began < 2
    meanwhile.refresh_from_db()
    assert (meanwhile.state, meanwhile.sent_at) == (JobState.QUEUED, None)
    with embedded_valkey(broker_folder):
        sweep = lambda: plant.broker.send_task("suppliers.resend_jobs", expires=2)  # noqa: E731
        wait_for(lambda: Job.objects.get(pk=meanwhile.pk).state == JobState.DONE, plant, tick=sweep)
    assert NumberSeries.objects.get(name="meanwhile").last == 1
