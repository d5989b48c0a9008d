"""A text -> a file that holds it whole, or is as it was; one at a time who changes it.

And a folder for the time that work takes, of which nothing stays.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

# Bytes of a name, of which most file systems take 255.
_LONGEST = 60


def put(text: str, file: Path) -> None:
    """Write a text into a file in one step, so that no half of it is ever there.

    A link stays one. A device is written as it is.

    Raises:
        OSError: It cannot be written; what was there is.
    """
    if file.exists() and not file.is_file():
        file.write_text(text, "utf-8", newline="\n")
        return
    target = file.resolve()
    fresh = target.with_name(f".{target.name[:_LONGEST]}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)  # that of an earlier one, which was killed
    try:
        # A new file, so that no link is followed; on the disk before it takes the other's name, so
        # that a loss of power leaves one of the two.
        with fresh.open("x", encoding="utf-8", newline="\n") as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        if target.exists():
            fresh.chmod(target.stat().st_mode & 0o777)
        fresh.replace(target)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


@contextmanager
def scratch(beside: Path) -> Iterator[Path]:
    """Have a folder beside a file, which is gone afterwards, whatever ends the work in it.

    What would end it waits while the folder is made, and while it is removed, or half of it would
    lie about. Where signals cannot be held back, as on Windows, they are not.

    Raises:
        OSError: It cannot be made.
    """
    held = _held_back()
    try:
        folder = Path(mkdtemp(prefix=".infralog-", dir=beside.parent))
    except BaseException:
        _let_through(held)
        raise
    try:
        _let_through(held)
        yield folder
    finally:
        held = _held_back()
        rmtree(folder, ignore_errors=True)
        _let_through(held)


def _held_back() -> set[int] | None:
    """Hold back every signal that can be; return which were held back before."""
    if not hasattr(signal, "pthread_sigmask"):
        return None
    return {*signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())}


def _let_through(held: set[int] | None) -> None:
    if held is not None:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """Read a file and change it while nobody else does; who comes later waits.

    It is the folder that is locked, for after a change the file is another one; and the system lets
    go of it, however a process ends. Where there are no such locks, as on Windows, nobody waits.

    Raises:
        OSError: There is no such folder, or it cannot be locked.
    """
    try:
        from fcntl import LOCK_EX, flock
    except ImportError:
        yield
        return
    folder = os.open(file.resolve().parent, os.O_RDONLY)
    try:
        flock(folder, LOCK_EX)
        yield
    finally:
        os.close(folder)
