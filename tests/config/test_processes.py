"""`./run` as a person meets it: real processes, real signals."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.env import LONGEST_SOCKET_PATH, ROOT, socket_path
from tests.harness.engines import embedded_valkey, temporary_folder

pytestmark = pytest.mark.broker
START_SECONDS = 90


class Running:
    """One `./run`, without its set-up by the shell."""

    def __init__(self, folder: Path, output: Path, **environment: str) -> None:
        self.port = free_port()
        self.output = output
        env = {**os.environ, "ASSAY_DATA_DIR": str(folder), "PORT": str(self.port), "ASSAY_DEMO": "false", **environment}
        for name in ("DJANGO_SETTINGS_MODULE", "ASSAY_JOB_CARRIER", "PYTEST_XDIST_WORKER"):
            env.pop(name, None)
        for name in ("REDIS_URL", "DATABASE_URL"):
            env[name] = environment.get(name, "")
        with output.open("wb") as stream:
            command = [sys.executable, "-m", "config.processes"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=stream, stderr=subprocess.STDOUT)
        self.family: list[psutil.Process] = []

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def wait_until_it_runs(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while "Assay runs at" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)
        self.family = psutil.Process(self.process.pid).children(recursive=True)

    def child(self, word: str) -> psutil.Process:
        """The first process of the family with that word in its command line."""
        return next(each for each in self.family if word in words_of(each))

    def end(self, number: int | None = None) -> int:
        if number is not None:
            self.process.send_signal(number)
        return self.process.wait(timeout=40)

    def leftovers(self) -> list[psutil.Process]:
        return psutil.wait_procs(self.family, timeout=10)[1]


def words_of(process: psutil.Process) -> list[str]:
    """Its command line; none when it has ended since, as the compiler does that a library asks for its path."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # a zombie is one
        return []


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as each:
        yield each / "data"


@pytest.fixture
def run(tmp_path: Path, folder: Path) -> Iterator[Callable[..., Running]]:
    runs: list[Running] = []

    def begin(where: Path = folder, **environment: str) -> Running:
        runs.append(Running(where, tmp_path / f"output-{len(runs)}", **environment))
        return runs[-1]

    yield begin
    for each in runs:
        if each.process.poll() is None:
            each.end(signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_starts_answers_stops_and_finds_its_data_again(run: Callable[..., Running], folder: Path) -> None:
    # A folder whose path is too long for a socket, with a space and Chinese in it.
    deep = folder / ("a long way down " * 6) / "数据"
    first = run(deep)
    first.wait_until_it_runs()
    with urllib.request.urlopen(f"http://127.0.0.1:{first.port}/readyz", timeout=10) as answer:
        assert json.load(answer)["parts"] == {"database": "ok", "broker": "ok", "storage": "ok"}
    key = (deep / "secret-key").read_bytes()
    socket_file = socket_path(deep)
    assert len(os.fsencode(deep / "valkey.sock")) > LONGEST_SOCKET_PATH
    assert socket_file.exists()

    assert first.end(signal.SIGTERM) == 0

    assert first.leftovers() == []
    assert not socket_file.parent.exists()
    assert not is_open(first.port)
    assert [each.name for each in deep.rglob("*.pid")] == []

    second = run(deep)
    second.wait_until_it_runs()
    assert (deep / "secret-key").read_bytes() == key
    assert second.end(signal.SIGINT) == 0
    assert second.leftovers() == []
    assert "Stopped." in second.said()


def test_a_process_that_ends_takes_all_others_with_it_and_is_named(run: Callable[..., Running], folder: Path) -> None:
    running = run()
    running.wait_until_it_runs()

    running.child("worker").kill()

    assert running.end() == 1
    assert running.leftovers() == []
    assert "The worker ended (killed by signal 9)." in running.said()
    assert not (folder / "valkey.sock").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_nothing_outlives_a_killed_supervisor(run: Callable[..., Running]) -> None:
    running = run()
    running.wait_until_it_runs()

    running.end(signal.SIGKILL)

    assert running.leftovers() == []


def test_a_redis_that_is_given_is_used_instead_of_the_embedded_one(
    run: Callable[..., Running], folder: Path, tmp_path: Path
) -> None:
    with temporary_folder() as place, embedded_valkey(place) as url:
        running = run(REDIS_URL=url, DATABASE_URL=f"sqlite:///{tmp_path / 'given.sqlite3'}")
        running.wait_until_it_runs()

        commands = [" ".join(words_of(each)) for each in running.family]
        running.end(signal.SIGTERM)

    assert any("celery" in each for each in commands)
    assert not any("valkey" in each for each in commands)
    assert not (folder / "valkey").exists()
    assert not (folder / "assay.sqlite3").exists()
    assert (tmp_path / "given.sqlite3").exists()


def test_a_port_in_use_is_told_before_anything_starts(run: Callable[..., Running], folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        running = run(PORT=str(port))

        assert running.end() == 1
    assert running.said() == f"Port {port} is in use by another program. Choose another one, for example: PORT={port + 1} ./run\n"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORT", "eighty", "PORT must be a whole number."),
        ("PORT", "70000", "PORT must be between 1 and 65535, not 70000."),
        ("REDIS_URL", "redis://127.0.0.1:1/0", "REDIS_URL is set, but no Redis answers at 127.0.0.1."),
    ],
)
def test_a_setting_that_cannot_work_is_told_in_one_sentence(
    run: Callable[..., Running], name: str, value: str, told: str
) -> None:
    running = run(**{name: value})

    assert running.end() == 1
    assert running.said().strip() == told


def test_a_data_folder_serves_one_start_at_a_time(run: Callable[..., Running], folder: Path) -> None:
    first = run()
    while not (folder / "valkey").exists():
        assert first.process.poll() is None, first.said()
        time.sleep(0.05)

    second = run()

    assert second.end() == 1
    assert second.said() == f"Assay already runs on {folder}. Stop it first, or set ASSAY_DATA_DIR to another folder.\n"
    assert first.end(signal.SIGTERM) == 0


def test_a_database_that_does_not_answer_is_told_and_nothing_is_left(run: Callable[..., Running], folder: Path) -> None:
    running = run(DATABASE_URL="postgresql://assay@127.0.0.1:1/assay")

    assert running.end() == 1
    assert "The database does not answer:" in running.said()
    assert "The set-up failed (exit code 1); nothing was started." in running.said()
    assert not (folder / "valkey.sock").exists()
