"""`./run`: the embedded Valkey, the web server, the worker and the clock, started together and stopped together.

Plain rules. Nothing starts before the address is ours and the data folder is ours alone. What starts stands in one
list; it is stopped from the end of the list to its beginning. When one process ends, all end, and the exit code says
so. Every process leads a group of its own, so that none of its children is left behind.
"""

import ctypes
import errno
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.env import ROOT, data_dir, env, socket_path, whole_number
from config.programs import HOST, Program, answers, clock, set_up, valkey, web, worker

START_SECONDS = 90
# What the worker has begun is finished before it goes; what takes longer is done again after the next start.
STOP_SECONDS = 20
PR_SET_PDEATHSIG = 1


class CannotStart(Exception):
    """Something is in the way; the message says what, and what to do."""


class StopRequested(Exception):
    """Ctrl-C or TERM."""


class ProcessEnded(Exception):
    """A process that should go on has ended; the message says which."""


class Stop:
    """Whether somebody asked to stop. The handler only notes it, so no process is lost between start and list."""

    asked = False

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 -- the signature of a signal handler
        self.asked = True

    def pause(self) -> None:
        """Wait a moment. Raises StopRequested when asked to stop."""
        if self.asked:
            raise StopRequested
        time.sleep(0.1)


def main() -> int:
    """Run until told to stop. Returns the exit code."""
    began = time.monotonic()
    stop = Stop()
    stop.listen()
    os.umask(0o077)  # what lies in the data folder is its owner's alone
    started: list[Program] = []
    try:
        folder = data_dir()
        port = whole_number("PORT", default=8000, least=1, most=65_535)
        with owned(folder), listening(port) as door:
            try:
                start_all(folder, door, started, stop)
                say(welcome(folder, port, seconds=time.monotonic() - began))
                watch(started, stop)
            finally:
                stop_all(started)
                clear_socket(folder)
    except StopRequested:
        say("Stopped.")
        return 0
    except (CannotStart, ProcessEnded, ImproperlyConfigured) as error:
        print(error, file=sys.stderr, flush=True)  # noqa: T201 -- the screen is this program's face
    return 1


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)  # noqa: T201 -- the screen is this program's face


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """The data folder for this start alone. Raises CannotStart when another one uses it; the lock ends with the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise CannotStart(f"Assay already runs on {folder}. Stop it first, or set ASSAY_DATA_DIR to another folder.") from error
    finally:
        os.close(handle)


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """The bound socket that the web server will inherit. Raises CannotStart when the port can't be had."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            why = "is in use by another program" if error.errno == errno.EADDRINUSE else "can only be opened by root"
            other = port + 1 if 1024 <= port < 65_535 else 8000
            raise CannotStart(f"Port {port} {why}. Choose another one, for example: PORT={other} ./run") from error
        door.listen(256)
        yield door


def start_all(folder: Path, door: socket.socket, started: list[Program], stop: Stop) -> None:
    """Start everything in order. Raises CannotStart, ProcessEnded or StopRequested; then `started` holds what runs."""
    port = door.getsockname()[1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    if given := env.str("REDIS_URL", default=""):
        if not answers(given):
            raise CannotStart(f"REDIS_URL is set, but no Redis answers at {urlsplit(given).hostname or urlsplit(given).path}.")
    else:
        launch(valkey(folder), started)
        wait_until_ready(started, stop)
    launch(set_up(), started)
    finish_set_up(started, stop)
    for program in (web(door, port), worker(), clock(folder)):
        launch(program, started)
    # From here on the door is the web server's alone: when it goes, nobody is left waiting in front of it.
    door.close()
    wait_until_ready(started, stop)


def launch(program: Program, started: list[Program]) -> None:
    """Start a process as the leader of its own group; when this program is killed, the system tells it to end."""
    program.process = subprocess.Popen(  # noqa: S603 -- our own programs, no shell
        program.argv,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=program.keep,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 -- one thread only
    )
    started.append(program)


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def finish_set_up(started: list[Program], stop: Stop) -> None:
    """Wait until the last program has done its work. Raises CannotStart when it failed; it has said why."""
    last = started[-1]
    while not (how := last.ended()):
        check_running(started[:-1])
        stop.pause()
    started.remove(last)
    if last.process.returncode:
        raise CannotStart(f"The {last.name} failed ({how}); nothing was started.")


def wait_until_ready(started: list[Program], stop: Stop) -> None:
    """Wait until every program answers. Raises ProcessEnded or CannotStart."""
    deadline = time.monotonic() + START_SECONDS
    while waiting := [program for program in started if not program.is_ready()]:
        check_running(started)
        if time.monotonic() > deadline:
            raise CannotStart(f"The {waiting[0].name} did not answer within {START_SECONDS} seconds.")
        stop.pause()


def check_running(started: list[Program]) -> None:
    """Raises ProcessEnded when one of them has ended."""
    for program in started:
        if how := program.ended():
            told = f" Its log: {program.log}." if program.log else ""
            raise ProcessEnded(f"The {program.name} ended ({how}). Everything else was stopped too.{told}")


def watch(started: list[Program], stop: Stop) -> None:
    """Look after the processes. Raises StopRequested or ProcessEnded, never returns."""
    while True:
        check_running(started)
        stop.pause()


def stop_all(started: list[Program]) -> None:
    """End all: first those who use Valkey, then Valkey; nothing of their groups is left."""
    for last in (False, True):
        programs = [program for program in started if program.goes_last == last]
        for program in programs:
            if not program.ended():
                program.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for program in programs:
            with suppress(subprocess.TimeoutExpired):
                program.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            # The leader's children may outlive it when it was killed.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(program.process.pid, signal.SIGKILL)
            program.process.wait()


def clear_socket(folder: Path) -> None:
    """Remove what a killed Valkey could not remove itself."""
    path = socket_path(folder)
    path.unlink(missing_ok=True)
    if path.parent != folder:
        with suppress(OSError):
            path.parent.rmdir()


def welcome(folder: Path, port: int, *, seconds: float) -> str:
    """Where to look, and who to log in as."""
    address = f"http://localhost:{port}/"
    lines = ["", f"Assay runs at {address} (ready after {seconds:.0f} s). Ctrl-C stops it.", f"Data: {folder}"]
    accounts = folder / "demo-accounts.json"
    if accounts.exists():
        lines += [f"Demo accounts (also in {accounts}):", *_account_lines(json.loads(accounts.read_text(encoding="utf-8")))]
    return "\n".join([*lines, ""])


def _account_lines(accounts: list[dict[str, str]]) -> Iterator[str]:
    width = max((len(each["email"]) for each in accounts), default=0)
    for each in accounts:
        whose = f"  {each['supplier']}" if each.get("supplier") else ""
        yield f"  {each['role']:<22} {each['email']:<{width}}  {each['password']}{whose}"


if __name__ == "__main__":
    sys.exit(main())
