"""Work that must end in time, watched from outside.

The time-outs of a socket are per read, and looking a name up has none: a server that sends a byte
a second, or a name server that sends nothing, can only be given up by someone who is not waiting
for it. It is also what lets Ctrl-C through at once. Work that computes, on the other hand, lets
nobody else run: only an alarm of the system ends it.
"""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread, current_thread, main_thread
from time import process_time
from typing import TypeVar

T = TypeVar("T")

# Seconds after which an alarm rings again, and after which one is due that has been missed.
_AGAIN = 0.5
_SOON = 0.001


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what the work returns, or raise what it raises.

    Work that is not done in time is left behind in its thread, which does not keep the process
    from ending; whoever gave the work takes away from it what it works with.

    Raises:
        TimeoutError: It was not done in time.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as exc:  # noqa: BLE001 - raised again where it is waited for
            outcome.set_exception(exc)

    Thread(target=run, daemon=True).start()
    return outcome.result(timeout=seconds)


@contextmanager
def cpu_within(seconds: float) -> Iterator[None]:
    """Let what is done within compute for so many seconds of CPU time, and no longer.

    One may stand within another; the shorter holds. Where there is no such alarm (on Windows, and
    outside of the main thread), it takes its time.

    Raises:
        TimeoutError: It was not done in time.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
    left = signal.getitimer(signal.ITIMER_VIRTUAL)[0]
    allowed = min(seconds, left) if left else seconds
    begun = process_time()
    before = signal.signal(signal.SIGVTALRM, _ring)
    # Whoever catches all errors catches this one, too: it rings again.
    signal.setitimer(signal.ITIMER_VIRTUAL, allowed, _AGAIN)
    try:
        yield
    finally:
        remaining = max(left - (process_time() - begun), _SOON) if left else 0
        signal.setitimer(signal.ITIMER_VIRTUAL, remaining, _AGAIN if left else 0)
        signal.signal(signal.SIGVTALRM, before)


def _ring(*_: object) -> None:
    raise TimeoutError
