import os
import signal
import time

import pytest

from suppliers.reports.bounded import MEBIBYTE, Bounds, Refusal, WorkFailed, WorkRefused, WorkTooLarge, WorkTooLong, run_bounded


def no_child_left():
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_returns_what_the_work_returns_however_long():
    content = os.urandom(3 * MEBIBYTE)

    assert run_bounded(lambda: content, Bounds()) == content


def test_work_happens_in_another_process():
    assert int(run_bounded(lambda: str(os.getpid()).encode(), Bounds())) != os.getpid()


def test_refusal_comes_through_in_words():
    def work():
        raise Refusal("字体缺失")

    with pytest.raises(WorkRefused, match=r"^字体缺失$"):
        run_bounded(work, Bounds())


def test_fault_comes_through_with_its_trace():
    def work():
        raise KeyError("lost")

    with pytest.raises(WorkFailed, match="KeyError"):
        run_bounded(work, Bounds())


def test_long_work_is_ended():
    started = time.monotonic()

    with pytest.raises(WorkTooLong):
        run_bounded(lambda: time.sleep(30) or b"", Bounds(seconds=1))

    assert time.monotonic() - started < 5


def test_hungry_work_is_ended():
    with pytest.raises(WorkTooLarge, match="out of memory"):
        run_bounded(lambda: bytes(200 * MEBIBYTE), Bounds(memory=64 * MEBIBYTE))


def test_killed_work_is_told_from_finished_work():
    with pytest.raises(WorkTooLarge, match="exit code -9"):
        run_bounded(lambda: os.kill(os.getpid(), signal.SIGKILL) or b"", Bounds())


def test_child_is_ended_when_the_caller_is_interrupted():
    def ring(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(TimeoutError):
            run_bounded(lambda: time.sleep(30) or b"", Bounds())
    finally:
        signal.signal(signal.SIGALRM, before)

    no_child_left()
