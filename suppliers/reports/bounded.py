"""Run one piece of work in a child process that cannot take more than its time and memory.

The child is forked from the calling process, so whatever that process has loaded and warmed is there at
once; what the work leaves behind (memory, caches, temporary state) is gone with the child. It must not touch
database connections or sockets: they belong to the parent. Unix only.
"""

import contextlib
import gc
import os
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Never

MEBIBYTE = 1024 * 1024
FINISHED, REFUSED, FAILED, TOO_LARGE = b"+", b"-", b"!", b"m"


@dataclass(frozen=True)
class Bounds:
    """What one piece of work may take: seconds by the clock (and of CPU), and memory on top of the parent's."""

    seconds: int = 60
    memory: int = 1024 * MEBIBYTE


class Refusal(Exception):
    """Raised by the work itself to say no in words; the parent gets it as `WorkRefused`."""


class WorkRefused(Exception):
    """The work said no; the message is its reason."""


class WorkTooLong(Exception):
    """The work was stopped after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"stopped after {seconds} s")
        self.seconds = seconds


class WorkTooLarge(Exception):
    """The work ran out of memory, or brought its process down."""


class WorkFailed(Exception):
    """The work met a fault of ours; the message is the trace."""


def run_bounded(work: Callable[[], bytes], bounds: Bounds) -> bytes:
    """The bytes that `work` returns, computed in a forked child under `bounds`.

    Raises WorkRefused, WorkTooLong, WorkTooLarge or WorkFailed. The child has ended when this returns or raises, also when
    the caller is interrupted (a time limit of Celery) while it waits.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(work, writing, bounds)
    os.close(writing)
    try:
        answer = _read_until(reading, time.monotonic() + bounds.seconds)
    finally:
        os.close(reading)
        # A child that has answered is on its way out; one that has not is ended here.
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if answer is None:
        raise WorkTooLong(bounds.seconds)
    return _result(answer, status)


def _result(answer: bytes, status: int) -> bytes:
    kind, content = answer[:1], answer[1:]
    if kind == FINISHED:
        return content
    if kind == REFUSED:
        raise WorkRefused(content.decode())
    if kind == FAILED:
        raise WorkFailed(content.decode())
    if kind == TOO_LARGE:
        raise WorkTooLarge("out of memory")
    # C libraries abort when they get no memory.
    raise WorkTooLarge(f"the process ended without an answer (exit code {os.waitstatus_to_exitcode(status)})")


def _read_until(descriptor: int, deadline: float) -> bytes | None:
    """Everything the child writes until it closes the pipe; None when the deadline comes first."""
    parts: list[bytes] = []
    while True:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        part = os.read(descriptor, MEBIBYTE)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _child(work: Callable[[], bytes], writing: int, bounds: Bounds) -> Never:
    """Do the work, write the answer, and leave without any of the parent's clean-up (`os._exit`)."""
    code = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGUSR1):
            signal.signal(number, signal.SIG_DFL)
        _limit(bounds)
        # Its memory is bounded and all of it goes with the child: looking for what could go earlier only costs time.
        gc.disable()
        try:
            answer = FINISHED + work()
        except Refusal as refusal:
            answer = REFUSED + str(refusal).encode()
        except MemoryError:
            answer = TOO_LARGE
        except SystemError as fault:
            # Where memory ends inside the interpreter or one of its C modules it says this instead, and nothing else.
            answer = TOO_LARGE if "without exception set" in str(fault) else FAILED + traceback.format_exc().encode()
        # Nothing above this frame may run in a child: every fault goes to the parent, which raises it.
        except BaseException:  # noqa: BLE001 -- see above
            answer = FAILED + traceback.format_exc().encode()
        _write_all(writing, answer)
        code = 0
    finally:
        os._exit(code)


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _limit(bounds: Bounds) -> None:
    """Limit CPU seconds and address space. The address space counts what the parent has mapped already."""
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    mapped = _mapped_memory()
    if mapped is not None:
        resource.setrlimit(resource.RLIMIT_AS, (mapped + bounds.memory,) * 2)


def _mapped_memory() -> int | None:
    """Bytes of address space in use; None where the system does not say (macOS), so that no limit is set there."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return None
    return int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
