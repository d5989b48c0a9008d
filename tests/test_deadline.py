"""Work that takes too long is given up, whether it waits or computes."""

import contextlib
import re
import signal
import threading
import time
from collections.abc import Callable

import pytest

from infralog.deadline import cpu_within, within
from tests.command import PATIENCE


def test_work_that_is_done_in_time_returns() -> None:
    """What the work returns comes back, and what it raises, too."""
    assert within(5, lambda: "done") == "done"
    with pytest.raises(KeyError):
        within(5, lambda: signal.Signals["SIGNOTHING"])


def test_work_that_waits_is_given_up() -> None:
    """Whoever waits for work gets on, though the work does not."""
    asleep, done = threading.Event(), threading.Event()

    def work() -> None:
        asleep.wait()
        done.set()

    with pytest.raises(TimeoutError):
        within(0.1, work)
    assert not done.is_set()
    asleep.set()
    assert done.wait(PATIENCE)


def test_work_that_computes_is_ended() -> None:
    """An expression that would go on for years ends in time, and the alarm is as it was before."""
    handler = signal.getsignal(signal.SIGVTALRM)
    before = time.process_time()
    with pytest.raises(TimeoutError), cpu_within(0.1):
        re.match(r"(a+)+b", "a" * 64)
    assert time.process_time() - before < 2
    assert signal.getsignal(signal.SIGVTALRM) is handler
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_work_that_is_computed_in_time_is_left_alone() -> None:
    """No alarm rings once the work is done."""
    with cpu_within(0.05):
        pass
    until = time.process_time() + 0.2
    while time.process_time() < until:
        pass


def endless() -> None:
    """Compute for years."""
    re.match(r"(a+)+b", "a" * 64)


def in_time(work: Callable[[], None], seconds: float) -> float:
    """Return after how many seconds work was ended."""
    before = time.process_time()
    with pytest.raises(TimeoutError), cpu_within(seconds):
        work()
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    return time.process_time() - before


def test_the_shorter_of_two_deadlines_holds() -> None:
    """A deadline within another one ends in time, and the other one then still holds."""
    assert in_time(lambda: in_time_within(60), 0.1) < 2
    assert in_time(lambda: in_time_within(0.1), 0.4) > 0.3


def in_time_within(seconds: float) -> None:
    """Compute for so many seconds at most, pass over it, and compute on."""
    with contextlib.suppress(TimeoutError), cpu_within(seconds):
        endless()
    endless()


def test_work_that_catches_everything_is_ended() -> None:
    """Work that goes on after any error meets the next alarm."""

    def deaf() -> None:
        with contextlib.suppress(Exception):
            endless()
        endless()

    assert in_time(deaf, 0.1) < 2


def test_another_thread_takes_its_time() -> None:
    """Where there is no alarm, the work is done without one."""

    def work() -> str:
        with cpu_within(0.01):
            return "done"

    assert within(5, work) == "done"
