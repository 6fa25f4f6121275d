"""What every measurement stands on: an empty database of its own, the machine's name, the clock, the table of results."""

import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "docs" / "performance.md"


@contextmanager
def fresh_database() -> Iterator[None]:
    """Django on an empty migrated SQLite database in a folder that is gone afterwards; settings as `./run` has them."""
    folder = tempfile.mkdtemp(prefix="assay-bench-")
    os.environ["ASSAY_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415 -- settings are read on import

    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- needs the line before
    from django.core.management import call_command  # noqa: PLC0415 -- needs the line before

    # No broker is measured here: the cache stays inside the process.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ASSAY_JOB_CARRIER = "suppliers.services.job.leave_for_the_sweeper"
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        shutil.rmtree(folder)


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each run, after two that warm up."""
    work()
    work()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def p50(milliseconds: list[float]) -> float:
    """The median."""
    return statistics.median(milliseconds)


def p95(milliseconds: list[float]) -> float:
    """The value that 95 of 100 runs stay under."""
    return statistics.quantiles(milliseconds, n=20)[-1]


def machine() -> str:
    """Cores, processor, Python, database, and how busy the machine was, in one line."""
    model = next(
        (line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), platform.processor()
    )
    import sqlite3  # noqa: PLC0415 -- only its version

    load = os.getloadavg()[0]
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} cores, {model}, {versions}, load {load:.1f} at the end"


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def report(name: str, rows: list[tuple[str, str, str]]) -> None:
    """Print what was measured, what came out and what is aimed at; with `--write` put it into docs/performance.md."""
    width = max(len(row[0]) for row in rows)
    for what, found, aim in rows:
        print(f"{what:<{width}}  {found:>24}  {aim}")
    print(machine())
    if "--write" in sys.argv:
        _write(name, rows)


def _write(name: str, rows: list[tuple[str, str, str]]) -> None:
    head, tail = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    text = RESULTS.read_text(encoding="utf-8")
    before, _, rest = text.partition(head)
    _old, _, after = rest.partition(tail)
    lines = ["| measured | found | aim |", "|---|---|---|", *(f"| {what} | {found} | {aim} |" for what, found, aim in rows)]
    note = f"{date.today().isoformat()}, `./run bench {name}`, {machine()}."  # noqa: DTZ011 -- the operator's day
    block = "\n".join([*lines, "", note, ""])
    RESULTS.write_text(before + head + block + tail + after, encoding="utf-8")
