"""`./run test`: the checks, all tests on SQLite and Valkey, the database part again on PostgreSQL and Redis, one summary."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn
from xml.etree import ElementTree as ET

from config.catalogues import compile_catalogues
from config.env import ROOT
from tests.harness.engines import (
    EngineMissing,
    embedded_valkey,
    installed_redis,
    postgresql,
    postgresql_version,
    redis_version,
    temporary_folder,
)

BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "of-this-check-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "ALLOWED_HOSTS": "assay.example.com",
    "DATABASE_URL": "postgresql://assay@db/assay",
    "REDIS_URL": "redis://redis:6379/0",
}
CHECKS: tuple[tuple[str, list[str], dict[str, str]], ...] = (
    ("ruff check", [str(BIN / "ruff"), "check", "--quiet", "."], {}),
    ("ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
    ("mypy", [sys.executable, "-m", "mypy", "--no-error-summary"], {}),
    ("layers", [str(BIN / "lint-imports"), "--no-logo"], {}),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], {"DJANGO_SETTINGS_MODULE": "config.settings.test"}),
    ("production settings", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
)
PROCESSES = str(max(2, min(4, os.cpu_count() or 2)))


@dataclass
class Outcome:
    """What one round of pytest came to."""

    title: str
    code: int
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0


@dataclass
class Session:
    """One `./run test`: where it works, what it found, what it could not have."""

    folder: Path
    environment: dict[str, str]
    failed_checks: list[str] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def check(self, title: str, argv: list[str], environment: dict[str, str]) -> None:
        """Run one check; its words are shown when it fails."""
        began = time.monotonic()
        done = subprocess.run(
            argv,
            cwd=ROOT,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        say(f"{'ok    ' if done.returncode == 0 else 'FAILED'}  {title} ({time.monotonic() - began:.0f} s)")
        if done.returncode:
            say(done.stdout)
            self.failed_checks.append(title)

    def pytest(self, title: str, *options: str, **environment: str) -> None:
        """Run one round of tests and count what it says."""
        say(f"\n=== {title}")
        report = self.folder / f"round-{len(self.outcomes)}.xml"
        began = time.monotonic()
        argv = [sys.executable, "-m", "pytest", "-q", "-n", PROCESSES, f"--junitxml={report}", *options]
        code = subprocess.run(argv, cwd=ROOT, env=self.environment | environment, check=False).returncode
        outcome = Outcome(title, code, time.monotonic() - began)
        if report.exists():
            count(report, outcome)
        self.outcomes.append(outcome)

    def is_good(self) -> bool:
        return not self.failed_checks and all(each.code == 0 and each.failed == 0 for each in self.outcomes)

    def summary(self) -> str:
        """What ran on what, what could not be had, and the sum."""
        width = max((len(each.title) for each in self.outcomes), default=0)
        lines = ["", "=== Summary", f"{len(CHECKS) - len(self.failed_checks)} of {len(CHECKS)} checks are clean"]
        lines += [f"FAILED: {title}" for title in self.failed_checks]
        for each in self.outcomes:
            counts = f"{each.passed:>5} passed {each.failed:>4} failed {each.skipped:>4} skipped"
            lines.append(f"{each.title:<{width}} {counts} {each.seconds:>5.0f} s")
            if each.code not in {0, 1}:
                lines.append(f"FAILED: this round ended early (pytest exit code {each.code})")
        lines += [f"Could not be had: {each}" for each in self.missing]
        passed, failed, skipped = (sum(getattr(each, word) for each in self.outcomes) for word in ("passed", "failed", "skipped"))
        return "\n".join([*lines, f"{passed} passed, {failed} failed, {skipped} skipped"])


def count(report: Path, outcome: Outcome) -> None:
    """Read pytest's own report of a round."""
    for suite in ET.parse(report).iter("testsuite"):  # noqa: S314 -- written by our own pytest a moment ago
        total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        outcome.failed += bad
        outcome.skipped += skipped
        outcome.passed += max(0, total - bad - skipped)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 -- the screen is this program's face


def engine(stack: ExitStack, session: Session, name: str, *tries: Callable[[Path], AbstractContextManager[str]]) -> str:
    """The address of the first of these engines that can be had; empty, with a line in the summary, when none can."""
    for each in tries:
        try:
            return stack.enter_context(each(stack.enter_context(temporary_folder())))
        except EngineMissing as error:
            session.missing.append(f"{name}: {error}")
    return ""


def run_everything(session: Session) -> None:
    """The whole: checks, three rounds of tests."""
    compile_catalogues()
    for title, argv, environment in CHECKS:
        session.check(title, argv, environment)
    with ExitStack() as stack:
        valkey = engine(stack, session, "embedded Valkey", embedded_valkey)
        with_what = f"SQLite and {redis_version(valkey)}" if valkey else "SQLite"
        session.pytest(f"Tests on {with_what}", "-m", "not broker and not journey", REDIS_URL=valkey)
        session.pytest("Real processes and a real browser", "-m", "broker or journey", "--dist", "loadfile")
    with ExitStack() as stack:
        database = engine(stack, session, "PostgreSQL", postgresql)
        if not database:
            return
        broker = engine(stack, session, "Redis (Valkey stands in for it)", installed_redis, embedded_valkey)
        title = f"Database's part again on {postgresql_version(database)} and {redis_version(broker)}"
        options = ("-p", "tests.harness.database_only", "-m", "not journey")
        session.pytest(title, *options, DATABASE_URL=database, REDIS_URL=broker)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    # As an exception, so that every engine on the stack is stopped on the way out.
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Run what was asked for. Returns the exit code."""
    signal.signal(signal.SIGTERM, _stop)
    with temporary_folder() as folder:
        environment = {"ASSAY_DATA_DIR": str(folder / "data"), **os.environ}
        if arguments:
            compile_catalogues()
            return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment, check=False).returncode
        for name in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"):
            environment.pop(name, None)
        session = Session(folder, environment)
        try:
            run_everything(session)
        except KeyboardInterrupt:
            say("Stopped before the end; nothing is proved.")
            return 130
        say(session.summary())
        return 0 if session.is_good() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
