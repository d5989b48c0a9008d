"""The command: `infralog`, or `python -m infralog`."""

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # what `typing` would say, were it imported here
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> None:
    """Run the command with this process's arguments, and exit."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:  # and not left to whoever started it in the background
        signal.signal(signal.SIGINT, _end)
    gc.disable()  # nothing that is imported is garbage, and to look for it takes 5 ms of a start
    try:
        from infralog import cli
    except (ImportError, MemoryError) as exc:
        _refuse(str(exc) or "there is not enough memory")

    gc.freeze()
    gc.enable()
    try:
        if heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        cli.main()
    except KeyboardInterrupt:  # before the command could hear it, or after
        _end()


def _refuse(reason: str) -> "NoReturn":
    """End, since a part of infralog is missing, or has no room."""
    sys.exit(f"infralog: cannot start: {reason}\nhint: allow more memory, or install it anew")


def _end(*_: object) -> None:
    """End at once: while modules are imported, nothing is open, and there is nothing to say."""
    os._exit(130)


if __name__ == "__main__":
    main()
