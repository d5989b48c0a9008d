"""Long output for people -> their pager, as git and gh hand it over."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from subprocess import Popen

# Quit if it fits on one screen, show colours, leave the screen as it is: git's own choice.
_LESS = {"LESS": "FRX", "LV": "-c"}


@contextmanager
def paged(out: TextIO) -> Iterator[TextIO]:
    """Yield a stream that a pager shows on the terminal `out`; `out` itself where there is none.

    Which one is said by `INFRALOG_PAGER`, then `PAGER`, else it is less; empty or `cat` means none.
    A reader who quits before the end is no error.
    """
    pager = _started(out)
    if pager is None or pager.stdin is None:
        yield out
        return
    page = TextIOWrapper(pager.stdin, encoding=out.encoding, errors=out.errors)
    try:
        yield page
    except BrokenPipeError:
        pass
    finally:
        with suppress(BrokenPipeError):
            page.close()
        _wait(pager)


def _started(out: TextIO) -> "Popen[bytes] | None":
    from subprocess import PIPE, Popen

    named = os.environ.get("INFRALOG_PAGER", os.environ.get("PAGER", "less"))
    try:
        command = shlex.split(named)
        if not command or command == ["cat"] or os.environ.get("TERM") == "dumb":
            return None
        out.flush()
        return Popen(command, stdin=PIPE, env={**_LESS, **os.environ})  # noqa: S603 -- the user's own
    except (OSError, ValueError):
        return None


def _wait(pager: "Popen[bytes]") -> None:
    """Wait until the reader is done; Ctrl-C is the pager's, which has the terminal."""
    while True:
        with suppress(KeyboardInterrupt):
            pager.wait()
            return
