"""One installation for a test: its folder, its addresses, and workers that can be killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from celery import Celery

from config.env import ROOT

WORKERS = "tests.engines.worker_app"


@dataclass
class Plant:
    """One installation for a test: folder, addresses, and the workers that run in it."""

    folder: Path
    environment: dict[str, str]
    broker: Celery
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self) -> None:
        number = len(self.workers)
        argv = [sys.executable, "-m", "celery", "--quiet", "--skip-checks", "-A", WORKERS, "worker", "--concurrency", "1"]
        argv += [
            "--loglevel",
            "WARNING",
            "--without-gossip",
            "--without-mingle",
            "--hostname",
            f"w{number}-{time.monotonic_ns()}",
        ]
        with (self.folder / "workers.log").open("ab") as log:
            self.workers.append(
                subprocess.Popen(argv, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True)
            )

    def kill_worker(self, number: int) -> None:
        """SIGKILL for the worker and all its processes, at whatever they are doing; a new one takes its place."""
        _kill(self.workers.pop(number))
        self.start_worker()

    def log(self) -> str:
        return (self.folder / "workers.log").read_text(errors="replace")

    def stop(self) -> None:
        for each in self.workers:
            _kill(each)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
