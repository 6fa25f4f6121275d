"""Memory of web server and worker at rest, started as `./run` starts them; aim: under 200 MB and 250 MB a process.

Resident memory counts what processes share in each of them; proportional memory divides it among them.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent))

from ground import ROOT, report

sys.path.insert(0, str(ROOT))

from config.programs import HOST, Program, valkey, web, worker

PATIENCE = 120.0
SETTLED = 10.0
MEBIBYTE = 1024 * 1024
REQUESTS = 40
PATHS = ("/login/", "/admin/login/", "/healthz", "/api/v1/")


def wait_for(program: Program, is_ready: object = None) -> None:
    """Until it does its work. Raises SystemExit when it ends or takes too long."""
    ready = is_ready or program.is_ready
    deadline = time.monotonic() + PATIENCE
    while not ready():  # type: ignore[operator]
        if program.process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"{program.name} did not start: {program.ended()}")
        time.sleep(0.2)


def start(program: Program) -> Program:
    """Start it quietly."""
    program.process = subprocess.Popen(program.argv, cwd=ROOT, pass_fds=program.keep, stdout=subprocess.DEVNULL)
    return program


def ask(port: int) -> None:
    """A few pages, so that nothing is counted that has not been used yet."""
    for number in range(REQUESTS):
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        connection.request("GET", PATHS[number % len(PATHS)])
        connection.getresponse().read()
        connection.close()


def rows_of(name: str, program: Program, aim: int) -> list[tuple[str, str, str]]:
    """The largest process, and all of the program together."""
    parent = psutil.Process(program.process.pid)
    found = [process.memory_full_info() for process in [parent, *parent.children(recursive=True)]]
    resident, proportional = [each.rss / MEBIBYTE for each in found], [each.pss / MEBIBYTE for each in found]
    return [
        (f"{name}: processes", f"{len(found)}", ""),
        (f"{name}: largest process, resident", f"{max(resident):.0f} MB", f"under {aim} MB"),
        (f"{name}: largest process, proportional", f"{max(proportional):.0f} MB", ""),
        (f"{name}: all processes, proportional", f"{sum(proportional):.0f} MB", ""),
    ]


def measure(folder: Path) -> None:
    """Start what `./run` starts, use it a little, let it rest, read."""
    os.environ.update({"ASSAY_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.local"})
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("REDIS_URL", None)
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, check=True)
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"], cwd=ROOT, check=True)
    programs: list[Program] = []
    try:
        with socket.socket() as door:
            door.bind((HOST, 0))
            door.listen()
            port = door.getsockname()[1]
            broker = start(valkey(folder))
            programs.append(broker)
            wait_for(broker)
            server, carrier = start(web(door, port)), start(worker())
            programs += [server, carrier]
            wait_for(server)
            pool = psutil.Process(carrier.process.pid)
            wait_for(carrier, lambda: len(pool.children()) >= 2)
            ask(port)
            time.sleep(SETTLED)
            report("at_rest", [*rows_of("web server", server, 200), *rows_of("worker", carrier, 250)])
    finally:
        for program in reversed(programs):
            program.process.terminate()
            program.process.wait(timeout=30)


if __name__ == "__main__":
    home = Path(tempfile.mkdtemp(prefix="assay-bench-"))
    try:
        measure(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
