"""The command: `infralog`, or `python -m infralog`."""

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # what `typing` would say, were it imported here
if TYPE_CHECKING:
    from typing import NoReturn

# What ends a command from outside, where there is such a signal, and which of them did.
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_ended_by: list[int] = []


def main() -> None:
    """Run the command with this process's arguments, and exit."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:  # and not left to whoever started it in the background
        signal.signal(signal.SIGINT, _end)
    gc.disable()  # nothing that is imported is garbage, and to look for it takes 5 ms of a start
    try:
        from infralog import cli
    except ImportError as exc:
        _refuse(str(exc) or "a part of it cannot be loaded")
    except (MemoryError, SystemError):
        _refuse("there is not enough memory")

    gc.freeze()
    gc.enable()
    try:
        if heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        for number in _ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _unwind)
        cli.main()
    except KeyboardInterrupt:  # before the command could hear it, or after
        if not _ended_by:
            _end()
    finally:
        for number in _ended_by:  # as whoever sent it expects
            os.kill(os.getpid(), number)


def _refuse(reason: str) -> "NoReturn":
    """End, since a part of infralog is missing, or has no room."""
    sys.exit(f"infralog: cannot start: {reason}\nhint: allow more memory, or install it anew")


def _unwind(number: int, _: object) -> None:
    """End in order, as Ctrl-C does: nothing that is half done lies about. The next ends at once."""
    signal.signal(number, signal.SIG_DFL)
    _ended_by.append(number)
    raise KeyboardInterrupt


def _end(*_: object) -> None:
    """End at once: while modules are imported, nothing is open, and there is nothing to say."""
    os._exit(130)


if __name__ == "__main__":
    main()
